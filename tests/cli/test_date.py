import io
import json

import pytest

from dragoman.cli.program import run

OPEN = "Former President Donald Trump had refused. The minister met her this Friday. On April 18 they had agreed.\n"
STATED = "Oslo, June 5, 2024 - The envoys met. They will meet again on Monday, June 10.\n"


@pytest.fixture
def call(capsys):
    def called(*arguments):
        code = run([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return called


@pytest.fixture
def article(tmp_path):
    def written(text):
        path = tmp_path / "article.txt"
        path.write_text(text, encoding="utf-8")
        return path

    return written


def test_each_reason_is_told_with_its_words_and_what_would_decide(article, call):
    code, out, _ = call("date", article(OPEN))
    assert code == 0
    assert "appeared  on one of" in out
    assert "(inferred)" in out
    assert "“former President Donald Trump” tenure over" in out.replace("Former", "former")
    assert "“this Friday” weekday of the document" in out
    assert "would decide  the year: 2021, 2022, 2023 or 2024" in out


def test_a_stated_date_needs_no_more(article, call):
    _, out, _ = call("date", article(STATED))
    assert out.splitlines()[0] == "appeared  2024-06-05  (from the dateline)"
    assert "would decide" not in out


def test_the_users_word_stands_above_the_text_and_is_told_as_such(article, call):
    _, out, _ = call("date", article(STATED), "--published", "2025-06-07")
    assert out.splitlines()[0] == "appeared  2025-06-07  (stated)"
    assert "given by the user: 2025-06-07" in out
    assert "but the text contradicts it" in out
    assert "“June 5, 2024” another dateline date: 2024-06-05" in out


def test_json_is_the_record(article, call):
    _, out, _ = call("date", article(STATED), "--json")
    assert json.loads(out)["edtf"] == "2024-06-05"


def test_nothing_said_is_said(article, call):
    _, out, _ = call("date", article("The envoy met the minister. They spoke of fish.\n"))
    assert out.splitlines() == ["appeared  not said  (open)", "would decide  any year: nothing in it says when"]


def test_standard_input_is_read(monkeypatch, call):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(STATED.encode())))
    assert "2024-06-05" in call("date", "-")[1]


@pytest.mark.parametrize("given", ["yesterday", "2024-13-01", "XXXX-04-18"])
def test_a_date_that_is_none_is_refused(article, call, given):
    code, _, err = call("date", article(STATED), "--published", given)
    assert code == 2
    assert "write 2024, 2024-03 or 2024-03-05" in err


def test_a_missing_file_is_named(call):
    code, _, err = call("date", "nowhere.txt")
    assert code == 2
    assert "nowhere.txt" in err
