"""An archive: a store with all that can be asked of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self

from dragoman.app import answers, changes, importing, judging, provenance, tracing, voices
from dragoman.app.answers import ActorView, Found, Shown
from dragoman.app.apart import Apart
from dragoman.app.changes import Difference, Report
from dragoman.app.importing import Imported
from dragoman.app.judging import Reviewer, Standing
from dragoman.app.library import Library
from dragoman.app.looking_up import Lookup
from dragoman.app.own_layer import known_to_people
from dragoman.app.provenance import AtOdds, Provenance
from dragoman.app.reading import Progress, Reader, Reading, Tools
from dragoman.app.sources import find_sources
from dragoman.app.states import find_state
from dragoman.app.tracing import Trace
from dragoman.app.voices import Forecast, Framed, Heard, Listing, Question
from dragoman.errors import UsageError
from dragoman.export import (
    Dyad,
    DyadView,
    Entry,
    Holdings,
    Memory,
    Told,
    Voice,
    actor_brief,
    brief,
    cite,
    export,
    gather,
    timeline,
)
from dragoman.export.brief.phrases import date_words, many, sum_words, term_words
from dragoman.export.ledger import Ledger, totals_lines
from dragoman.readers import How
from dragoman.records import KINDS, Edtf, Judgement, Model
from dragoman.review import Task, knowledge_rows
from dragoman.store import NOW, AsOf, Clock, Fault, Run, Store, open_store

__all__ = [
    "Archive", "AsOf", "Dyad", "DyadView", "Entry", "Told", "date_words", "dyad_of", "known_on", "many", "open",
    "sum_words",
    "term_words",
]  # fmt: skip
Day = str | date | None


def open(  # noqa: A001
    path: str | Path = "dragoman.db", *, create: bool = True, tools: Tools | None = None, clock: Clock | None = None
) -> Archive:
    """The archive in the store at `path`, made where it is missing. Raises StoreError where it cannot be opened.

    `path` is a file or the URL of a PostgreSQL database. `tools` stands in for the standard reader and pipeline,
    `clock` for the computer's.
    """
    return Archive(open_store(path, create=create, clock=clock), tools)


class Archive:
    """Articles read, and what they say. States are given by code, name in any language, or demonym."""

    def __init__(self, store: Store, tools: Tools | None = None) -> None:
        self._store, self._tools = store, tools
        self._memory, self._joining = Memory(), Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store."""
        self._store.close()

    @property
    def place(self) -> str:
        """Where the store is: a file, or an address without its password."""
        return str(self._store.place)

    def read(
        self,
        paths: Sequence[str | Path] | str | Path,
        *,
        published: str | None = None,
        again: bool = False,
        how: How | None = None,
        progress: Progress | None = None,
    ) -> Reading:
        """Read files and folders (`-` for standard input); what this version has read already is not read again.

        `published` (EDTF) dates the documents, and is kept; `again` reads all of them anew; `how` holds limits and the
        names of columns; `progress` is called with how many files are done, how many there are, and the name of the
        next. What people of this store decided about actors is known to the reading. Raises UsageError where there is
        nothing.
        """
        some = [paths] if isinstance(paths, str | Path) else list(paths)
        sources, skipped = find_sources(some, how)
        with self._reader(published, again=again, how=how) as reader:
            reading = reader.read(sources, progress)
        reading.skipped += skipped
        return reading

    def read_bytes(
        self,
        name: str,
        data: bytes,
        *,
        published: str | None = None,
        how: How | None = None,
        apart: Apart | None = None,
    ) -> Reading:
        """Read what somebody handed over; `name` says what it is (`report.pdf`) and is never looked for on the disk.

        With `apart` the file is opened in that process, which is ended where it takes longer than a document may.
        """
        with self._reader(published, how=how, apart=apart) as reader:
            return reader.read_bytes(name, data, apart)

    @contextmanager
    def _reader(
        self, published: str | None, *, again: bool = False, how: How | None = None, apart: Apart | None = None
    ) -> Iterator[Reader]:
        """A reader that knows what people of this store decided about actors."""
        usual = self._reading_tools()
        if apart is not None:
            usual = replace(usual, read=apart.reader(usual.read))
        with known_to_people(self.judgements()) as knowledge:
            tools = replace(usual, knowledge=knowledge)
            yield Reader(self._store, tools, published=as_date(published), again=again, how=how)

    def stamp(self) -> tuple[int, ...]:
        """Numbers that change with whatever is written."""
        with self._store.view() as view:
            return view.stamp()

    def arrived(self, since: str) -> list[str]:
        """The ids of the documents that came after a moment (UTC, ISO 8601), the last ones first."""
        with self._store.view() as view:
            return view.arrived(since)

    def library(self) -> Library:
        """Everything of this moment, joined and indexed: for programs that ask many questions."""
        stamp = self.stamp()  # before the rest: what is written meanwhile makes it stale, never the other way round
        with self._joining:
            return Library(gather(self._store, memory=self._memory), stamp)

    def _reading_tools(self) -> Tools:
        if self._tools is None:
            from dragoman.app.texts import tools  # noqa: PLC0415 - only reading needs the parser, which loads slowly

            self._tools = tools()
        return self._tools

    def brief(self, a: str, b: str | None = None, *, since: Day = None, until: Day = None, as_of: AsOf = NOW) -> str:
        """What the record holds on two states, in Markdown, each statement with its evidence as a footnote.

        Without `b` on one actor: a state, or anybody by name or id. Raises UsageError where several are meant.
        """
        if b is None:
            subject, holdings = answers.subject(self._store, a, as_of)
            return actor_brief(holdings, replace(subject, since=_first(since), until=_last(until)))
        dyad = dyad_of(a, b, since, until)
        held = self._on(dyad, as_of)
        return brief(held, dyad, under_money=totals_lines(Ledger(held, dyad).totals))

    def timeline(self, a: str, b: str, *, since: Day = None, until: Day = None, as_of: AsOf = NOW) -> list[Entry]:
        """The events between two states, earliest first, undated last."""
        dyad = dyad_of(a, b, since, until)
        return timeline(self._on(dyad, as_of), dyad)

    def conflicts(self, a: str, b: str, *, since: Day = None, until: Day = None, as_of: AsOf = NOW) -> list[AtOdds]:
        """What is given two values in what concerns two states, those that can be compared first."""
        dyad = dyad_of(a, b, since, until)
        return provenance.conflicts(self._on(dyad, as_of), dyad)

    def claims(
        self, a: str, b: str, heard: Heard | None = None, *, since: Day = None, until: Day = None, as_of: AsOf = NOW
    ) -> Listing[Voice]:
        """Who says what of two states, by speaker; `heard` says which claims are asked for."""
        dyad = dyad_of(a, b, since, until)
        return voices.claims(self._on(dyad, as_of), dyad, heard or Heard())

    def questions(
        self, a: str, b: str, *, only_open: bool = False, since: Day = None, until: Day = None, as_of: AsOf = NOW
    ) -> Listing[Question]:
        """What nobody says of two states, with the days for which it is open, and what closed it."""
        dyad = dyad_of(a, b, since, until)
        return voices.questions(self._on(dyad, as_of), dyad, only_open=only_open)

    def forecasts(
        self, a: str | None = None, b: str | None = None, *, speaker: str | None = None, as_of: AsOf = NOW
    ) -> Listing[Forecast]:
        """What is foretold or promised, of two states or of all, and what is known of how it came out.

        Raises UsageError where only one state is given.
        """
        if (a is None) != (b is None):
            raise UsageError("one state is no pair", mend="name two, or none for all forecasts")
        dyad = dyad_of(a, b) if a is not None and b is not None else None
        return voices.forecasts(
            self._on(dyad, as_of) if dyad else gather(self._store, as_of=as_of), dyad, speaker=speaker
        )

    def framing(self, a: str, b: str, *, since: Day = None, until: Day = None, as_of: AsOf = NOW) -> Listing[Framed]:
        """The loaded, evaluative and figurative words in articles on two states, outlet by outlet."""
        dyad = dyad_of(a, b, since, until)
        return voices.framing(self._on(dyad, as_of), dyad)

    def trace(self, start: str, *, as_of: AsOf = NOW) -> Trace:
        """Through whose hands the record or cluster came whose id begins so. Raises UnknownRecord."""
        return tracing.trace(gather(self._store, as_of=as_of), start)

    def ledger(self, a: str, b: str, *, since: Day = None, until: Day = None, as_of: AsOf = NOW) -> Ledger:
        """What two states agreed, owe and run together, and what they promised: each thing once, with what tells it.

        `.agreements`, `.money`, `.debts`, `.programmes` and `.commitments` are lists of lines, `.totals` and
        `.debt_totals` what may be added and what was left out.
        """
        dyad = dyad_of(a, b, since, until)
        return Ledger(self._on(dyad, as_of), dyad)

    def origins(self, start: str, *, as_of: AsOf = NOW) -> Provenance:
        """On whose word the record, cluster or document stands whose id begins so. Raises UnknownRecord."""
        return provenance.origins(gather(self._store, as_of=as_of), start)

    def records(self, kind: str, *, as_of: AsOf = NOW) -> list[Model]:
        """All records of a kind, joined across documents. Raises UsageError for a kind that there is not."""
        if kind not in KINDS:
            raise UsageError(f"there is no kind {kind!r} of record", mend=f"choose one of {', '.join(KINDS)}")
        return gather(self._store, as_of=as_of).of(kind)

    def holdings(self, *, as_of: AsOf = NOW) -> Holdings:
        """Everything, joined across documents and as people left it, from one moment."""
        return gather(self._store, as_of=as_of)

    def export(
        self, folder: str | Path, form: str = "jsonl", *, fulltext: bool = True, as_of: AsOf = NOW
    ) -> dict[str, int]:
        """Write everything to a folder in one of the `export_formats`; the number of what was written, by kind.

        Without `fulltext` no article stands there whole. Raises UsageError.
        """
        return export(gather(self._store, as_of=as_of), Path(folder).expanduser(), form, fulltext=fulltext)

    def cite(self, start: str, style: str = "chicago", *, as_of: AsOf = NOW) -> str:
        """How to cite the documents on which a record rests, by the first letters of its id; or `all` of them.

        Styles: chicago, bibtex, csl-json. Raises UnknownRecord, UsageError.
        """
        documents = self.holdings(as_of=as_of).documents if start == "all" else self.show(start, as_of=as_of).documents
        return cite([documents[key] for key in sorted(documents)], style)

    def search(self, words: str, *, limit: int = 20, as_of: AsOf = NOW) -> list[Found]:
        """The paragraphs that hold all these words, best first, with the records that rest on them."""
        return answers.search(self._store, words, limit, as_of)

    def show(self, start: str, *, as_of: AsOf = NOW) -> Shown:
        """The record whose id begins so, with its evidence in context. Raises UnknownRecord."""
        return answers.show(self._store, start, as_of)

    def actor(self, name: str, *, as_of: AsOf = NOW) -> list[ActorView]:
        """The actors of that name, with their records. Raises UsageError with the nearest name where there is none."""
        return answers.actor(self._store, name, as_of)

    def reviewer(self, who: str, looking_at: Library | None = None) -> Reviewer:
        """Somebody who judges: what they decide outlives every reading.

        What is joined (a conflict, a cluster, an actor) they judge as they look at it, else as it is now.
        """
        return Reviewer(self._store, who, looking_at.holdings if looking_at else None)

    def judgements(self) -> list[Judgement]:
        """Every judgement, oldest first, those that were undone too."""
        with self._store.view() as view:
            return view.judgements()

    def standing(self) -> Standing:
        """What became of the judgements: in force, undone, lost, disputed."""
        return judging.standing(self._store)

    def queue(self, limit: int | None = None) -> list[Task]:
        """What waits for a person to decide, most pressing first."""
        return judging.queue(self._store, limit)

    def write_judgements(self, file: str | Path) -> int:
        """Every judgement as JSON Lines; how many."""
        return judging.write_judgements(self._store, Path(file).expanduser())

    def read_judgements(self, file: str | Path) -> int:
        """Take in judgements from JSON Lines, all or none; how many were new."""
        return judging.read_judgements(self._store, Path(file).expanduser())

    def difference(self, older: int, newer: int) -> Difference:
        """What a newer run reads otherwise than an older one, over the documents that both know."""
        return changes.difference(self._store, older, newer)

    def news(self, a: str, b: str, *, since: Day = "last", who: str = "") -> Report:
        """What came on two states since a day, or (`last`) since `who` last looked; everything where they never did."""
        dyad = dyad_of(a, b)
        if since == "last":
            with self._store.view() as view:
                moment = view.looked(who, _pair(dyad))
        else:
            day = as_date(since)
            moment = f"{day.latest}T23:59:59.999999+00:00" if day else None
        return changes.news(self._store, dyad, moment)

    def looked(self, a: str, b: str, report: Report, *, who: str) -> None:
        """Keep that somebody saw a report: the next one begins where it ended."""
        self._store.put_look(who, _pair(dyad_of(a, b)), report.asked)

    def import_sheet(
        self,
        kind: str,
        file: str | Path,
        columns: Mapping[str, str] | None = None,
        *,
        owner: str,
        published: Day = None,
    ) -> Imported:
        """Take in somebody's spreadsheet as a document whose rows are evidence; `columns` name the column of a field.

        Raises UsageError or DocumentError.
        """
        return importing.import_sheet(
            self._store, kind, Path(file).expanduser(), columns or {}, owner=owner, published=as_date(published)
        )

    def knowledge(self) -> dict[str, list[dict[str, str]]]:
        """What people's decisions add to the knowledge base for the next reading: rows of its sheets by their names."""
        return knowledge_rows(self.judgements())

    def runs(self) -> list[Run]:
        """Every reading of many documents, oldest first."""
        with self._store.view() as view:
            return view.runs()

    def forget(self, document: str, *, who: str, why: str | None = None) -> int:
        """Take out a document with all that rests on it; only its id stays. How many judgements went with it."""
        return self._store.forget(Lookup(self._store).document(document)[0], who=who, why=why)

    def check(self) -> list[Fault]:
        """What is not as it should be in the store; empty where all is well."""
        return list(self._store.check())

    def backup(self, file: str | Path) -> dict[str, int]:
        """Copy the store as of one moment into a new file; the rows of each table."""
        return self._store.backup(Path(file).expanduser())

    def restore(self, file: str | Path) -> dict[str, int]:
        """Fill this store, which must be empty, from a backup; the rows of each table."""
        return self._store.restore(Path(file).expanduser())

    def _on(self, dyad: Dyad, as_of: AsOf) -> Holdings:
        return gather(self._store, between=dyad.codes, as_of=as_of)


