"""The mending of lost spaces on the bench: F1 of spaces by place, and the share of clean paragraphs that change."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from dragoman.document import Document
from dragoman.kb import load
from dragoman.repair import mend
from dragoman.repair.lexicon import Names

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


def mended_spaces(text: str, kb: Names | None) -> tuple[set[int], bool]:
    """The places at which repair puts a space, and whether it does so anywhere."""
    clean = mend(Document(id="0", source="bench", text=text), kb)
    edits = [e for e in clean.edits if e.kind == "missing-space"]
    solid = [0]
    for character in text:
        solid.append(solid[-1] + (not character.isspace()))
    return {solid[e.start] for e in edits}, bool(edits)


def rows(part: str) -> list[dict]:
    documents = set(json.loads(SPLITS.read_text())["glue"][part])
    return [r for r in map(json.loads, BENCH.read_text(encoding="utf-8").splitlines()) if r["doc"] in documents]


def score(part: str = "write", *, kb: Names | None = None, verbose: bool = False) -> GlueScore:
    """The score on one part of the bench; `kb` vouches for names as it does in the pipeline."""
    right = proposed = lost = damaged = 0
    cases = rows(part)
    for row in cases:
        missing = gaps(row["clean"]) - gaps(row["glued"])
        found, _ = mended_spaces(row["glued"], kb)
        _, harmed = mended_spaces(row["clean"], kb)
        right, proposed, lost = right + len(found & missing), proposed + len(found), lost + len(missing)
        damaged += harmed
        if verbose:
            sys.stdout.writelines(f"{line}\n" for line in misses(row, found, missing))
    return GlueScore(right, proposed, lost, damaged, len(cases))


def misses(row: dict, found: set[int], missing: set[int]) -> list[str]:
    """What went wrong in a row, for people: the letters on either side of each space."""
    solid = "".join(row["glued"].split())
    wrong = [("wrong", at) for at in sorted(found - missing)] + [("missed", at) for at in sorted(missing - found)]
    return [f"{label}: {solid[max(0, at - 12) : at]} | {solid[at : at + 12]}" for label, at in wrong]


if __name__ == "__main__":
    named = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    found = score(*named[:1], kb=load() if "--kb" in sys.argv else None, verbose="-v" in sys.argv)
    sys.stdout.write(f"{found}\n")
