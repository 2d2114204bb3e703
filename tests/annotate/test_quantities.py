"""Figures: every supported form of number, unit, qualifier and range; what only looks like a figure is none."""

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.annotate import measures
from dragoman.annotate.numerals import decimal_comma, find_numerals, read_digits, read_words
from dragoman.annotate.parser import parse
from dragoman.annotate.quantities import find, plain
from dragoman.document import Annotated, Clean, Document, OffsetMap, Quantity, Sentence, Token, Zone

CASES = list(csv.DictReader((Path(__file__).parent / "quantities.csv").read_text(encoding="utf-8").splitlines()))


def clean(text: str) -> Clean:
    return Clean(
        Document("d", "s", text), text, OffsetMap((0,), (0,), len(text), len(text)), (), (Zone("body", 0, len(text)),)
    )


def read(text: str) -> list[Quantity]:
    return list(find(parse(clean(text))))


def unparsed(text: str) -> Annotated:
    """A text as one sentence of words told apart by spaces, without a parse."""
    tokens, at = [], 0
    for i, word in enumerate(text.split()):
        start = text.index(word, at)
        at = start + len(word)
        tokens.append(Token(i, start, at, word, word.lower(), "XX", "X", "dep", 0, 0, ()))
    return Annotated(clean(text), tuple(tokens), (Sentence(0, 0, len(tokens), 0, 0, "body"),))


@pytest.mark.parametrize("case", CASES, ids=[c["text"] for c in CASES])
def test_a_figure_is_read_with_unit_qualifier_and_period(case: dict[str, str]) -> None:
    found = [q for q in read(case["text"]) if q.unit == case["unit"]]
    assert len(found) == 1
    figure = found[0]
    assert (figure.value or "", figure.low or "", figure.high or "") == (case["value"], case["low"], case["high"])
    assert figure.qualifier == case["qualifier"]
    assert (figure.period or "") == case["period"]


@pytest.mark.parametrize(
    "text",
    [
        "They met on June 14.",
        "It happened in 1987.",
        "The G20 met under Article 5.",
        "He took the 46th seat at 18:05.",
        "The 4G network grew.",
        "No one came.",
        "Resolution 1325 was read.",
    ],
)
def test_dates_ordinals_codes_and_names_are_no_figures(text: str) -> None:
    assert read(text) == []


def test_a_scale_without_a_unit_takes_the_unit_told_before() -> None:
    found = read("The reservoir gathered 31.5 billion cubic meters, of a total capacity of 44 billion.")
    assert [(q.value, q.unit) for q in found] == [("31500000000", "m3"), ("44000000000", "m3")]


def test_a_part_takes_the_unit_of_its_whole() -> None:
    found = read("It is repaid over 12 years, of which five of grace.")
    assert [(q.value, q.unit) for q in found] == [("12", "years"), ("5", "years")]


def test_a_change_from_one_figure_to_another_is_no_range() -> None:
    found = read("Trade rose from 4 billion dollars to 9 billion dollars.")
    assert [(q.value, q.qualifier) for q in found] == [("4000000000", "exact"), ("9000000000", "exact")]


def test_rolling_over_is_no_qualifier() -> None:
    assert [q.qualifier for q in read("The bank rolled over $5 billion.")] == ["exact"]


def test_rupees_are_those_of_the_country_spoken_of() -> None:
    ground = measures.Ground(Counter({"PAK": 3, "IND": 1}))
    found = measures.currency_before("Rs840bn", 2, ground)
    assert found is not None
    assert found.unit == "PKR"
    elsewhere = measures.currency_before("Rs840bn", 2, measures.Ground(Counter()))
    assert elsewhere is not None
    assert elsewhere.unit == "INR"


def test_the_plain_dollar_is_american_unless_the_text_says_otherwise() -> None:
    assert [q.unit for q in read("Ottawa paid $5 million.")] == ["USD"]
    assert [q.unit for q in read("Ottawa paid $5 million. All figures are in Canadian dollars.")] == ["CAD"]


def test_the_span_of_a_figure_quotes_its_words() -> None:
    doc = parse(clean("Oslo promised about 30 million kroner a year to Riga."))
    (figure,) = find(doc)
    assert doc.text(figure.first, figure.last) == "about 30 million kroner a year"


@pytest.mark.parametrize(
    ("printed", "comma", "value"),
    [
        ("1,234,567.8", False, "1234567.8"),
        ("1.234.567,8", True, "1234567.8"),
        ("12,3", False, "12.3"),
        ("20,500", False, "20500"),
        ("140.000", False, "140000"),
        ("1.715", False, "1.715"),
        ("1.715", True, "1715"),
        ("2,50,000", False, "250000"),
        ("12 500", False, "12500"),
        ("0.250", False, "0.25"),
    ],
)
def test_digits_in_any_style(printed: str, *, comma: bool, value: str) -> None:
    read_value = read_digits(printed, comma=comma)
    assert read_value is not None
    assert plain(read_value) == value


