"""Lost spaces: put back where words were run together, and nowhere else."""

from __future__ import annotations

import csv
import importlib.util
import sys
from pathlib import Path

import pytest

from dragoman.document import Document
from dragoman.repair import mend

HERE = Path(__file__).parent


def cases(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("case", cases("glue.csv"), ids=lambda case: case["damaged"][:30])
def test_lost_spaces_come_back(case: dict[str, str]) -> None:
    clean = mend(Document("0", "-", case["damaged"]))
    assert clean.text == case["mended"]
    assert {e.kind for e in clean.edits} == {"missing-space"}
    assert all((e.before, e.after) == ("", " ") for e in clean.edits)


@pytest.mark.parametrize("case", cases("whole.csv"), ids=lambda case: case["text"][:30])
def test_whole_words_stay_whole(case: dict[str, str]) -> None:
    clean = mend(Document("0", "-", case["text"]))
    assert [e for e in clean.edits if e.kind == "missing-space"] == []


def test_a_name_run_on_is_told_by_the_same_name_elsewhere() -> None:
    assert "Oru in" in mend(Document("0", "-", "Oru spoke. The envoy met Oruin the palace.")).text


def test_bench_holds_its_floors() -> None:
    spec = importlib.util.spec_from_file_location("glue_score", HERE / "glue_score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["glue_score"] = module
    spec.loader.exec_module(module)
    if not module.BENCH.exists():
        pytest.skip("the bench of lost spaces is not beside the repository")
    score = module.score("write")
    assert score.f1 >= 0.90
    assert score.damage <= 0.02
