import pytest

from dragoman.errors import UsageError
from dragoman.evaluate.floors import fallen, read_floors, write_floors
from dragoman.evaluate.report import Report, Row


def report(score, *failures):
    return Report("cases", "tests/cases", (Row("events", score, 30),), failures)


@pytest.fixture
def floors(tmp_path):
    path = tmp_path / "floors.json"
    write_floors(path, [report(0.5, "ev02: no event")])
    return path


def test_a_score_on_its_floor_stands(floors):
    assert fallen(read_floors(floors), [report(0.5, "ev02: no event")]) == []


def test_a_score_above_its_floor_stands(floors):
    assert fallen(read_floors(floors), [report(0.6)]) == []


def test_a_fall_is_told_with_the_case_that_changed(floors):
    told = fallen(read_floors(floors), [report(0.4, "ev02: no event", "ev04: no event")])
    assert told == [
        "cases tests/cases: events fell to 0.400, its floor is 0.500",
        "  now fails: ev04: no event",
    ]


def test_a_row_that_is_gone_is_told(floors):
    told = fallen(read_floors(floors), [Report("cases", "tests/cases", ())])
    assert told[0] == "cases tests/cases: no row 'events', whose floor is 0.500"


def test_reports_on_other_data_have_floors_of_their_own(floors):
    assert fallen(read_floors(floors), [Report("cases", "elsewhere", (Row("events", 0.0, 30),))]) == []


def test_setting_floors_keeps_those_of_other_reports(floors):
    write_floors(floors, [Report("glue", "glue.jsonl", (Row("spaces", 0.9, 10),))])
    kept = read_floors(floors)
    assert kept["cases tests/cases"].scores == {"events": 0.5}
    assert kept["glue glue.jsonl"].scores == {"spaces": 0.9}


@pytest.mark.parametrize("text", ["", "[]", '{"gold": 1}', '{"gold": {"scores": {"a": "x"}, "failing": []}}'])
def test_a_file_without_floors_is_refused(tmp_path, text):
    path = tmp_path / "floors.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="holds no floors"):
        read_floors(path)