def _pair(dyad: Dyad) -> str:
    return " ".join(sorted(dyad.codes))


def dyad_of(a: str, b: str, since: Day = None, until: Day = None) -> Dyad:
    """Two states with the days asked about. Raises UsageError where they are one, UnknownState where one is none."""
    first, second = find_state(a), find_state(b)
    if first.code == second.code:
        raise UsageError(f"{a!r} and {b!r} are the same state", mend="name two")
    return Dyad(first, second, _first(since), _last(until))


def _first(since: Day) -> date | None:
    start = as_date(since)
    return start.earliest if start else None


def _last(until: Day) -> date | None:
    end = as_date(until)
    return end.latest if end else None


def known_on(day: str | date, *, by: str = "published") -> AsOf:
    """What was known by the end of a day: of documents surely published by then, or of what the store then had
    (`ingested`). Raises UsageError.
    """
    found = as_date(day)
    last = found.latest if found else None
    if last is None:
        raise UsageError(f"{day!r} has no end", mend="write 2024, 2024-03 or 2024-03-05")
    if by == "published":
        return AsOf(published=last)
    if by == "ingested":
        return AsOf(ingested=f"{last}T23:59:59.999999+00:00")
    raise UsageError(f"there is no clock {by!r}", mend="choose published or ingested")


def as_date(text: str | date | None) -> Edtf | None:
    """A date as given by a person: 2024, 2024-03 or 2024-03-05. Raises UsageError for what is none."""
    if text is None:
        return None
    try:
        found = Edtf.parse(str(text))
    except ValueError as error:
        raise UsageError(f"{text!r} is no date", mend="write 2024, 2024-03 or 2024-03-05") from error
    if not found.periods:
        raise UsageError(f"{text!r} names no year", mend="write 2024, 2024-03 or 2024-03-05")
    return found
