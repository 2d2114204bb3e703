import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import fact

from dragoman.export.brief.phrases import date_words, number, plain, shortened, sum_words
from dragoman.records import Amount, Edtf, Span


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        (None, "undated"),
        ("2024-03-05", "2024-03-05"),
        ("2035~", "about 2035"),
        ("2023-04-21/2023-05-31", "2023-04-21 to 2023-05-31"),
        ("2024/..", "from 2024"),
        ("../2024", "until 2024"),
        ("[2023-04-28,2023-05-05]", "one of 2023-04-28, 2023-05-05"),
        ("[2021,2022,2023,2024,2025]", "one of 5 dates, 2021 to 2025"),
        ("[2025-06-02,2025-06-09,2025-06-16,2025-06-23,2025-06-30]", "a Monday from 2025-06-02 to 2025-06-30"),
        (
            "[2025-06-02,2025-06-09,2025-06-16,2025-06-23,2026-06-01]",
            "one of 5 Mondays from 2025-06-02 to 2026-06-01",
        ),
        ("[2019-05-09,2020-05-09,2021-05-09,2022-05-09,2023-05-09]", "9 May of one of 5 years, 2019 to 2023"),
        ("[2025-06-02,2025-06-03,2025-06-04,2025-06-05,2025-06-06]", "2025-06-02 to 2025-06-06"),
        ("[2025-06-02,2025-06-03,2025-06-04,2025-06-05,2025-06-09]", "one of 5 dates, 2025-06-02 to 2025-06-09"),
        ("XXXX-04-18", "18 April of an unknown year"),
        ("XXXX-11", "November of an unknown year"),
        ("2023?", "2023"),
    ],
)
def test_dates_as_words(edtf, words):
    assert date_words(Edtf.parse(edtf) if edtf else None) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("15000000000", "15 billion"),
        ("55000000", "55 million"),
        ("1500", "1,500"),
        ("4.1", "4.1"),
        ("376500000", "376.5 million"),
        ("1234567", "1,234,567"),
        ("0", "0"),
    ],
)
def test_numbers_as_words(value, words):
    assert number(value) == words


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"value": "15000000000", "qualifier": "about", "unit": "USD"}, "about 15 billion USD"),
        ({"low": "100", "qualifier": "more-than", "unit": "people"}, "more than 100 people"),
        ({"low": "5", "high": "10", "qualifier": "range", "unit": "percent"}, "5 to 10%"),
        ({"qualifier": "exact", "unit": "EUR"}, "an unnamed amount EUR"),
    ],
)
def test_sums_as_words(fields, words):
    evidence = (Span(document_id="d", start=0, end=1, text="x"),)
    assert sum_words(Amount(**fact("amounts", "d", evidence, kind="loan", **fields))) == words


@given(st.text(max_size=80), st.integers(5, 60), st.integers(0, 80))
def test_a_shortened_text_keeps_its_bounds(text, limit, around):
    assert len(shortened(text, limit, around)) <= max(limit, 0) + 4


@given(st.text(max_size=60))
def test_plain_text_opens_no_tag_and_is_one_line(text):
    shown = plain(text)
    assert "<" not in shown
    assert "\n" not in shown
    assert len(shown.splitlines()) <= 1


@pytest.mark.parametrize("start", ["- a", "+ a", "1. a", "# a", "> a", "=a"])
def test_no_text_starts_a_block(start):
    assert plain(start)[0] in "\\1&"
    assert plain(start) != start
