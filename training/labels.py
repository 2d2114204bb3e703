"""The training text's notation, read: blocks of a sentence and its labels become spans of characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

NAME_KINDS = ("person", "state", "place", "body", "company", "igo", "org")
MODALITIES = ("actual", "planned", "negated", "hypothetical")
MODES: dict[str, tuple[str, ...]] = {
    "AGREE": (),
    "CONSULT": ("visit", "third-party", "multilateral", "phone"),
    "SUPPORT": (),
    "CONCEDE": (),
    "COOPERATE": (),
    "AID": (),
    "RETREAT": ("withdraw", "release", "disarm", "ceasefire", "access", "resign"),
    "REQUEST": ("assist", "change", "yield", "meet"),
    "ACCUSE": ("disapprove", "investigate", "allege"),
    "REJECT": ("assist", "change", "yield", "meet"),
    "THREATEN": ("restrict", "arrest", "relations", "expel", "territory", "violence"),
    "PROTEST": ("demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"),
    "SANCTION": ("convict", "expel", "withdraw", "discontinue"),
    "MOBILIZE": ("troops", "weapons", "police", "militia"),
    "COERCE": (
        "seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation",
        "cyber",
    ),
    "ASSAULT": (
        "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives",
        "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional",
    ),
}  # fmt: skip
TYPES = tuple(MODES)

_PLACE = re.compile(r"(?P<words>.+?)(?:#(?P<nth>\d))?")
_EVENT = re.compile(
    r"(?P<trigger>.+?) \| (?P<type>\S+) (?P<mode>\S+) (?P<modality>\S+) \| (?P<source>.+?) > (?P<target>.+)"
)


class LabelError(ValueError):
    """A label that does not hold; `line` counts from 1 in its file."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` (half-open) of the sentence, and what they are."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Event:
    """A dealing: its trigger, PLOVER type, mode, modality, and who stands on each side."""

    trigger: Span
    type: str
    mode: str | None
    modality: str
    source: tuple[Span, ...]
    target: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is said to say it, the words that report, what is said (one span a part)."""

    source: Span | None
    cue: Span
    content: tuple[Span, ...]


@dataclass(slots=True)
class Labelled:
    """A sentence with everything that was underlined in it."""

    text: str
    mentions: list[Span] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Block:
    """A sentence and its labels as printed; `line` is the sentence's, `article` the title it stands under."""

    batch: str
    article: str | None
    line: int
    text: str
    labels: tuple[str, ...]

    def labelled(self) -> Labelled:
        """The labels as spans. Raises LabelError at the first that does not hold."""
        out = Labelled(self.text)
        for number, label in enumerate(self.labels, self.line + 1):
            try:
                _read(label, out)
            except ValueError as error:
                raise LabelError(number, f"{error}: {label!r}") from None
        _apart(out.mentions, self.line)
        return out


def blocks(text: str) -> Iterator[Block]:
    """The blocks of one file, in order."""
    batch, article = "", None
    held: list[str] = []
    start = 0
    for number, printed in enumerate([*text.splitlines(), ""], 1):
        line = printed.rstrip()
        if line and not line.startswith("# "):
            start = start if held else number
            held.append(line)
            continue
        if held:
            yield Block(batch, article, start, held[0], tuple(held[1:]))
            held = []
        if line.startswith("# batch: "):
            batch = line.removeprefix("# batch: ")
        elif line.startswith("# article: "):
            article = line.removeprefix("# article: ")
        elif line == "# sentences":
            article = None


def _read(label: str, out: Labelled) -> None:
    head, _, rest = label.partition(" ")
    if head == "m":
        kind, _, names = rest.partition(": ")
        if kind not in NAME_KINDS:
            raise ValueError(f"no such kind of name as {kind!r}")
        out.mentions.extend(_found(out.text, name, kind) for name in names.split("; "))
    elif head == "x":
        kind, _, names = rest.partition(": ")
        if kind not in ("agreement", "amount"):
            raise ValueError(f"x is for agreement or amount, not {kind!r}")
        out.spans.extend(_found(out.text, name, kind) for name in names.split("; "))
    elif head in ("h", "g"):
        kind = "hedge" if head == "h" else "gap"
        out.spans.extend(_found(out.text, words, kind) for words in rest.split("; "))
    elif head == "e":
        out.events.append(_event(out.text, rest))
    elif head == "a":
        out.attributions.append(_attribution(out.text, rest))
    else:
        raise ValueError("a label begins with m, e, a, h, g or x")


def _event(text: str, rest: str) -> Event:
    m = _EVENT.fullmatch(rest)
    if m is None:
        raise ValueError("an event is 'TRIGGER | TYPE MODE MODALITY | SOURCE > TARGET'")
    kind, mode, modality = m["type"], m["mode"], m["modality"]
    if kind not in MODES:
        raise ValueError(f"no such type as {kind}")
    if mode != "-" and mode not in MODES[kind]:
        raise ValueError(f"{kind} has no mode {mode!r}")
    if modality not in MODALITIES:
        raise ValueError(f"no such modality as {modality!r}")
    return Event(
        _found(text, m["trigger"], "trigger"),
        kind,
        None if mode == "-" else mode,
        modality,
        _side(text, m["source"], "source"),
        _side(text, m["target"], "target"),
    )


def _side(text: str, words: str, kind: str) -> tuple[Span, ...]:
    return () if words == "-" else tuple(_found(text, one, kind) for one in words.split("; "))


def _attribution(text: str, rest: str) -> Attribution:
    parts = rest.split(" | ")
    if len(parts) != 3:
        raise ValueError("an attribution is 'SOURCE | CUE | CONTENT'")
    source, cue, content = parts
    return Attribution(
        None if source == "-" else _found(text, source, "source"),
        _found(text, cue, "cue"),
        _content(text, content),
    )


def _content(text: str, words: str) -> tuple[Span, ...]:
    """The whole, where it stands so in the text (it may hold a semicolon of its own), else its parts."""
    return (_found(text, words, "content"),) if words in text else _side(text, words, "content")


def _found(text: str, words: str, kind: str) -> Span:
    words = words.strip()
    m = _PLACE.fullmatch(words)
    if m is None or not m["words"]:
        raise ValueError("empty words")
    wanted = int(m["nth"] or 1)
    places = [i for i in range(len(text)) if text.startswith(m["words"], i)]
    if len(places) < wanted:
        raise ValueError(f"{m['words']!r} does not stand {wanted} times in the sentence")
    start = places[wanted - 1]
    return Span(start, start + len(m["words"]), kind)


def _apart(mentions: list[Span], line: int) -> None:
    ordered = sorted(mentions, key=lambda span: span.start)
    for one, two in pairwise(ordered):
        if two.start < one.end:
            raise LabelError(line, f"two names overlap at character {two.start}; mark the second place with #2")