def test_addresses_are_no_numbers() -> None:
    assert read_digits("192.168.1.2") is None


def test_a_comma_that_parts_no_thousands_marks_a_decimal_style() -> None:
    assert decimal_comma("It closed at 728,1 million.")
    assert not decimal_comma("It closed at 728,100 million.")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("twenty-five", 25),
        ("one hundred and fifty thousand", 150000),
        ("two and a half million", 2500000),
        ("a dozen", 12),
    ],
)
def test_number_words(words: str, value: int) -> None:
    assert read_words(words) == value


SIGNS = ["$", "US$", "€", "£", "R$", "C$", "A$", "₹", "CNY", "USD "]
CODES = ["USD", "USD", "EUR", "GBP", "BRL", "CAD", "AUD", "INR", "CNY", "USD"]
NAMES = {"dollars": "USD", "euros": "EUR", "yuan": "CNY", "yen": "JPY", "zlotys": "PLN", "Swiss francs": "CHF"}
SCALES = {"": 1, " thousand": 10**3, " million": 10**6, " billion": 10**9, "bn": 10**9, " trillion": 10**12}


@given(
    whole=st.integers(1, 999_999),
    hundredths=st.integers(0, 99),
    sign=st.sampled_from(list(zip(SIGNS, CODES, strict=True))),
    scale=st.sampled_from(list(SCALES)),
    grouped=st.booleans(),
)
def test_a_printed_sum_with_its_sign_is_read_back(
    whole: int, hundredths: int, sign: tuple[str, str], scale: str, *, grouped: bool
) -> None:
    number = f"{whole:,}" if grouped else str(whole)
    fraction = f".{hundredths:02d}".rstrip("0").rstrip(".") if hundredths else ""
    found = find(unparsed(f"It cost {sign[0]}{number}{fraction}{scale} ."))
    assert [(Decimal(q.value or "0"), q.unit) for q in found] == [
        ((whole + Decimal(hundredths) / 100) * SCALES[scale], sign[1])
    ]


@given(st.integers(1, 9999), st.sampled_from(sorted(NAMES)), st.sampled_from(["", " million", " billion"]))
def test_a_printed_sum_with_its_name_is_read_back(whole: int, name: str, scale: str) -> None:
    found = find(unparsed(f"It cost {whole}{scale} {name} ."))
    assert [(q.value, q.unit) for q in found] == [(str(whole * SCALES[scale]), NAMES[name])]


@given(st.integers(1, 500), st.integers(1, 500))
def test_a_printed_range_is_read_back_in_order(low: int, more: int) -> None:
    (figure,) = find(unparsed(f"It cost {low} to {low + more} million euros ."))
    assert (figure.low, figure.high, figure.unit) == (str(low * 10**6), str((low + more) * 10**6), "EUR")


@given(st.text(max_size=60))
def test_any_text_is_scanned_without_an_exception(text: str) -> None:
    for numeral in find_numerals(text):
        assert 0 <= numeral.start < numeral.end <= len(text)


SCALES = {"": 1, " thousand": 10**3, " million": 10**6, "m": 10**6, "bn": 10**9, " billion": 10**9, " trillion": 10**12,
          " lakh": 10**5, " crore": 10**7, " lakh crore": 10**12, " millones": 10**6, " mln": 10**6}  # fmt: skip
FORMS = {
    "${}": "USD", "US${}": "USD", "{} dollars": "USD", "{} US dollars": "USD", "USD {}": "USD", "€{}": "EUR",
    "EUR {}": "EUR", "{} euros": "EUR", "£{}": "GBP", "{} yuan": "CNY", "RMB{}": "CNY", "¥{}": "JPY", "₹{}": "INR",
    "{} rupees": "INR", "KES {}": "KES", "A${}": "AUD", "{} Canadian dollars": "CAD",
    "{} CFA francs": "XOF", "₩{}": "KRW", "NPR {}": "NPR",
}  # fmt: skip


@given(
    whole=st.integers(1, 999),
    tenths=st.integers(0, 9),
    scale=st.sampled_from(sorted(SCALES)),
    form=st.sampled_from(sorted(FORMS)),
    qualifier=st.sampled_from(["", "about ", "more than ", "up to ", "at least "]),
    period=st.sampled_from(["", " a year", " per year"]),
)
@settings(max_examples=120)
def test_a_printed_amount_of_any_form_is_read_as_it_was_meant(whole, tenths, scale, form, qualifier, period):
    digits = f"{whole}.{tenths}" if tenths else f"{whole}"
    printed = qualifier + form.format(digits + scale) + period
    found = find(unparsed(f"Norway paid Ghana {printed} for ships ."))
    assert [(Decimal(q.value), q.unit) for q in found] == [(Decimal(digits) * SCALES[scale], FORMS[form])], printed
    assert found[0].period == ("year" if period else None)
