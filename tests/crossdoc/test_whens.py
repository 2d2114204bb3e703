"""Months, seasons and parts of years in a sentence, as the days that they leave open."""

from datetime import date

import pytest

from dragoman.crossdoc.whens import whens

TOLD = (date(2024, 7, 10), date(2024, 7, 10))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("it will open in june 2026", "2026-06"),
        ("it will open in march", "2025-03"),
        ("work begins this autumn", "2024-09-01/2024-11-30"),
        ("work begins in the spring of 2027", "2027-03-01/2027-05-31"),
        ("it is due in winter 2026", "2026-12-01/2027-02-28"),
        ("the talks will be held on 12 september", "2024-09-12"),
        ("the talks will be held on september 12, 2025", "2025-09-12"),
        ("it will come in the second half of 2025", "2025-07-01/2025-12-31"),
        ("it will be ready by 2027", "2024-07-10/2027-12-31"),
        ("it will come before christmas", "2024-07-10/2024-12-24"),
        ("it will not be ready before 2029", "2029-01-01/.."),
        ("it will arrive in late january", "2025-01-21/2025-01-31"),
    ],
)
def test_expressions_are_read_as_the_days_that_they_leave_open(sentence, expected):
    assert [str(when) for when in whens(sentence, TOLD)] == [expected]


@pytest.mark.parametrize("sentence", ["the ministers may meet again", "31 february is no day", "route 66 will open"])
def test_what_names_no_time_is_left_alone(sentence):
    assert list(whens(sentence, TOLD)) == []


def test_a_day_that_no_month_has_is_no_time():
    assert list(whens("on 31 june 2025 it will open", TOLD)) == []
