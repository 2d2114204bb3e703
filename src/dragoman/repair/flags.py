"""What a reader of the text should know and repair does not decide: bent words, hidden marks, look-alike letters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from dragoman.document import Clean, Document, Edit, Flag
from dragoman.records import Issue
from dragoman.repair.lexicon import rows

_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
_BIDI = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_FEWEST = 3


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, tuple[str, ...], re.Pattern[str], str], ...]:
    """Kind, the letters without one of which a pattern is not even tried, pattern, meaning."""
    found = []
    for row in rows("translationese"):
        flags = re.NOFLAG if row["kind"] in {"acronym", "outlet"} else re.IGNORECASE
        pattern = re.compile(rf"(?<!\w)(?:{row['pattern']})", flags)
        found.append((row["kind"], tuple(row["cue"].split("|")), pattern, row["means"]))
    return tuple(found)


def flags_in(text: str) -> tuple[Flag, ...]:
    """The words of a clean text that a translation may have bent, in order (data/translationese.csv)."""
    small = text.lower()
    found = [
        Flag(kind, match.start(), match.end(), means)
        for kind, cues, pattern, means in _patterns()
        if any(cue in small for cue in cues)
        for match in pattern.finditer(text)
    ]
    return tuple(sorted(found, key=lambda flag: (flag.start, flag.end)))


def issues_of(clean: Clean) -> tuple[Issue, ...]:
    """An issue for each bent word, and one for each kind of mark that hides in the text."""
    marks = _hidden(clean.document, clean.edits)
    return (*(_bent(clean, flag) for flag in clean.flags), *marks, *_foreign(clean))


def _bent(clean: Clean, flag: Flag) -> Issue:
    start, end = clean.offsets.to_raw(flag.start, flag.end)
    message = f"{clean.text[flag.start : flag.end].strip()!r} may be a translation: {flag.means}"
    return _issue(clean.document, "translated", message, start, end)


def _hidden(document: Document, edits: Iterable[Edit]) -> Iterator[Issue]:
    """Controls of direction, marks of no width (more than a stray one) and look-alike letters that were taken out."""
    letters = {row["letter"] for row in rows("lookalikes")}
    kinds: dict[str, list[Edit]] = {"bidi": [], "invisible": [], "lookalikes": []}
    for edit in edits:
        if edit.kind != "encoding":
            continue
        if _BIDI.search(edit.before):
            kinds["bidi"].append(edit)
        elif _UNSEEN.search(edit.before):
            kinds["invisible"].append(edit)
        elif edit.before in letters and edit.after.isascii():
            kinds["lookalikes"].append(edit)
    for code, found in kinds.items():
        if len(found) >= (_FEWEST if code == "invisible" else 1):
            message = f"{len(found)} {_NAMES[code]}; the first at {found[0].start}"
            yield _issue(document, code, message, found[0].start, found[0].end)


_NAMES = {
    "bidi": "controls of direction, which make a text look other than it reads, were left out",
    "invisible": "marks of no width were left out",
    "lookalikes": "letters of another script that look Latin were read as Latin",
}


def _foreign(clean: Clean) -> Iterator[Issue]:
    for zone in clean.zones:
        if zone.language:
            start, end = clean.offsets.to_raw(zone.start, zone.end)
            yield _issue(clean.document, "language", f"a passage in {zone.language}: kept, not yet read", start, end)


def _issue(document: Document, code: str, message: str, start: int, end: int) -> Issue:
    return Issue(document_id=document.id, stage="repair", code=code, message=message, start=start, end=end)
