import pytest

from dragoman.evaluate.timex2 import edtf, unmarked


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("1939-09-01", "1939-09-01"),
        ("1941-12-07TMO", "1941-12-07"),
        ("1939-10", "1939-10"),
        ("1939", "1939"),
        ("193", "193X"),
        ("19", "19XX"),
        ("1939-W36", "1939-09-04/1939-09-10"),
        ("1939-W36-5", "1939-09-08"),
        ("1939-Q3", "1939-07/1939-09"),
        ("1939-H1", "1939-01/1939-06"),
        ("1939-WI", "1939-12/1940-02"),
    ],
)
def test_values_as_days(value, days):
    assert str(edtf(value)) == days


@pytest.mark.parametrize("value", ["", "P3D", "PAST_REF", "1939-W99", "XXXX-10-09", "T09:00"])
def test_what_is_no_date_has_no_value(value):
    assert edtf(value) is None


def test_expressions_stand_where_the_unmarked_text_has_them():
    text, marked = unmarked('<s>It began in <TIMEX2 val="1911-03">March &amp; April</TIMEX2>, then stopped.</s>')
    assert text == "It began in March & April, then stopped."
    assert [(text[m.start : m.end], str(m.value)) for m in marked] == [("March & April", "1911-03")]


def test_an_expression_within_another_is_left_out():
    text, marked = unmarked('<TIMEX2 val="1911-03">March of <TIMEX2 val="1911">1911</TIMEX2></TIMEX2>')
    assert [text[m.start : m.end] for m in marked] == ["March of 1911"]
