"""Many sources into a store: each one accepted, read in part or refused, none spoiling another."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from dragoman.app.apart import Apart
from dragoman.app.sources import load
from dragoman.document import Document, Outcome
from dragoman.errors import BrokenSystem, DocumentError
from dragoman.readers import How, Item, Limits, Refused, Skipped, Source, unpack
from dragoman.records import DocumentRecord, Edtf, Issue, Published, kind_of
from dragoman.store import Entry, Held, Store, Tombstone

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """By which versions and plug-ins documents are read, knowing what of people's decisions."""

    versions: Mapping[str, str]
    plugins: Mapping[str, str] = field(default_factory=dict)
    knowledge: str = ""

    @property
    def pipeline(self) -> str:
        """The versions as one line: documents read by another pipeline are read again."""
        return " ".join(f"{name}={value}" for name, value in self.versions.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools(Versions):
    """What reads, and by which versions: an item's bytes to Document, Document to Outcome."""

    read: Callable[[Item, Limits], Document]
    run: Callable[..., Outcome]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A source that could not be read, and why."""

    source: str
    code: str
    message: str


@dataclass
class Reading:
    """What came of a reading: documents by status, those already read, refusals, what was left out, records by kind.

    `documents` are the ids of all that were met.
    """

    statuses: Counter[str] = field(default_factory=Counter)
    documents: list[str] = field(default_factory=list)
    unchanged: int = 0
    refused: list[Refusal] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """How many sources were met."""
        return sum(self.statuses.values()) + self.unchanged


@dataclass(frozen=True, slots=True)
class Premade:
    """An outcome that was made elsewhere, by the name under which its document was met there."""

    name: str
    outcome: Outcome


class Intake:
    """Puts into a store what was read: what it holds by this pipeline is not put again."""

    def __init__(self, store: Store, by: Versions, *, published: Edtf | None = None, again: bool = False) -> None:
        self._store, self._by, self._published, self._again = store, by, published, again
        self._run: int | None = None
        self._held: dict[str, Held] = {}
        self._forgotten: Mapping[str, Tombstone] = {}
        self._waiting: dict[str, Entry] = {}

    def take(self, found: Sequence[Premade | Refused | Skipped], reading: Reading) -> None:
        """Put what another machine read, in one transaction; what it refused and left out is noted."""
        with self._store.together():
            self._look_up({each.outcome.document.id for each in found if isinstance(each, Premade)})
            for each in found:
                self._take(each, reading)
            self._flush()

    def _take(self, found: Premade | Refused | Skipped, reading: Reading) -> None:
        if isinstance(found, Skipped):
            reading.skipped.append(found)
        elif isinstance(found, Refused):
            message = _own_words(found.name, found.message)
            self._store.put_issue(_issue(None, found.code, f"{found.name}: {message}"))
            _note_refusal(reading, found.name, found.code, message)
        else:
            self._take_outcome(found, reading)

    def _take_outcome(self, found: Premade, reading: Reading) -> None:
        held = self._held.get(found.outcome.document.id)
        dated = held.dated_by_reader if held else None
        if dated and self._published is None and held and held.pipeline != self._by.pipeline:
            message = f"in this store a person dated it {dated}; this outcome does not know"
            _note_refusal(reading, found.name, "dated", f"{message}; read it with dragoman read")
            return
        self._put(found.name, found.outcome.document.id, None, reading, lambda _: found.outcome)

    def _look_up(self, keys: Collection[str]) -> None:
        """See how the store stands with the documents that come next."""
        with self._store.view() as view:
            self._held, self._forgotten = view.held_among(keys), view.tombstones_among(keys)

    def _put(
        self,
        name: str,
        key: str,
        given: Edtf | None,
        reading: Reading,
        make: Callable[[Edtf | None], Outcome],
    ) -> None:
        """Let wait what `make` reads by a date, where the store has it not yet. `given` is what a manifest dates it."""
        held, forgotten = self._held.get(key), self._forgotten.get(key)
        if forgotten is not None and not self._again:
            message = f"it was taken out on {forgotten.forgotten[:10]}; --again takes it in anew"
            _note_refusal(reading, name, "forgotten", message)
            return
        reading.documents.append(key)
        said = self._published or given
        dated = str(said) if said else (held.dated_by_reader if held else None)
        if held and self._is_current(held, dated):
            self._already(held, name, reading)
            return
        outcome = make(Edtf.parse(dated) if dated else None)
        if key in self._waiting:
            self._flush()
        self._waiting[key] = Entry(outcome, dated)
        self._held[key] = Held(key, outcome.document.status, self._by.pipeline, dated)
        _note(reading, name, outcome)

    def _flush(self) -> None:
        """Put what waits."""
        if self._waiting:
            self._store.put_all(list(self._waiting.values()), pipeline=self._by.pipeline, run=self._this_run())
            self._waiting = {}

    def _is_current(self, held: Held, dated: str | None) -> bool:
        return not self._again and (held.pipeline, held.dated_by_reader) == (self._by.pipeline, dated)

    def _already(self, held: Held, source: str, reading: Reading) -> None:
        self._flush()  # it may be among what waits
        with self._store.view() as view:
            new = source not in view.sources(held.document_id)
            issue = next(iter(view.issues([held.document_id])), None) if held.status == "refused" else None
        if new:
            self._store.remember_source(held.document_id, source)
        reading.unchanged += 1
        if issue is not None:
            reading.refused.append(Refusal(source, issue.code, issue.message))

    def _this_run(self) -> int:
        """The number of this reading, noted when the first document is written."""
        if self._run is None:
            configuration = {"published": str(self._published)} if self._published else {}
            self._run = self._store.begin_run(
                self._by.versions,
                plugins=self._by.plugins,
                configuration=configuration,
                knowledge=self._by.knowledge,
            )
        return self._run


class Reader(Intake):
    """Reads sources into a store, one transaction each."""

    def __init__(
        self,
        store: Store,
        tools: Tools,
        *,
        published: Edtf | None = None,
        again: bool = False,
        how: How | None = None,
    ) -> None:
        super().__init__(store, tools, published=published, again=again)
        self._tools, self._how = tools, how or How()

    def read(self, sources: Sequence[Source], progress: Progress | None = None) -> Reading:
        """Read every source that this pipeline has not read yet. Raises BrokenSystem where nothing can go on."""
        reading = Reading()
        for at, source in enumerate(sources):
            if progress:
                progress(at, len(sources), source.name)
            self._one(source, reading)
        if progress:
            progress(len(sources), len(sources), "")
        return reading

    def read_bytes(self, name: str, data: bytes, apart: Apart | None = None) -> Reading:
        """Read what somebody handed over under a name; nothing is looked for on the disk."""
        reading = Reading()
        held = apart.unpack(name, data, self._how) if apart else unpack(name, io.BytesIO(data), self._how)
        self._all(Source(name, None), held, reading)
        return reading

    def _one(self, source: Source, reading: Reading) -> None:
        """Everything that a source holds: itself, or the documents of an archive, a table, a feed."""
        self._all(source, load(source, self._how), reading)

    def _all(self, source: Source, held: Iterable[Item | Refused | Skipped], reading: Reading) -> None:
        for found in held:
            if isinstance(found, Item):
                item = replace(found, meta=source.meta.over(found.meta))
                self._look_up([item.key])
                self._put(item.name, item.key, source.meta.published, reading, partial(self._outcome, item))
                self._flush()
            else:
                self._take(found, reading)

    def _outcome(self, item: Item, published: Edtf | None) -> Outcome:
        try:
            return outcome_of(self._tools, item, self._how.limits, published)
        except MemoryError as error:
            return refused(item.name, item.key, "memory", f"there was not enough memory to read it {error}")


def outcome_of(tools: Tools, item: Item, limits: Limits, published: Edtf | None) -> Outcome:
    """What an item says; where it cannot be read a refused outcome. Raises BrokenSystem, and MemoryError."""
    try:
        return tools.run(tools.read(item, limits), published=published)
    except (BrokenSystem, MemoryError):
        raise
    except DocumentError as error:
        return refused(item.name, item.key, error.code, _own_words(item.name, error.message))
    except Exception as error:  # noqa: BLE001 - one bad document must never end its batch; the issue keeps what failed
        return refused(item.name, item.key, "crash", f"{type(error).__name__}: {error}")


def refused(source: str, key: str, code: str, message: str) -> Outcome:
    """The outcome of a document that cannot be read, with why."""
    record = DocumentRecord(id=key, source=source, published=Published(), status="refused")
    return Outcome(document=record, text="", issues=(_issue(key, code, message),))


def _own_words(source: str, message: str) -> str:
    """What is wrong, without the name of the source in front."""
    return message.removeprefix(f"{source}: ")


def _issue(document_id: str | None, code: str, message: str) -> Issue:
    return Issue(document_id=document_id, stage="read", code=code, message=" ".join(message.split())[:500])


def _note(reading: Reading, source: str, outcome: Outcome) -> None:
    if outcome.document.status == "refused":
        issue = outcome.issues[0]
        _note_refusal(reading, source, issue.code, issue.message)
        return
    reading.statuses[outcome.document.status] += 1
    reading.kinds["actors"] += len(outcome.actors)
    reading.kinds.update(kind_of(record) for record in outcome.records)
    reading.kinds["issues"] += len(outcome.issues)


def _note_refusal(reading: Reading, source: str, code: str, message: str) -> None:
    reading.statuses["refused"] += 1
    reading.refused.append(Refusal(source, code, message))
