import pytest

from dragoman.evaluate.moments import judge_time, same_days
from dragoman.evaluate.seen import Seen
from dragoman.records import Edtf


@pytest.mark.parametrize(
    ("value", "wanted", "same"),
    [
        ("2024-03", "2024-03-01/2024-03-31", True),
        ("2031~", "2031", True),
        ("2024-03-05", "2024-03", False),
        ("XXXX-10-09", "XXXX-10-09", True),
        ("2024-10-09", "XXXX-10-09", False),
    ],
)
def test_values_are_the_same_when_they_mean_the_same_days(value, wanted, same):
    assert same_days(Edtf.parse(value), wanted) is same


def test_a_date_in_words_is_judged_in_its_sentence():
    case = {"expression": "3 March 1998", "edtf": "1998-03-03"}
    seen = Seen("The treaty between Oman and Ghana was signed on 3 March 1998.", "2020-01-01")
    assert judge_time(case, seen) == ""
    assert judge_time(case | {"edtf": "1999"}, seen) == "'3 March 1998' read as 1998-03-03, not 1999"


def test_a_value_where_the_text_leaves_it_open_is_told():
    seen = Seen("The treaty between Oman and Ghana was signed on 3 March 1998.", "2020-01-01")
    told = judge_time({"expression": "3 March 1998", "edtf": ""}, seen)
    assert told == "'3 March 1998' read as 1998-03-03, though the text leaves it open"
