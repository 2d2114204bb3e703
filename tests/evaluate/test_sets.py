from pathlib import Path

import pytest

from dragoman.errors import UsageError
from dragoman.evaluate import SETS, default_data, evaluate, present

ROOT = Path(__file__).parents[2]


def test_a_checkout_alone_has_gold_and_cases(monkeypatch):
    monkeypatch.chdir(ROOT)
    found = {(name, path.as_posix()) for name, path in present()}
    assert {("gold", "eval/gold"), ("cases", "tests/cases")} <= found


def test_elsewhere_nothing_is_found(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert present() == []
    assert all(default_data(name) is None for name in SETS)


def test_an_unknown_set_is_refused_with_those_there_are():
    with pytest.raises(UsageError, match=f"choose {', '.join(SETS)}"):
        evaluate("silver")


def test_absent_data_are_refused_with_the_place(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="name them with --data"):
        evaluate("gold")
    with pytest.raises(UsageError, match="nowhere"):
        evaluate("gold", tmp_path / "nowhere")
