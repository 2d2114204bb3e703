"""PolNeAR (Newell et al. 2018): who says what in political news; exact spans of source, cue and content.

Quotation marks and stops at the edges of a span are left aside, on both sides alike.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import Final

from dragoman.document import Outcome
from dragoman.errors import UsageError
from dragoman.evaluate.bootstrap import Counts, row
from dragoman.evaluate.report import Report
from dragoman.evaluate.seen import read_or_note
from dragoman.records import Claim, Span

ROLES: Final = ("Source", "Cue", "Content")
_LABEL: Final = re.compile(r"T\d+\t(Source|Cue|Content) (\d+) (?:\d+;\d+ )*(\d+)\t")
_EDGE: Final = " \t\r\n\"'“”‘’«»,.;:!?"

Edges = tuple[int, int]


def evaluate_polnear(data: Path) -> Report:
    """Score the articles of `data/text` against `data/attributions`, the first annotator's where there are several.

    Raises UsageError where there are none.
    """
    keys: dict[str, Path] = {}
    for path in sorted((data / "attributions").glob("*.ann")):
        keys.setdefault(path.stem.rpartition("_")[0], path)
    if not keys:
        raise UsageError(f"{data} holds no PolNeAR", mend=f"expected .ann files in {data / 'attributions'}")
    counts: dict[str, list[Counts]] = defaultdict(list)
    notes: list[str] = []
    for name, key in keys.items():
        text = (data / "text" / f"{name}.txt").read_text(encoding="utf-8")
        gold, got = marked(text, key.read_text(encoding="utf-8")), told(read_or_note(text, name, notes))
        for role in ROLES:
            counts[role].append((len(gold[role] & got[role]), len(gold[role]), len(got[role])))
    return Report(
        "polnear", data.as_posix(), tuple(row(role.lower(), counts[role]) for role in ROLES), notes=tuple(notes)
    )


def marked(text: str, key: str) -> dict[str, set[Edges]]:
    """The spans of each role in a brat stand-off file; a broken one as its outermost edges."""
    found: dict[str, set[Edges]] = {role: set() for role in ROLES}
    for label in _LABEL.finditer(key):
        found[label[1]].add(_trimmed(text, int(label[2]), int(label[3])))
    return found


def told(outcome: Outcome | None) -> dict[str, set[Edges]]:
    """The spans of each role in our claims, the narrator's own left out."""
    found: dict[str, set[Edges]] = {role: set() for role in ROLES}
    if outcome is None:
        return found
    for claim in outcome.of(Claim):
        if isinstance(claim, Claim) and claim.speaker_class != "narrator":
            spans = {"Source": _speaker(claim), "Cue": claim.cue, "Content": claim.content}
            for role, span in spans.items():
                if span is not None:
                    found[role].add(_trimmed(outcome.text, span.start, span.end))
    return found


def _speaker(claim: Claim) -> Span | None:
    """The piece of evidence that names the speaker."""
    return next((s for s in claim.evidence if claim.speaker_text in (s.text, s.clean)), None)


def _trimmed(text: str, start: int, end: int) -> Edges:
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end
