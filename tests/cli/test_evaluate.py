import json

import pytest

from dragoman import app
from dragoman.cli.program import run
from dragoman.evaluate.report import Report, Row

CASES = "id,text,published,expression,edtf\nti1,The treaty was signed on 3 March 1998.,2020-01-01,3 March 1998,{}\n"


@pytest.fixture
def data(tmp_path):
    (tmp_path / "times.csv").write_text(CASES.format("1998-03-03"), encoding="utf-8")
    return tmp_path


def test_scores_are_printed_as_a_table(data, capsys):
    assert run(["evaluate", "cases", "--data", str(data)]) == 0
    printed = capsys.readouterr().out
    assert "times" in printed
    assert "1.000" in printed


def test_json_holds_every_row(data, capsys):
    assert run(["evaluate", "cases", "--data", str(data), "--json"]) == 0
    (report,) = json.loads(capsys.readouterr().out)
    assert report["name"] == "cases"
    assert report["rows"][0]["score"] == 1.0


def test_a_fall_below_the_floor_is_told_and_fails(data, capsys):
    floors = data / "floors.json"
    assert run(["evaluate", "cases", "--data", str(data), "--set-floors", str(floors)]) == 0
    assert run(["evaluate", "cases", "--data", str(data), "--floors", str(floors)]) == 0
    (data / "times.csv").write_text(CASES.format("1871"), encoding="utf-8")
    assert run(["evaluate", "cases", "--data", str(data), "--floors", str(floors)]) == 1
    told = capsys.readouterr().err
    assert "times fell to 0.000, its floor is 1.000" in told
    assert "now fails: ti1" in told


def test_failures_are_listed_on_request(data, capsys):
    (data / "times.csv").write_text(CASES.format("1871"), encoding="utf-8")
    assert run(["evaluate", "cases", "--data", str(data), "--failures"]) == 0
    assert "ti1: '3 March 1998' read as 1998-03-03, not 1871" in capsys.readouterr().out


def test_an_unknown_set_is_wrong_use(capsys):
    assert run(["evaluate", "silver"]) == 2
    assert "choose gold" in capsys.readouterr().err


def test_ablating_scores_with_and_without_the_reader(data, capsys, monkeypatch):
    def scored(name, where):
        score = 0.5 if app.reads_by_rules_alone() else 0.75
        return Report(name, str(where), (Row("events", score, 8),))

    monkeypatch.setattr("dragoman.evaluate.evaluate", scored)
    assert run(["evaluate", "cases", "--data", str(data), "--ablate"]) == 0
    assert capsys.readouterr().out.split()[-5:] == ["events", "0.500", "0.750", "+0.250", "8"]
