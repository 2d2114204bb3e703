"""Sets of days: what is told of one day holds of the union over many."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dragoman.resolve import days

INSIDE = st.dates(min_value=date(1805, 1, 1), max_value=date(2190, 1, 1))
SPAN = st.integers(0, 700).map(lambda n: timedelta(days=n))


@given(some=st.lists(INSIDE, max_size=6), before=SPAN, after=SPAN)
def test_windows_around_days_are_the_union_of_each(some, before, after):
    each = days.union(days.between(day - before, day + after) for day in some)
    assert days.around(some, before, after) == each


def test_a_shift_moves_each_day():
    assert list(days.walk(days.around([date(2024, 3, 1)], timedelta(days=1), timedelta(days=-1)))) == [
        date(2024, 2, 29)
    ]
