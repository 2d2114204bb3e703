import json

import pytest

from dragoman.errors import UsageError
from dragoman.evaluate.recognizers import FILE, evaluate_recognizers, kind_of


def case(text, words, kind, *readings, day="2018-05-23"):
    start = text.index(words)
    key = {
        "Text": words,
        "Start": start,
        "End": start + len(words) - 1,
        "TypeName": f"datetimeV2.{kind}",
        "Resolution": {"values": list(readings)},
    }
    return {"Input": text, "Context": {"ReferenceDateTime": f"{day}T00:00:00"}, "Results": [key]}


@pytest.fixture
def score(tmp_path):
    def scored(*cases):
        (tmp_path / FILE).write_text("\ufeff" + json.dumps(cases), encoding="utf-8")
        return evaluate_recognizers(tmp_path)

    return scored


def test_days_lengths_and_repetitions_are_judged_by_kind(score):
    report = score(
        case("They met yesterday.", "yesterday", "date", {"timex": "2018-05-22", "value": "2018-05-22"}),
        case("It lasted three days.", "three days", "duration", {"timex": "P3D", "value": "259200"}),
        case("They meet every week.", "every week", "set", {"timex": "P1W", "value": "not resolved"}),
        {"Input": "Nothing is dated here.", "Results": []},
    )
    assert report.row("all kinds of news").score == 1.0
    assert {row.name for row in report.rows} >= {"day by name", "length", "repetition", "no expression"}


def test_a_wrong_day_is_named(score):
    report = score(case("They met yesterday.", "yesterday", "date", {"timex": "2018-05-21", "value": "2018-05-21"}))
    assert report.row("day by name").score == 0.0
    assert "'yesterday' read as 2018-05-22, not 2018-05-21" in report.failures[0]


def test_the_end_of_a_range_is_the_keys_or_ours(score):
    last = {"timex": "2018-04", "start": "2018-04-01", "end": "2018-05-01"}
    report = score(case("They met last month.", "last month", "daterange", last))
    assert report.row("month").score == 1.0
    wrong = {"timex": "2018-03", "start": "2018-03-01", "end": "2018-04-01"}
    assert score(case("They met last month.", "last month", "daterange", wrong)).row("month").score == 0.0


def test_appointments_stand_aside():
    key = {
        "Text": "from 3 to 4pm",
        "TypeName": "datetimeV2.timerange",
        "Resolution": {"values": [{"timex": "(T15,T16,PT1H)"}]},
    }
    assert kind_of(key) == "appointment"


def test_a_folder_without_the_cases_is_refused(tmp_path):
    with pytest.raises(UsageError, match="is missing"):
        evaluate_recognizers(tmp_path)
