"""Everything that a store holds, joined once and indexed: for programs that answer many questions, such as the desk."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from functools import cached_property
from threading import RLock
from typing import Final

from dragoman.app.answers import ActorView, Arrivals, Shown, first_day, folded
from dragoman.app.dyads import Dyads
from dragoman.app.likeness import is_one, said, touch, words_of
from dragoman.app.shares import Shares
from dragoman.app.ties import Pair, Summary, Tie, pairs_of, party, ties_of
from dragoman.app.voices import Forecast, Framed, Listing
from dragoman.crossdoc import actor_ids
from dragoman.errors import UnknownRecord
from dragoman.export import (
    KIND_LINES,
    Dyad,
    DyadView,
    Holdings,
    Party,
    Subject,
    actor_brief,
    brief,
    countries_of,
    part,
    records_on,
)
from dragoman.export.brief.choose import actors_of, pointers
from dragoman.export.brief.names import Names
from dragoman.export.ledger import Ledger, totals_lines
from dragoman.records import (
    KINDS,
    Actor,
    Cluster,
    Conflict,
    DocumentRecord,
    Event,
    Evident,
    Issue,
    Model,
    Note,
    kind_of,
    sort_key,
)
from dragoman.review import Task, waiting

UNSURE: Final = "unsure"  # how the note of a person begins who looked and could not decide
_FIRST: Final = 100  # pairs on the first pages of the list
_LARGE: Final = 10  # pairs of whom so much is told that nobody should wait for it


class Library:
    """A store as it stood at one moment (`stamp`). Answers come from memory; what is asked again is kept."""

    def __init__(self, holdings: Holdings, stamp: tuple[int, ...]) -> None:
        self.holdings, self.stamp = holdings, stamp
        self._lock = RLock()

    def prepare(self, before: Library | None = None) -> None:
        """Work out what pages ask for, so that nobody waits for it: lists, indexes, the pairs with most events.

        Of `before`, the library of an earlier moment, what it says of a pair is taken where nothing changed there.
        """
        for name in (
            "ties", "actor_ties", "newest", "people", "decidable", "_forms", "_by_word", "_names", "_clusters",
            "_pointing", "_records_by_document", "_by_words", "_issues_by_document", "_events_by_country",
        ):  # fmt: skip
            getattr(self, name)
        self._shares.prepare()
        _ = self._dyads, self.holdings.by_id, self.holdings.cluster_of, self.holdings.judged.rejected
        for kind in KINDS:
            self.records(kind)
        for pair in self.pairs[:_FIRST]:
            if before is not None:
                self._dyads.go_on_from(before._dyads, Dyad(pair.a, pair.b))  # noqa: SLF001 - another of the same
            self.summary(pair)
        for pair in self.pairs[:_LARGE]:
            dyad = Dyad(pair.a, pair.b)
            ledger = self.ledger(dyad)
            _ = ledger.totals, ledger.commitments, self.forecasts(dyad), self.framing(dyad)

    @cached_property
    def pairs(self) -> list[Pair]:
        """The pairs of states with dealings, those with most events first."""
        return pairs_of(self.holdings.records, self.holdings)

    @cached_property
    def ties(self) -> list[Tie]:
        """Which states deal with which, those that deal most first."""
        return ties_of(self.holdings.records, lambda event: countries_of(actors_of(event), self.holdings))

    @cached_property
    def actor_ties(self) -> list[Tie]:
        """The same for actors themselves."""
        return ties_of(self.holdings.records, lambda event: sorted({*event.source, *event.target}))

    def of_state(self, code: str) -> list[Event]:
        """The events in which a state takes part, itself or through somebody who acts for it."""
        return self._events_by_country[code]

    @cached_property
    def _events_by_country(self) -> defaultdict[str, list[Event]]:
        found: defaultdict[str, list[Event]] = defaultdict(list)
        for event in self.holdings.records:
            if isinstance(event, Event):
                for code in countries_of(actors_of(event), self.holdings):
                    found[code].append(event)
        return found

    def dyad(self, dyad: Dyad) -> DyadView:
        """What concerns two states."""
        return self._dyads.on(dyad).view(dyad)

    def dyad_of(self, pair: Pair) -> DyadView:
        """The same, for one of the pairs."""
        return self.dyad(Dyad(pair.a, pair.b))

    def summary(self, pair: Pair) -> Summary:
        """What a list of pairs says of one of them."""
        return self._dyads.summary(pair)

    def ledger(self, dyad: Dyad) -> Ledger:
        """What two states agreed, owe and run together, and what they promised."""
        return self._dyads.on(dyad).ledger(dyad)

    def forecasts(self, dyad: Dyad) -> Listing[Forecast]:
        """What is foretold or promised of two states, and what is known of how it came out."""
        return self._dyads.on(dyad).forecasts(dyad)

    def framing(self, dyad: Dyad) -> Listing[Framed]:
        """The loaded and figurative words in articles on two states, outlet by outlet."""
        return self._dyads.on(dyad).framing(dyad)

    def brief(self, dyad: Dyad) -> str:
        """The brief on two states, in Markdown."""
        return brief(self._dyads.on(dyad).part, dyad, under_money=totals_lines(self.ledger(dyad).totals))

    def actor_brief(self, actor_id: str) -> str:
        """The brief on one actor, in Markdown. Raises UnknownRecord."""
        subject = Subject(actor_id, self.actor(actor_id).actor.name)
        return actor_brief(self._shares.naming(subject), subject)

    def part_on(self, dyad: Dyad) -> Holdings:
        """What concerns two states, with what it rests on, as holdings for an export."""
        return part(self.holdings, records_on(self._dyads.on(dyad).part, dyad))

    def part_of_actor(self, actor_id: str) -> Holdings:
        """The records in which an actor takes part. Raises UnknownRecord."""
        return part(self.holdings, [r for r in self.actor(actor_id).records if isinstance(r, Evident)])

    def part_of_document(self, document_id: str) -> Holdings:
        """The records that rest on a document. Raises UnknownRecord."""
        records = [r for r in self.document(document_id).pointing if isinstance(r, Evident)]
        return part(self.holdings, records, [document_id])

    def part_of_record(self, record_id: str) -> Holdings:
        """A record with what tells the same, what it speaks of and what it contradicts. Raises UnknownRecord."""
        shown = self.record(record_id)
        about = (*getattr(shown.record, "about", ()), *getattr(shown.record, "records", ()))
        members = getattr(shown.cluster or shown.record, "members", ())
        return self.part_with({record_id, *about, *members, *(getattr(other, "id", "") for other in shown.pointing)})

    def part_with(self, records: Collection[str], documents: Collection[str] = ()) -> Holdings:
        """The records of these ids, those that are here, with what they rest on, and these documents."""
        known = self.holdings.by_id
        some = [known[key] for key in sorted(records) if key in known]
        return part(self.holdings, some, [key for key in documents if key in self.holdings.documents])

    @cached_property
    def _dyads(self) -> Dyads:
        return Dyads(self._shares)

    @cached_property
    def _shares(self) -> Shares:
        return Shares(self.holdings, self._clusters)

    @cached_property
    def newest(self) -> list[DocumentRecord]:
        """The documents, those published last first, those without a day at the end."""
        return sorted(self.holdings.documents.values(), key=_by_day)

    @cached_property
    def people(self) -> list[ActorView]:
        """The actors with their records, those with most records first."""
        views = [self._view(actor) for actor in self.holdings.actors.values()]
        return sorted(views, key=lambda view: (-len(view.records), view.actor.id))

    def called(self, name: str) -> list[ActorView]:
        """The actors of whose name, other name or id this is a part, those with most records first."""
        wanted = folded(name)
        ids = {actor_id for actor_id, forms in self._forms.items() if any(wanted in form for form in forms)}
        return [view for view in self.people if view.actor.id in ids]

    @cached_property
    def _forms(self) -> dict[str, tuple[str, ...]]:
        actors = self.holdings.actors.values()
        return {a.id: (a.id.casefold(), *(folded(form) for form in (a.name, *a.aliases))) for a in actors}

    @cached_property
    def _by_word(self) -> defaultdict[str, list[str]]:
        """The actors by each word of their names."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for actor_id, forms in self._forms.items():
            for word in {word for form in forms for word in form.split()}:
                found[word].append(actor_id)
        return found

    def actor(self, actor_id: str) -> ActorView:
        """An actor with every record in which it takes part, by its exact id. Raises UnknownRecord."""
        if actor_id not in self.holdings.actors:
            raise UnknownRecord(f"there is no actor {actor_id!r}", mend="look for a name in the search")
        return self._view(self.holdings.actors[actor_id])

    def _view(self, actor: Actor) -> ActorView:
        told = tuple(self.holdings.judged.about(actor.id))
        return ActorView(actor, tuple(self._records_by_actor[actor.id]), told)

    @cached_property
    def _records_by_actor(self) -> defaultdict[str, list[Evident]]:
        found: defaultdict[str, list[Evident]] = defaultdict(list)
        for record in sorted(self.holdings.records, key=first_day):
            for actor in dict.fromkeys(actor_ids(record)):
                found[actor].append(record)
        return found

    def arrivals(self, documents: Iterable[str]) -> Arrivals:
        """What some documents brought; those that are not here are passed over."""
        known = [self.holdings.documents[key] for key in documents if key in self.holdings.documents]
        keys = {document.id for document in known}
        records = [record for key in keys for record in self._records_by_document[key]]
        conflicts = [r for r in self.holdings.records if isinstance(r, Conflict) and _rests_on(r, keys)]
        return Arrivals(known, len(records), pairs_of(records, self.holdings), conflicts)

    def document(self, document_id: str) -> Shown:
        """A document with the records that rest on it, in their order there, and its issues. Raises UnknownRecord."""
        held = self.holdings
        if document_id not in held.documents:
            raise UnknownRecord(f"there is no document {document_id[:80]!r}", mend="it may have been taken out")
        record = held.documents[document_id]
        return Shown(
            record,
            {document_id: record},
            {document_id: held.texts[document_id]},
            held.actors,
            pointing=tuple(self._records_by_document[document_id]),
            issues=tuple(self._issues_by_document[document_id]),
            judgements=tuple(held.judged.about(document_id)),
        )

    @cached_property
    def _records_by_document(self) -> defaultdict[str, list[Evident]]:
        found: defaultdict[str, list[Evident]] = defaultdict(list)
        for record in sorted(self.holdings.records, key=lambda r: (r.evidence[0].start, r.id)):
            if record.document_id:
                found[record.document_id].append(record)
        return found

    @cached_property
    def _issues_by_document(self) -> defaultdict[str, list[Issue]]:
        found: defaultdict[str, list[Issue]] = defaultdict(list)
        for issue in self.holdings.issues:
            found[issue.document_id or ""].append(issue)
        return found

    def identical(self, record: Model) -> list[Evident]:
        """Records that say the same in the same words elsewhere, and that nobody has judged yet."""
        if not isinstance(record, Evident) or isinstance(record, Conflict):
            return []
        same = (self.holdings.by_id[key] for key in self._by_words[words_of(record)] if key != record.id)
        mine = said(record)
        return [other for other in same if other.review is None and said(other) == mine]

    @cached_property
    def _by_words(self) -> defaultdict[tuple[str, ...], list[str]]:
        """The facts by the words that they rest on."""
        found: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for record in self.holdings.records:
            if not isinstance(record, Conflict):
                found[words_of(record)].append(record.id)
        return found

    def alike(self, record: Model, most: int = 8) -> list[Evident]:
        """Records that may tell of the same thing: of the same kind, between the same actors, about the same time."""
        if not isinstance(record, Evident) or isinstance(record, Conflict):
            return []
        shared = Counter(r.id for actor in set(actor_ids(record)) for r in self._records_by_actor[actor])
        found: list[Evident] = []
        for count in sorted(set(shared.values()), reverse=True):
            near = (self.holdings.by_id[key] for key, held in shared.items() if held == count and key != record.id)
            same = (r for r in near if type(r) is type(record) and not is_one(r, record) and touch(r, record))
            found += sorted(same, key=first_day)
            if len(found) >= most:
                break
        return found[:most]

    def namesakes(self, actor_id: str, most: int = 8) -> list[Actor]:
        """Other actors of the same sort that share the longest word of a name."""
        actor = self.actor(actor_id).actor
        word = max(folded(actor.name).split(), key=len, default="")
        near = (self.holdings.actors[key] for key in self._by_word[word] if key != actor_id)
        found = [other for other in near if other.schema_ == actor.schema_]
        return sorted(found, key=lambda a: (-len(self._records_by_actor[a.id]), a.id))[:most]

    def kind_and_record(self, record_id: str) -> tuple[str, Model]:
        """A record by its exact id, with its kind. Raises UnknownRecord."""
        found = self.record(record_id).record
        return kind_of(found), found

    def record(self, record_id: str) -> Shown:
        """A record or cluster with its evidence and what points to it, by its exact id. Raises UnknownRecord."""
        held = self.holdings
        record = held.by_id.get(record_id) or self._clusters.get(record_id) or held.judged.rejected.get(record_id)
        if record is None:
            raise UnknownRecord(f"there is no record {record_id[:80]!r}", mend="a newer reading may have other ids")
        keys = sorted({span.document_id for span in record.evidence})
        told, cluster = (record.attributed_to, record.cluster) if isinstance(record, Evident) else (None, None)
        return Shown(
            record,
            {key: held.documents[key] for key in keys},
            {key: held.texts[key] for key in keys},
            held.actors,
            told_by=held.by_id.get(told or ""),
            pointing=tuple(self._pointing[record_id]),
            cluster=self._clusters.get(cluster or ""),
            judgements=tuple(held.judged.about(record_id)),
            rejected=record_id in held.judged.rejected,
        )

    @cached_property
    def _clusters(self) -> dict[str, Cluster]:
        return {cluster.id: cluster for cluster in self.holdings.clusters}

    @cached_property
    def _pointing(self) -> defaultdict[str, list[Evident]]:
        found: defaultdict[str, list[Evident]] = defaultdict(list)
        for record in self.holdings.records:
            rivals = record.records if isinstance(record, Conflict) else ()
            for key in {*pointers(record), *rivals} - {record.id}:
                found[key].append(record)
        return found

    @cached_property
    def queue(self) -> list[Task]:
        """What waits for a person to decide, most pressing first."""
        held = self.holdings
        return waiting(held.judged, held.records, held.identities, held.actors)

    @cached_property
    def decidable(self) -> list[Task]:
        """Of these what concerns a record; what somebody looked at and was not sure of comes last."""
        tasks = [task for task in self.queue if task.about in self.holdings.by_id]
        return sorted(tasks, key=lambda task: self._left_open(task.about))

    def _left_open(self, about: str) -> bool:
        notes = (j.decision for j in self.holdings.judged.about(about))
        return any(isinstance(note, Note) and note.text.startswith(UNSURE) for note in notes)

    def records(self, kind: str) -> list[Model]:
        """The records of a kind, sorted by id."""
        with self._lock:
            if kind not in self._sorted:
                self._sorted[kind] = sorted(self.holdings.of(kind), key=sort_key)
            return self._sorted[kind]

    @cached_property
    def _sorted(self) -> dict[str, list[Model]]:
        return {}

    def download(self, kind: str, form: str) -> Iterable[str]:
        """The lines of the export of a kind in a form."""
        return KIND_LINES[form](kind, self.records(kind))

    def name(self, actor_id: str) -> str:
        """Who an actor is, with its state."""
        return self._names.full_text(actor_id)

    @cached_property
    def _names(self) -> Names:
        codes = {code for actor in self.holdings.actors for code in countries_of([actor], self.holdings)}
        return Names(self.holdings.actors, {code: self.party(code).name for code in codes})

    def party(self, code: str) -> Party:
        """The state of an ISO code."""
        return party(code)


def _rests_on(record: Evident, documents: Collection[str]) -> bool:
    return any(span.document_id in documents for span in record.evidence)


def _by_day(document: DocumentRecord) -> tuple[int, str]:
    known = document.published.edtf
    day = known.latest if known else None
    return (-day.toordinal() if day else 0, document.id)
