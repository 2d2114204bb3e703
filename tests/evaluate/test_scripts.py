import pytest

from dragoman.errors import UsageError
from dragoman.evaluate.scripts import run_script, script_json, script_near


def test_a_script_beside_the_data_comes_before_one_above(tmp_path):
    data = tmp_path / "dev"
    data.mkdir()
    (tmp_path / "score.py").write_text("", encoding="utf-8")
    assert script_near(data, "score.py") == tmp_path / "score.py"
    (data / "score.py").write_text("", encoding="utf-8")
    assert script_near(data, "score.py") == data / "score.py"


def test_data_without_their_script_are_refused(tmp_path):
    with pytest.raises(UsageError, match=r"has no score\.py"):
        script_near(tmp_path, "score.py")


def test_what_a_script_prints_comes_back_even_if_something_fails_its_checks(tmp_path):
    script = tmp_path / "check.py"
    script.write_text("import sys\nprint('{\"holds\": 3}')\nsys.exit(1)", encoding="utf-8")
    assert script_json(script) == {"holds": 3}


def test_a_script_that_cannot_do_its_work_is_told_with_its_last_line(tmp_path):
    script = tmp_path / "check.py"
    script.write_text("import sys\nsys.exit('no such folder')", encoding="utf-8")
    with pytest.raises(UsageError, match="no such folder"):
        run_script(script)
