"""Scores the mending of lost spaces on the bench: F1 of mended spaces by place, and the share of clean paragraphs damaged."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from dragoman.document import Document
from dragoman.repair import mend

SHARED = Path(__file__).resolve().parents[3] / "shared"
BENCH = SHARED / "bench" / "glue" / "dev.jsonl"
SPLITS = SHARED / "bench" / "splits.json"


@dataclass(frozen=True)
class GlueScore:
    """Counts over paragraphs; a space is right when it stands between the same two characters as in the clean text."""

    right: int
    proposed: int
    lost: int
    damaged: int
    paragraphs: int

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.proposed + self.lost)

    @property
    def damage(self) -> float:
        return self.damaged / self.paragraphs

    def __str__(self) -> str:
        precision, recall = self.right / max(1, self.proposed), self.right / max(1, self.lost)
        return (
            f"F1 {self.f1:.3f} (precision {precision:.3f}, recall {recall:.3f}); "
            f"damaged {self.damaged} of {self.paragraphs} clean paragraphs ({self.damage:.1%})"
        )


def gaps(text: str) -> set[int]:
    """The places of spaces, counted in characters that are none."""
    found, at = set(), 0
    for character in text:
        if character.isspace():
            found.add(at)
        else:
            at += 1
    return found


def mended_spaces(text: str) -> tuple[set[int], bool]:
    """The places at which repair puts a space, and whether it does so anywhere."""
    clean = mend(Document(id="0", source="bench", text=text))
    edits = [e for e in clean.edits if e.kind == "missing-space"]
    solid = [0]
    for character in text:
        solid.append(solid[-1] + (not character.isspace()))
    return {solid[e.start] for e in edits}, bool(edits)


def rows(part: str) -> list[dict]:
    documents = set(json.loads(SPLITS.read_text())["glue"][part])
    return [r for r in map(json.loads, BENCH.read_text(encoding="utf-8").splitlines()) if r["doc"] in documents]


def score(part: str = "write", *, verbose: bool = False) -> GlueScore:
    right = proposed = lost = damaged = 0
    cases = rows(part)
    for row in cases:
        missing = gaps(row["clean"]) - gaps(row["glued"])
        found, _ = mended_spaces(row["glued"])
        _, harmed = mended_spaces(row["clean"])
        right, proposed, lost, damaged = (
            right + len(found & missing),
            proposed + len(found),
            lost + len(missing),
            damaged + harmed,
        )
        if verbose:
            show(row, found, missing, harmed)
    return GlueScore(right, proposed, lost, damaged, len(cases))


def show(row: dict, found: set[int], missing: set[int], harmed: bool) -> None:
    solid = "".join(row["glued"].split())
    for label, places in (("wrong", found - missing), ("missed", missing - found)):
        for at in sorted(places):
            print(label, solid[max(0, at - 12) : at], "|", solid[at : at + 12])
    if harmed:
        clean = mend(Document(id="0", source="bench", text=row["clean"]))
        print(
            "damage",
            [clean.document.text[max(0, e.start - 12) : e.end + 12] for e in clean.edits if e.kind == "missing-space"],
        )


if __name__ == "__main__":
    print(score(sys.argv[1] if len(sys.argv) > 1 else "write", verbose="-v" in sys.argv))
