"""Stray stops: taken away where the sentence goes on, kept where they end something."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from dragoman.document import Document
from dragoman.repair import mend

HERE = Path(__file__).parent


def cases(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("case", cases("punctuation.csv"), ids=lambda case: case["why"])
def test_stray_stops_go(case: dict[str, str]) -> None:
    clean = mend(Document("0", "-", case["damaged"]))
    assert clean.text == case["mended"]
    assert [(e.kind, e.after) for e in clean.edits] == [("punctuation", "")]


@pytest.mark.parametrize("case", cases("punctuation_kept.csv"), ids=lambda case: case["text"][:30])
def test_other_stops_stay(case: dict[str, str]) -> None:
    assert mend(Document("0", "-", case["text"])).text == case["text"]
