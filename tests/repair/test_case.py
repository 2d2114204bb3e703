"""Capitals: given back to names, taken from function words, left alone elsewhere."""

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


class Known:
    """A knowledge base of one person, one state and one town."""

    def persons(self, name: str) -> tuple[str, ...]:
        return ("Tomas Varga",) if name.lower() in {"tomas varga", "varga"} else ()

    def places(self, name: str) -> tuple[str, ...]:
        return ("Ostrova",) if name == "Ostrova" else ()

    def longest(self, words: list[str], at: int) -> None:  # noqa: ARG002
        return None


@pytest.mark.parametrize("case", cases("case.csv"), ids=lambda case: case["why"])
def test_capitals_are_mended(case: dict[str, str]) -> None:
    clean = mend(Document("0", "-", case["damaged"]))
    assert clean.text == case["mended"]
    assert {e.kind for e in clean.edits} == {"case"}


@pytest.mark.parametrize("case", cases("case_kept.csv"), ids=lambda case: case["why"])
def test_capitals_are_kept(case: dict[str, str]) -> None:
    assert mend(Document("0", "-", case["text"])).text == case["text"]


def test_the_knowledge_base_vouches_for_a_full_name() -> None:
    text = "Talks with tomas varga began."
    assert mend(Document("0", "-", text)).text == text
    assert mend(Document("0", "-", text), Known()).text == "Talks with Tomas Varga began."


def test_a_word_that_was_split_off_a_name_leaves_its_span_exact() -> None:
    text = "Oru Naveli came. On Friday oru navelimet the envoy."
    clean = mend(Document("0", "-", text))
    at = clean.text.index("Oru Naveli met")
    assert clean.span(at, at + 10).text == "oru naveli"
    assert clean.span(at, at + 10).clean == "Oru Naveli"
    assert clean.span(at + 11, at + 14).text == "met"
