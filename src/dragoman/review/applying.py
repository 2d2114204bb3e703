"""The records of some documents as people left them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Any, Final

from dragoman.crossdoc import Decided, Identity
from dragoman.records import (
    Accept,
    Actor,
    Add,
    Alias,
    Anchor,
    CloseGap,
    Conflict,
    Edit,
    Evident,
    Gap,
    Judgement,
    MarkOrigin,
    MergeActors,
    MergeRecords,
    Note,
    Reject,
    ResolveConflict,
    Review,
    SplitActor,
    SplitRecords,
    Tenure,
)  # fmt: skip
from dragoman.review.anchors import Found, find
from dragoman.review.persons import Persons, leads
from dragoman.review.placing import edited, from_json, placed, without
from dragoman.review.positions import Position, Question, Questions, in_force

_NONE: Final = "none"  # what a conflict is that is no contradiction


@dataclass(frozen=True, slots=True)
class Dispute:
    """A question on which two people differ: which record (or other id) it is about, which field, who says what."""

    about: str
    question: str
    positions: tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class _Ruling:
    """What all who spoke agree on, by record id; and the records on which two differ."""

    changes: Mapping[str, list[Position]]
    gone: frozenset[str]
    accepted: frozenset[str]
    doubted: frozenset[str]

    @classmethod
    def of(cls, questions: Questions) -> _Ruling:
        changes: dict[str, list[Position]] = defaultdict(list)
        verdicts: dict[str, str] = {}
        for question, position in questions.agreed().items():
            if question[0] in ("field", "closed"):
                changes[question[1]].append(position)
            elif question[0] == "verdict":
                verdicts[question[1]] = json.loads(position.value)
        asked = ("verdict", "field", "closed")
        return cls(
            changes=changes,
            gone=frozenset(key for key, word in verdicts.items() if word == "reject"),
            accepted=frozenset(key for key, word in verdicts.items() if word == "accept"),
            doubted=frozenset(q[1] for q in questions.disputed() if q[0] in asked),
        )

    def review(self, key: str, *, added: bool, changed: bool) -> Review | None:
        """What people made of a record that is not gone."""
        if key in self.doubted:
            return "disputed"
        if added:
            return "added"
        if changed:
            return "edited"
        return "accepted" if key in self.accepted else None


class Judged:
    """Records with every judgement laid over them that finds its place, and what follows for all that is joined later.

    `records` are as a reading found them; `texts` are the raw texts of the documents in view.
    """

    def __init__(self, judgements: Iterable[Judgement], records: Iterable[Evident], texts: Mapping[str, str]) -> None:
        self.judgements = in_force(judgements)
        self._texts = texts
        self._read = {record.id: record for record in records}
        self._lost: dict[str, Judgement] = {}
        self._conflicts: dict[str, str] = {}
        self._added = dict(self._make_added())
        present = {**self._read, **self._added}
        self._found: Found = find(self._anchors(), present.values(), texts)
        self._questions = Questions()
        self._about: dict[str, list[Judgement]] = defaultdict(list)
        for judgement in self.judgements:
            self._weigh(judgement)
        self.records: tuple[Evident, ...] = tuple(self._laid_over(present))

    @property
    def lost(self) -> list[Judgement]:
        """The judgements whose documents are here, but not what they were about."""
        found = [*self._lost.values(), *(j for j in self.judgements if self._lacks_conflict(j))]
        return sorted(found, key=lambda j: (j.when, j.id))

    def _lacks_conflict(self, judgement: Judgement) -> bool:
        """Whether the conflict that it is about is in no view, though the documents of its records are."""
        target = _conflict_target(judgement)
        if target is None or target.record in self._conflicts:
            return False
        return all(part.document_id in self._texts for part in target.parts)

    @cached_property
    def rejected(self) -> dict[str, Evident]:
        """The records that people took out, by id."""
        kept = {record.id for record in self.records}
        return {key: record for key, record in {**self._read, **self._added}.items() if key not in kept}

    def about(self, record_id: str) -> list[Judgement]:
        """The judgements in force on a record, a conflict, an actor or a document, oldest first."""
        return list(self._about.get(record_id, ()))

    def place_of(self, record_id: str) -> str | None:
        """The present id of a record that was judged under another one; None where it is in no view."""
        return self._found.now.get(record_id)

    @property
    def disputes(self) -> list[Dispute]:
        """Where two people differ; neither word is put over what was read."""
        found = [Dispute(_subject(q), _words(q), p) for q, p in self._questions.disputed().items()]
        return sorted(found, key=lambda d: (d.about, d.question))

    @cached_property
    def decided(self) -> Decided:
        """Which records are one thing by people's word, and which are not."""
        pairs = {q[1:]: p.value == "true" for q, p in self._questions.agreed().items() if q[0] == "same"}
        return Decided(
            together=tuple(sorted(pair for pair, same in pairs.items() if same)),
            apart=frozenset(pair for pair, same in pairs.items() if not same),
        )

    def copies(self, copy_of: Mapping[str, str]) -> dict[str, str]:
        """The copies with their origins, as people marked them."""
        found: dict[str, str] = dict(copy_of)
        marked = {q[1]: p.judgement.decision for q, p in self._questions.agreed().items() if q[0] == "origin"}
        for document, decision in marked.items():
            origin = decision.copy_of if isinstance(decision, MarkOrigin) else None
            origin = found.get(origin, origin) if origin else None
            found.pop(document, None)
            if origin is not None and origin in self._texts and origin != document:
                found |= {key: origin for key, of in found.items() if of == document} | {document: origin}
        return found

    def identities(self, ruled_by: Iterable[Identity], actors: Iterable[Actor]) -> list[Identity]:
        """Who of each document is who, by the rules and then by people's word."""
        return Persons(self.judgements, self._texts, self._questions, self._lost).identities(ruled_by, actors)

    def leads(self, actors: Iterable[Actor]) -> list[Actor]:
        """An actor without mentions for every id that a person gave to one who was split off."""
        return leads(self.judgements, actors)

    def conflicts(self, conflicts: Iterable[Conflict]) -> list[Conflict]:
        """Conflicts as people left them: without those that are none, with the record that holds."""
        present = list(conflicts)
        now = self._conflict_ids(present)
        self._conflicts |= now
        for judgement in self.judgements:
            target = _conflict_target(judgement)
            if target is not None and target.record in now:
                key = now[target.record]
                if judgement not in self._about[key]:
                    self._about[key].append(judgement)
                if not isinstance(judgement.decision, Note):
                    self._questions.answer(("conflict", key), self._conflict_word(judgement), judgement)
        agreed, disputed = self._questions.agreed(), self._questions.disputed()
        kept = []
        for conflict in present:
            question = ("conflict", conflict.id)
            word = json.loads(agreed[question].value) if question in agreed else None
            if question in disputed:
                kept.append(conflict.model_copy(update={"review": "disputed"}))
            elif word is None:
                kept.append(conflict)
            elif word != _NONE:
                holds = word if word in conflict.records else conflict.holds
                kept.append(conflict.model_copy(update={"review": "accepted", "holds": holds}))
        return kept

    def _conflict_word(self, judgement: Judgement) -> str:
        """What somebody makes of a conflict: none, a real one, or the id of the record that holds."""
        decision = judgement.decision
        if isinstance(decision, ResolveConflict) and decision.holds is not None:
            return self._found.now.get(decision.holds.record, decision.holds.record)
        return _NONE if isinstance(decision, ResolveConflict | Reject) else "real"

    def _conflict_ids(self, present: list[Conflict]) -> dict[str, str]:
        """The present conflict of each that was judged: the same, else one on that field with two of its records."""
        by_id = {conflict.id for conflict in present}
        found = {}
        for target in filter(None, map(_conflict_target, self.judgements)):
            parts = {self._found.now[p.record] for p in target.parts if p.record in self._found.now}
            fits = [c for c in present if [f"={c.field}"] == list(target.marks) and len(parts & set(c.records)) > 1]
            fits.sort(key=lambda c: (-len(parts & set(c.records)), c.id))
            if target.record in by_id:
                found[target.record] = target.record
            elif fits:
                found[target.record] = fits[0].id
        return found

    def _make_added(self) -> Iterator[tuple[str, Evident]]:
        for judgement in self.judgements:
            decision = judgement.decision
            if not isinstance(decision, Add):
                continue
            record = from_json(decision.kind, decision.record)
            if record is None:
                self._lost[judgement.id] = judgement
            elif record.document_id in self._texts:
                found = placed(record, self._texts[record.document_id or ""])
                if found is None:
                    self._lost[judgement.id] = judgement
                else:
                    yield record.id, found

    def _anchors(self) -> Iterator[Anchor]:
        for judgement in self.judgements:
            decision: Any = judgement.decision
            yield from (decision.target,) if hasattr(decision, "target") else ()
            yield from getattr(decision, "targets", ())
            yield from (decision.holds,) if getattr(decision, "holds", None) else ()

    def _weigh(self, judgement: Judgement) -> None:
        """Put a judgement to the questions that it answers."""
        decision, answer = judgement.decision, self._questions.answer
        if isinstance(decision, Add):
            key = str(decision.record.get("id"))
            if key in self._added:
                answer(("verdict", key), "accept", judgement)
                self._about[key].append(judgement)
        elif isinstance(decision, Accept | Reject | Edit | CloseGap | Note | ResolveConflict):
            if decision.target.kind != "conflicts" and (found := self._place(decision.target, judgement)):
                self._weigh_record(found, judgement)
        elif isinstance(decision, MergeRecords | SplitRecords):
            ids = [found for target in decision.targets if (found := self._place(target, judgement))]
            for pair in combinations(sorted(set(ids)), 2):
                answer(("same", *pair), isinstance(decision, MergeRecords), judgement)
        elif isinstance(decision, MarkOrigin):
            answer(("origin", decision.document_id), decision.copy_of, judgement)
            self._about[decision.document_id].append(judgement)
        elif isinstance(decision, MergeActors | SplitActor | Alias | Tenure):
            anchors = decision.actors if isinstance(decision, MergeActors) else (decision.actor,)
            for one in anchors:
                self._about[one.actor].append(judgement)

    def _weigh_record(self, key: str, judgement: Judgement) -> None:
        decision, answer = judgement.decision, self._questions.answer
        if isinstance(decision, Note):
            return
        if isinstance(decision, Edit):
            answer(("field", key, decision.field), decision.value, judgement)
        if isinstance(decision, CloseGap):
            answer(("closed", key), [span.model_dump() for span in decision.by], judgement)
        answer(("verdict", key), "reject" if isinstance(decision, Reject) else "accept", judgement)

    def _place(self, target: Anchor, judgement: Judgement) -> str | None:
        """The present record of a target, or None where it is lost or in no document of the view."""
        found = self._found.now.get(target.record)
        if found is None and target.record in self._found.lost:
            self._lost[judgement.id] = judgement
        elif found is not None:
            self._about[found].append(judgement)
        return found

    def _laid_over(self, present: Mapping[str, Evident]) -> Iterator[Evident]:
        ruling = _Ruling.of(self._questions)
        for key, record in present.items():
            left = without(record, ruling.gone)
            if key in ruling.gone or (isinstance(left, Conflict) and len(left.records) < 2):
                continue
            changed = self._changed(left, ruling.changes.get(key, ()))
            review = ruling.review(key, added=key in self._added, changed=changed != left)
            yield changed.model_copy(update={"review": review}) if review else changed

    def _changed(self, record: Evident, positions: Iterable[Position]) -> Evident:
        """The record with the fields that people gave it; an edit that no longer fits its kind is lost."""
        for position in positions:
            decision = position.judgement.decision
            if isinstance(decision, CloseGap) and isinstance(record, Gap):
                by = tuple(span for span in decision.by if span.document_id in self._texts)
                if by or not decision.by:  # words that are in no view answer nothing there
                    record = record.model_copy(update={"status": "closed", "closed_by": by})
            elif isinstance(decision, Edit):
                try:
                    record = edited(record, decision.field, decision.value)
                except ValueError:
                    self._lost[position.judgement.id] = position.judgement
        return record


def judged(judgements: Iterable[Judgement], records: Iterable[Evident], texts: Mapping[str, str]) -> Judged:
    """The records of the documents whose raw `texts` are given, as people left them."""
    return Judged(judgements, records, texts)


def _conflict_target(judgement: Judgement) -> Anchor | None:
    """The conflict that a judgement is about, if it is about one."""
    target = getattr(judgement.decision, "target", None)
    return target if isinstance(target, Anchor) and target.kind == "conflicts" else None


def _subject(question: Question) -> str:
    """The id that a question is about: the last of an actor's, else the first after the question's name."""
    return question[2] if question[0] == "actor in" else question[1]


def _words(question: Question) -> str:
    """What is asked, in words."""
    asked: dict[str, Callable[[Question], str]] = {
        "verdict": lambda _: "is the record right",
        "field": lambda q: f"its {q[2].replace('_', ' ')}",
        "closed": lambda _: "is the question answered",
        "same": lambda q: f"is it one thing with {q[2]}",
        "origin": lambda _: "whose copy it is",
        "conflict": lambda _: "which record holds",
        "actor": lambda _: "who it is",
        "actor in": lambda q: f"who it is in document {q[1]}",
    }
    return asked[question[0]](question)
