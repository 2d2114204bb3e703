from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.records import Edtf

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@st.composite
def edtfs(draw):
    """Days, months, years, approximate years, intervals, sets."""
    first, last = sorted([draw(DAYS), draw(DAYS)])
    forms = [
        f"{first}", f"{first:%Y-%m}", f"{first.year}", f"{first.year}~", f"{first}/{last}", f"{first}/..", f"../{last}",
        str(Edtf.one_of([Edtf.day(first), Edtf.day(last)])), f"{str(first.year)[:3]}X",
    ]  # fmt: skip
    return Edtf.parse(draw(st.sampled_from(forms)))


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2023-09-13", "2023-09-13", "2023-09-13"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2019", "2019-01-01", "2019-12-31"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("2035~", "2035-01-01", "2035-12-31"),
        ("2023-04-21/2023-05-31", "2023-04-21", "2023-05-31"),
        ("2024-21", "2024-03-01", "2024-11-30"),
        ("2024-24", "2023-12-01", "2025-02-28"),
        ("2024-25", "2024-03-01", "2024-05-31"),
        ("2023-31", "2023-03-01", "2023-05-31"),
        ("2024-33~", "2024-01-01", "2024-03-31"),
        ("2024-39", "2024-09-01", "2024-12-31"),
        ("2024-40", "2024-01-01", "2024-06-30"),
        ("2023-36/2024-33", "2023-10-01", "2024-03-31"),
        ("2023-04/2023-05", "2023-04-01", "2023-05-31"),
        ("2023-04-21/..", "2023-04-21", None),
        ("../2023-04", None, "2023-04-30"),
        ("..", None, None),
        ("[2023-04-28,2023-05-05]", "2023-04-28", "2023-05-05"),
        ("XXXX-04-18", None, None),
    ],
)
def test_a_value_says_its_first_and_last_day(text, earliest, latest):
    value = Edtf.parse(text)
    assert str(value) == text
    assert (value.earliest and str(value.earliest), value.latest and str(value.latest)) == (earliest, latest)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2023-13",
        "2023-42",
        "2023-33-01",
        "202X-33",
        "9999-24",
        "2023-02-30",
        "0000",
        "23-01-01",
        "2023/2022",
        "2023-1-1",
        "XXXX-02-30",
        "2023-05-05T10:00",
        "1/2/3",
    ],
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match=r"EDTF|day|month|calendar|interval|Invalid"):
        Edtf.parse(text)


@given(edtfs())
def test_print_and_parse_agree(value):
    assert Edtf.parse(str(value)) == value


@given(edtfs(), edtfs())
def test_intersection_is_common_to_both_and_the_same_from_either_side(a, b):
    common = a.intersect(b)
    assert (common is not None) == a.touches(b) == b.touches(a)
    if common:
        assert common.within(a)
        assert common.within(b)
        assert common.periods == b.intersect(a).periods


@given(edtfs())
def test_a_value_lies_within_itself(value):
    assert value.within(value)
    assert value.intersect(value).periods == value.periods


@given(DAYS, st.integers(0, 4000))
def test_an_interval_of_two_days_holds_both_and_no_other(first, days):
    last = first + timedelta(days=days)
    value = Edtf.between(first, last)
    assert (value.earliest, value.latest) == (first, last)
    assert Edtf.day(first).within(value)
    assert not Edtf.day(last + timedelta(days=1)).touches(value)


@given(st.text(max_size=12))
def test_any_text_is_a_date_or_a_value_error(text):
    try:
        value = Edtf.parse(text)
    except ValueError:
        return
    assert str(value) == text.strip()


def test_named_wholes_are_printed_as_such():
    assert str(Edtf.between(date(2024, 2, 1), date(2024, 2, 29))) == "2024-02"
    assert str(Edtf.between(date(2024, 1, 1), date(2024, 12, 31))) == "2024"
    assert str(Edtf.between(date(2024, 5, 5), date(2024, 5, 5))) == "2024-05-05"


def test_a_set_drops_what_it_has_twice_and_an_empty_one_is_refused():
    day = Edtf.parse("2024-05-05")
    assert Edtf.one_of([day, day]) == day
    with pytest.raises(ValueError, match="at least one"):
        Edtf.one_of([])


def test_what_is_known_of_a_value():
    assert Edtf.parse("2024-05-05").is_day
    assert not Edtf.parse("2024-05").is_day
    assert Edtf.parse("2035~").approximate
    assert not Edtf.parse("2035").approximate


def test_a_season_is_that_of_either_half_of_the_earth_and_of_nothing_between():
    summer = Edtf.parse("2024-22")
    assert summer.touches(Edtf.parse("2024-07"))
    assert summer.touches(Edtf.parse("2024-01"))
    assert not summer.touches(Edtf.parse("2024-04"))
    assert Edtf.parse("2024-26").within(summer)
