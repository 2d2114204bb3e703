"""Exchange rates: the day's, the last before it, the mean of a longer time, a legal parity, or none."""

from decimal import Decimal

import pytest

from dragoman.kb.rates import dollars_for
from dragoman.records import Edtf


@pytest.mark.parametrize(
    ("code", "when", "dollars", "day"),
    [
        ("EUR", "1999-01-04", "1.1789", "1999-01-04"),
        ("EUR", "2024-05-18", "1.0844", "2024-05-17"),  # a Saturday
        ("SAR", "2019", "0.26666667", "2019"),
        ("XOF", "1999-01-04", "0.00179722", "1999-01-04"),  # 1.1789 / 655.957
    ],
)
def test_a_rate_has_its_day(code, when, dollars, day):
    found = dollars_for(code, Edtf.parse(when))
    assert (found.dollars, str(found.date)) == (Decimal(dollars), day)
    assert found.source


def test_a_month_has_the_mean_of_its_days():
    month = dollars_for("EUR", Edtf.parse("2020-02")).dollars
    days = [rate.dollars for d in range(1, 30) if (rate := dollars_for("EUR", Edtf.parse(f"2020-02-{d:02d}")))]
    assert min(days) < month < max(days)


@pytest.mark.parametrize(
    ("code", "when"),
    [("KES", "2020-03-02"), ("EUR", "1998-06-01"), ("EUR", "2019/2023"), ("EUR", "2019/.."), ("EUR", "9998-01-01")],
)
def test_there_is_none_for_other_money_times_not_covered_and_times_too_wide(code, when):
    assert dollars_for(code, Edtf.parse(when)) is None


def test_what_is_one_of_several_days_has_no_rate():
    assert dollars_for("EUR", Edtf.parse("[2020-02-03,2020-02-10]")) is None
