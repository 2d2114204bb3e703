import pytest

from dragoman.records import Edtf, Published
from dragoman.resolve.dating_question import would_decide


def among(*days):
    listed = [Edtf.parse(day) for day in days]
    return Published(basis="inferred", earliest=listed[0], latest=listed[-1], candidates=tuple(listed))


def between(low, high):
    return Published(
        basis="inferred",
        earliest=Edtf.parse(low) if low else None,
        latest=Edtf.parse(high) if high else None,
    )


@pytest.mark.parametrize(
    ("published", "question"),
    [
        (Published(edtf=Edtf.parse("2024-06-05"), basis="stated"), None),
        (among("2022-05-06", "2023-05-05"), "the year: 2022 or 2023"),
        (among("2023-05-05", "2023-05-12"), "the week: the week of 05 May 2023 or the week of 12 May 2023"),
        (between("2024-06-03", "2024-06-04"), "the day: 2024-06-03 or 2024-06-04"),
        (between("2021-01-20", "2025-01-19"), "the year: 2021 to 2025, 5 answers"),
        (between("2024-01-01", "2024-12-31"), "the month: January 2024 to December 2024, 12 answers"),
        (between("2021-12-20", "2022-12-19"), "the month: December 2021 to December 2022, 13 answers"),
        (Published(), "any year: nothing in it says when"),
        (between("2021-01-20", None), "a day that it came before: nothing in it says how long after 2021-01-20"),
        (between(None, "2021-01-20"), "a day that it came after: nothing in it says how long before 2021-01-20"),
    ],
)
def test_what_would_decide(published, question):
    assert would_decide(published) == question
