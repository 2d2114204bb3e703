"""From the network's logits to proposals: spans and acts in the document's own tokens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dragoman.annotate.learned.model import Floats, Read, load, softmax
from dragoman.annotate.learned.scheme import ATTRIBUTION, CUES, MEANT, NAMES, PAIRS, THINGS, TRIGGERS
from dragoman.document import Annotated, Proposal, Proposals, ProposedAct, Sentence
from dragoman.records import ZoneKind

READ_ZONES: Final[tuple[tuple[ZoneKind, ...], ...]] = (("body",), ("title", "heading"))  # the first that there is
ACT: Final = 0.25  # least probability of an act that is proposed at all; rules over it ask for more
PART: Final = 0.5  # least probability that a token belongs to a side


def read(doc: Annotated) -> Proposals:
    """What the learned reader proposes for the sentences of the story; for its headlines where there is no more.

    Acts are told in those sentences alone, so that nobody asks what it makes of the others.
    """
    by_zone = ([s for s in doc.sentences if s.zone in zones] for zones in READ_ZONES)
    sentences = next((found for found in by_zone if found), [])
    spans: dict[str, list[Proposal]] = {"names": [], "attribution": [], "cues": [], "things": []}
    acts: list[ProposedAct] = []
    dealing = np.zeros(len(doc.tokens), np.float32)
    for sentence, found in zip(sentences, load().read([doc.text(s.first, s.last) for s in sentences]), strict=True):
        firsts = _first_pieces(doc, sentence, found)
        for head, classes in (("names", NAMES), ("attribution", ATTRIBUTION), ("cues", CUES), ("things", THINGS)):
            spans[head] += _spans(softmax(getattr(found, head)[firsts]), classes, sentence.first)
        triggers = softmax(found.triggers[firsts])
        dealing[sentence.first : sentence.first + len(firsts)] = 1 - triggers[:, 0]
        acts += _acts(found, firsts, triggers, sentence.first)
    return Proposals(
        tuple(spans["names"]), tuple(spans["attribution"]), tuple(spans["cues"]), tuple(spans["things"]), tuple(acts),
        tuple(round(float(p), 3) for p in dealing),
    )  # fmt: skip


def names_in(texts: Sequence[str]) -> list[list[tuple[int, int, str]]]:
    """The names of each sentence, as characters and kind: what the reader alone sees, without a document around it."""
    found = []
    for text, row in zip(texts, load().read(texts), strict=True):
        words = list(_words(text, row.pieces.spans))
        names = _spans(softmax(row.names[[first for first, _ in words]]), NAMES, 0)
        spans = row.pieces.spans
        found.append([(spans[words[n.first][0]][0], spans[words[n.last - 1][1]][1], n.kind) for n in names])
    return found


def _words(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The first and last piece of each word; every mark between words is one."""
    first = last = -1
    for k, (start, end) in enumerate(spans):
        if start == end:
            continue
        if last >= 0 and spans[last][1] == start and text[start - 1].isalnum() and text[start].isalnum():
            last = k
            continue
        if last >= 0:
            yield first, last
        first = last = k
    if last >= 0:
        yield first, last


def between(text: str, source: tuple[int, int], target: tuple[int, int]) -> dict[str, float]:
    """The probability of each PLOVER type, and NONE, between two sides of a sentence, given as characters."""
    found = load().read([text])[0]
    sides = (
        [k for k, (a, b) in enumerate(found.pieces.spans) if a < b and a < end and b > start]
        for start, end in (source, target)
    )
    return {name: round(float(p), 4) for name, p in zip(PAIRS, load().pair(found, *sides), strict=True)}


def _first_pieces(doc: Annotated, sentence: Sentence, found: Read) -> list[int]:
    """The first piece of each token of a sentence, as far as the model read it."""
    origin = doc.tokens[sentence.first].start
    firsts, k = [], 0
    spans = found.pieces.spans
    for token in doc.sentence_tokens(sentence):
        while k < len(spans) and (spans[k][0] == spans[k][1] or spans[k][1] <= token.start - origin):
            k += 1
        if k == len(spans):
            break
        firsts.append(k)
    return firsts


def _spans(probabilities: Floats, classes: Sequence[str], origin: int) -> Iterator[Proposal]:
    """The spans of the likeliest sequence of marks; a span's probability is its words' mean."""
    best = likeliest(probabilities, classes)
    first = 0
    for at in range(1, len(best) + 1):
        kind = classes[best[first]][2:] if best[first] else ""
        if kind and at < len(best) and classes[best[at]] == f"I-{kind}":
            continue
        if kind:
            chosen = [probabilities[i, best[i]] for i in range(first, at)]
            yield Proposal(origin + first, origin + at, kind, round(float(np.mean(chosen)), 3))
        first = at


def likeliest(probabilities: Floats, classes: Sequence[str]) -> list[int]:
    """The likeliest sequence of classes in which an inside mark follows a mark of its own kind (Viterbi)."""
    if not len(probabilities):
        return []
    allowed = _follows(tuple(classes))
    best = probabilities.argmax(-1)
    if allowed[0, best[0]] and allowed[best[:-1], best[1:]].all():  # where each word's own best fits, it is the answer
        return [int(k) for k in best]
    scores = np.log(probabilities + 1e-9)
    total = np.where(allowed[0], scores[0], -np.inf)
    back = []
    for row in scores[1:]:
        steps = np.where(allowed, total[:, None], -np.inf)
        back.append(steps.argmax(0))
        total = steps.max(0) + row
    path = [int(total.argmax())]
    for step in reversed(back):
        path.append(int(step[path[-1]]))
    return path[::-1]


@lru_cache(maxsize=8)
def _follows(classes: tuple[str, ...]) -> NDArray[np.bool_]:
    """Which class (column) may follow which (row)."""
    return np.array([[not c.startswith("I-") or c[2:] == b[2:] for c in classes] for b in classes])


def _acts(found: Read, firsts: list[int], triggers: Floats, origin: int) -> Iterator[ProposedAct]:
    for at, k in enumerate(firsts):
        if 1 - triggers[at, 0] < ACT:
            continue
        best = int(triggers[at, 1:].argmax()) + 1
        sides = 1 / (1 + np.exp(-found.roles[:, k][:, firsts]))
        source, target = (tuple(int(origin + j) for j in np.nonzero(side >= PART)[0]) for side in sides)
        yield ProposedAct(
            origin + at, TRIGGERS[best], round(float(triggers[at, best]), 3), MEANT[int(found.meant[k].argmax())],
            source, target,
        )  # fmt: skip
