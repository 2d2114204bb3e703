"""Source and target spans of the act that a sentence tells (the BIO set behind ConfliBERT's CAMEO names), exact.

Its spans are whole phrases ("a Swiss court"), whether or not they are actors to us. The act is the first that is coded,
else the likeliest that the reader sees; its sides are the phrases around what the reader marks, else the parse's own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dragoman import app, kb
from dragoman.annotate import annotate
from dragoman.document import Document, ProposedAct, Resolved
from dragoman.errors import UsageError
from dragoman.evaluate.bootstrap import Counts, row
from dragoman.evaluate.report import Report
from dragoman.evaluate.splits import unread_part
from dragoman.extract import roles
from dragoman.extract.events import decisions
from dragoman.extract.frames import frames
from dragoman.repair import mend
from dragoman.resolve import resolve

Span = tuple[int, int]
_SIDES: Final = {"S": "source", "T": "target"}
_CUT: Final = ("relcl", "acl", "advcl", "punct")  # what a phrase of the set leaves out
_PARTS: Final = ("amod", "det", "compound", "nmod", "poss", "nummod")
_TOWARDS: Final = ("with", "against", "on", "to")
_FACING: Final = ("dobj", "with", "to", "against", "on", "for", "of", "from", "at", "in")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence with the characters of its source and target phrases."""

    text: str
    source: frozenset[Span]
    target: frozenset[Span]


def read_labelled(data: Path) -> list[Labelled]:
    """The sentences of a file of tokens and BIO tags, a blank line between them. Raises UsageError for any other."""
    try:
        blocks = [b.splitlines() for b in data.read_text(encoding="utf-8").split("\n\n") if b.strip()]
        return [_labelled([line.rsplit(maxsplit=1) for line in block if line.strip()]) for block in blocks]
    except (OSError, ValueError) as error:
        raise UsageError(f"{data} cannot be read: {error}", mend="expected a token and its tag a line") from error


def _labelled(rows: Sequence[Sequence[str]]) -> Labelled:
    spans: dict[str, set[Span]] = {"source": set(), "target": set()}
    text, open_side, first = "", "", 0
    for word, tag in [*rows, ("", "O")]:
        if open_side and not (tag.startswith("I-") and _SIDES.get(tag[2:]) == open_side):
            spans[open_side].add((first, len(text.rstrip())))
            open_side = ""
        if tag.startswith("B-") and tag[2:] in _SIDES:
            open_side, first = _SIDES[tag[2:]], len(text)
        text += f"{word} " if word else ""
    return Labelled(text.rstrip(), frozenset(spans["source"]), frozenset(spans["target"]))


def evaluate_sentence_sides(data: Path) -> Report:
    """Exact F1 of source and target phrases, all and on the unread part."""
    rows = read_labelled(data)
    counted = [_counts(labelled) for labelled in rows]
    unread = {int(number) for number in unread_part(data, "cameo-ner")}
    reported = [counts for n, counts in enumerate(counted) if n in unread]
    parts = [("", counted), *([(" (unread part)", reported)] if reported else [])]
    found = [
        row(f"{name}{label}", [count for counts in part for count in (counts[at] for at in chosen)])
        for label, part in parts
        for name, chosen in (("source and target", (0, 1)), ("source", (0,)), ("target", (1,)))
    ]
    return Report("sentence-sides", data.as_posix(), tuple(found))


def _counts(labelled: Labelled) -> tuple[Counts, Counts]:
    source, target = sides_of(labelled.text)
    return tuple(  # type: ignore[return-value]
        (len(gold & got), len(gold), len(got)) for gold, got in ((labelled.source, source), (labelled.target, target))
    )


def sides_of(text: str) -> tuple[frozenset[Span], frozenset[Span]]:
    """The characters of the phrases on either side of the act that a sentence tells; none where it tells none."""
    known = kb.load()
    document = Document(id=hashlib.sha256(text.encode()).hexdigest(), source="evaluation", text=text)
    doc = resolve(annotate(mend(document, known), known, rules_only=app.reads_by_rules_alone()), known)
    at = next((d.token for d in decisions(doc) if d.event), None)
    acts = sorted((a for acts in doc.annotated.acts_by_token.values() for a in acts), key=lambda a: -a.probability)
    act = next((a for a in acts if a.token == at), None if at is not None else next(iter(acts), None))
    at = act.token if at is None and act else at
    if at is None:
        return frozenset(), frozenset()
    return tuple(_phrases(doc, at, act, side) for side in ("source", "target"))  # type: ignore[return-value]


def _phrases(doc: Resolved, at: int, act: ProposedAct | None, side: str) -> frozenset[Span]:
    marked = max(_runs(getattr(act, side) if act else ()), key=lambda run: run[1] - run[0], default=None)
    heads = [_whole(doc, at, _head_of(doc, *marked))] if marked else _heads(doc, at, side)
    if side == "target":
        heads = [_across(doc, head) for head in heads]
    spans = (doc.span(*_phrase(doc, head)) for head in heads)
    return frozenset((s.start, s.end) for s in spans)


def _whole(doc: Resolved, at: int, head: int) -> int:
    """The head of the phrase that a marked word is a part of: "the rebel-held" region, somebody's "demand"."""
    tokens = doc.annotated.tokens
    while tokens[head].dep in _PARTS or (tokens[head].dep == "pobj" and tokens[tokens[head].head].lower == "of"):
        above = tokens[head].head if tokens[head].dep in _PARTS else tokens[tokens[head].head].head
        if above == at or tokens[above].pos not in ("NOUN", "PROPN"):
            break
        head = above
    return head


def _across(doc: Resolved, head: int) -> int:
    """Whom an act told by a noun is done with or to, where such a noun is all that a verb has ("held talks with")."""
    annotated = doc.annotated
    if (annotated.tokens[head].lemma.lower(), "noun") not in frames():
        return head
    preps = [p for s in _TOWARDS for p in annotated.children(head, "prep") if p.lower == s]
    return next((o.i for p in preps for o in annotated.children(p.i, "pobj")), head)


def _head_of(doc: Resolved, first: int, last: int) -> int:
    """The token of a stretch that hangs on a word outside it, or on none."""
    tokens = doc.annotated.tokens
    return next((i for i in range(first, last) if tokens[i].head == i or not first <= tokens[i].head < last), first)


def _runs(tokens: Sequence[int]) -> Iterator[Span]:
    """Stretches of neighbouring tokens, as first:last."""
    first = last = -1
    for i in sorted(tokens):
        if i != last:
            if last > first >= 0:
                yield first, last
            first = i
        last = i + 1
    if last > first >= 0:
        yield first, last


def _heads(doc: Resolved, at: int, side: str) -> list[int]:
    """The heads of the phrases that the parse puts on a side of a verb."""
    annotated = doc.annotated
    if annotated.tokens[at].pos not in ("VERB", "AUX"):
        return []
    if side == "target":
        return next((found for slot in _FACING if (found := roles.filling(annotated, at, slot))), [])[:1]
    token = roles.subject(annotated, at)
    acting = roles.agent(annotated, at) if roles.is_passive(annotated, at) else [token] if token is not None else []
    return acting[:1]


def _phrase(doc: Resolved, head: int) -> Span:
    """A head with what stands beside it, without clauses and appositions."""
    annotated = doc.annotated
    cut = {i for t in annotated.children(head, *_CUT) for i in annotated.subtree(t.i)}
    within = sorted(set(annotated.subtree(head)) - cut)
    return within[0], within[-1] + 1
