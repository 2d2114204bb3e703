"""Labelled sentences as arrays: what each head shall say at each word piece."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dragoman.annotate.learned.pieces import Pieces, pieces
from dragoman.annotate.learned.scheme import ATTRIBUTION, CUES, MEANT, NAME_KINDS, NAMES, PAIRS, ROLES, THINGS, TRIGGERS
from dragoman.evaluate import conllu
from training.labels import Event, Labelled, Span

NOT_ASKED = -100  # a class that no loss looks at


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sides as piece ranges (empty where the sentence names nobody), and the class of what passes between them."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    label: int


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence. Classes are (n,) over its pieces; `names` (n, NAMES) is true for every class allowed."""

    pieces: Pieces
    names: NDArray[np.bool_]
    triggers: NDArray[np.int64] | None = None
    meant: NDArray[np.int64] | None = None
    attribution: NDArray[np.int64] | None = None
    cues: NDArray[np.int64] | None = None
    things: NDArray[np.int64] | None = None
    roles: tuple[tuple[int, NDArray[np.bool_]], ...] = ()  # trigger's piece, (ROLES, n)
    pairs: tuple[Pair, ...] = ()


def own(labelled: Sequence[Labelled], tokenizer: Path) -> list[Example]:
    """Our own sentences, with all heads asked."""
    return [_own(one, p) for one, p in zip(labelled, pieces([o.text for o in labelled], tokenizer), strict=True)]


def names_only(rows: Sequence[tuple[str, list[conllu.Name]]], tokenizer: Path) -> list[Example]:
    """Sentences that are labelled for names alone."""
    found = []
    for (_, names), p in zip(rows, pieces([text for text, _ in rows], tokenizer), strict=True):
        allowed = _nothing(p)
        for name in names:
            _allow(allowed, p, name.start, name.end, name.kinds)
        found.append(Example(p, allowed))
    return found


def _own(one: Labelled, p: Pieces) -> Example:
    names = _nothing(p)
    for mention in one.mentions:
        _allow(names, p, mention.start, mention.end, (mention.kind,))
    triggers, meant = _blank(p), np.full(len(p.ids), NOT_ASKED, np.int64)
    roles = []
    for event in one.events:
        at = _within(p, event.trigger)
        if not at:
            continue
        triggers[at] = TRIGGERS.index(event.type)
        meant[at] = MEANT.index(event.modality)
        roles.append((at[0], _roles(p, event)))
    spoken = [s for a in one.attributions for s in ((a.source,) if a.source else ())]
    spoken += [a.cue for a in one.attributions] + [s for a in one.attributions for s in a.content]
    return Example(
        p, names, triggers, meant,
        _tagged(p, sorted(spoken, key=lambda s: s.start - s.end), ATTRIBUTION),
        _tagged(p, [s for s in one.spans if s.kind in ("hedge", "gap")], CUES),
        _tagged(p, [s for s in one.spans if s.kind in ("agreement", "amount")], THINGS),
        tuple(roles), tuple(_pairs(p, one)),
    )  # fmt: skip


def _blank(p: Pieces) -> NDArray[np.int64]:
    """Class 0 everywhere; the two marks at the ends are not asked."""
    out = np.zeros(len(p.ids), np.int64)
    out[[k for k, (start, end) in enumerate(p.spans) if start == end]] = NOT_ASKED
    return out


def _nothing(p: Pieces) -> NDArray[np.bool_]:
    """No name anywhere; at the marks every class is allowed, which asks nothing."""
    out = np.zeros((len(p.ids), len(NAMES)), np.bool_)
    out[:, 0] = True
    out[[k for k, (start, end) in enumerate(p.spans) if start == end]] = True
    return out


def _allow(names: NDArray[np.bool_], p: Pieces, start: int, end: int, kinds: Sequence[str]) -> None:
    for nth, k in enumerate(_within(p, Span(start, end, ""))):
        names[k] = False
        names[k, [1 + 2 * NAME_KINDS.index(kind) + (nth > 0) for kind in kinds]] = True


def _within(p: Pieces, span: Span) -> list[int]:
    return [k for k, (start, end) in enumerate(p.spans) if start < end and start < span.end and end > span.start]


def _tagged(p: Pieces, spans: Sequence[Span], classes: Sequence[str]) -> NDArray[np.int64]:
    """Begin and inside marks; of spans that overlap the later in the list stands."""
    out = _blank(p)
    for span in spans:
        for nth, k in enumerate(_within(p, span)):
            out[k] = classes.index(f"{'I' if nth else 'B'}-{span.kind}")
    return out


def _roles(p: Pieces, event: Event) -> NDArray[np.bool_]:
    out = np.zeros((len(ROLES), len(p.ids)), np.bool_)
    for row, side in enumerate((event.source, event.target)):
        for span in side:
            out[row, _within(p, span)] = True
    return out


def _pairs(p: Pieces, one: Labelled) -> list[Pair]:
    """The sides of each event with its type; and names between which nothing passes."""
    found = {}
    for event in one.events:
        for source in event.source or (None,):
            for target in event.target or (None,):
                sides = tuple(_within(p, source) if source else ()), tuple(_within(p, target) if target else ())
                found.setdefault(sides, PAIRS.index(event.type))
    acting = {k for sides in found for side in sides for k in side}
    idle = [tuple(_within(p, m)) for m in one.mentions if m.kind in ("state", "igo", "person", "body")]
    for a, b in pairwise(idle):
        if not one.events and not acting & {*a, *b}:
            found.setdefault((a, b), 0)
    return [Pair(source, target, label) for (source, target), label in found.items() if source or target]
