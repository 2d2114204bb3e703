"""A vault for Obsidian, or any folder of Markdown: a note each for actors, events, agreements, sums, questions and
documents, linked to one another.

Words of articles are escaped, so that none becomes a link, an embedded page or a program of some plug-in. People write
in vaults: this one goes to a new or empty folder only.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from dragoman.crossdoc import actor_ids
from dragoman.export.brief.dealings import chronological, entry_title
from dragoman.export.brief.names import Names, country_of
from dragoman.export.brief.phrases import date_words, plain, quoted, sum_words
from dragoman.export.brief.tables import parties_words, what_agreed
from dragoman.export.filenames import FileNames
from dragoman.export.holdings import Holdings
from dragoman.records import (
    Actor,
    Agreement,
    Amount,
    Claim,
    Conflict,
    DocumentRecord,
    Edtf,
    Event,
    Evident,
    Gap,
    kind_of,
)

_FOLDERS: Final = {
    "events": "Events", "agreements": "Agreements", "amounts": "Money", "gaps": "Questions", "claims": "Claims",
    "relations": "Relations", "programmes": "Programmes", "conflicts": "Contradictions",
}  # fmt: skip
_LINKED: Final = (
    "source", "target", "parties", "signatories", "withheld_by", "asserted_by", "pair", "partners", "about", "records",
)  # fmt: skip
_LONGEST_DATE: Final = 11  # a day with its qualifier: what is longer makes no name
_BREAK: Final = "\n"


def write(holdings: Holdings, folder: Path, *, fulltext: bool) -> dict[str, int]:
    """Every note; how many in each folder."""
    counts: dict[str, int] = defaultdict(int)
    for path, text in _Vault(holdings, fulltext=fulltext).notes():
        file = folder / f"{path}.md"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n", errors="replace")
        counts[path.partition("/")[0].lower()] += 1
    return dict(counts)


class _Vault:
    def __init__(self, holdings: Holdings, *, fulltext: bool) -> None:
        self._held, self._fulltext = holdings, fulltext
        self._words, self._files = Names(holdings.actors, {}), FileNames()
        self._records = sorted(holdings.records, key=_order)
        self._by_actor: dict[str, list[Evident]] = defaultdict(list)
        self._by_document: dict[str, list[Evident]] = defaultdict(list)
        for record in self._records:
            for actor in dict.fromkeys(actor_ids(record)):
                self._by_actor[actor].append(record)
            for key in dict.fromkeys(span.document_id for span in record.evidence):
                self._by_document[key].append(record)
        for key in sorted(holdings.actors):
            self._path(key)
        for key in sorted(holdings.documents):
            self._path(key)

    def notes(self) -> Iterator[tuple[str, str]]:
        """Every note: its path without suffix, and its text."""
        for key in sorted(self._held.actors):
            yield self._path(key), self._actor(self._held.actors[key])
        for key in sorted(self._held.documents):
            yield self._path(key), self._document(self._held.documents[key])
        for record in self._records:
            yield self._path(record.id), self._record(record)

    def _path(self, key: str) -> str:
        if key in self._held.actors:
            return self._files.name("Actors", key, self._held.actors[key].name)
        if key in self._held.documents:
            document = self._held.documents[key]
            day = f"{document.published.edtf} " if document.published.edtf else ""
            return self._files.name("Documents", key, f"{day}{document.title or document.source}")
        record = self._held.by_id[key]
        return self._files.name(_FOLDERS[kind_of(record)], key, self._title(record))

    def _title(self, record: Evident) -> str:
        when = _when(record) or ""
        return f"{when} {self._what(record)}" if 0 < len(when) <= _LONGEST_DATE else self._what(record)

    def _what(self, record: Evident) -> str:  # noqa: PLR0911 - one line a kind
        if isinstance(record, Event):
            return entry_title(record, self._words)
        if isinstance(record, Agreement):
            return f"{record.kind} {record.title or record.subject or self._all(record.parties)}"
        if isinstance(record, Amount):
            return f"{record.kind} {record.value or record.low or record.high or ''} {record.unit}"
        if isinstance(record, Gap):
            return record.question
        if isinstance(record, Claim):
            speaker = (
                self._words.bare(record.speaker) if record.speaker else record.speaker_text or record.speaker_class
            )
            return f"{speaker} {record.kind} {record.id[-4:]}"
        if isinstance(record, Conflict):
            return f"{record.field} {record.id[-4:]}"
        return str(getattr(record, "name", None) or getattr(record, "level", ""))

    def _all(self, actors: Iterable[str]) -> str:
        return " and ".join(self._words.bare(actor) for actor in actors)

    def _link(self, key: str) -> str:
        """A link under the thing's own name; the bare name of what has no note."""
        if key not in self._held.actors and key not in self._held.documents and key not in self._held.by_id:
            return plain(self._words.full_text(key)) if key.startswith(("state:", "name:")) else plain(key)
        path = self._path(key)
        return f"[[{path}|{path.partition('/')[2]}]]"

    def _links(self, keys: Iterable[str]) -> str:
        return ", ".join(self._link(key) for key in keys)

    def _actor(self, actor: Actor) -> str:
        roles = [f"- {plain(r.office)}{_between(r.start, r.end)} ({plain(r.basis)})" for r in actor.roles]
        printed = [f"- “{plain(form)}” × {count}" for form, count in sorted(actor.printed_as.items())]
        told = [f"- {self._link(record.id)}" for record in self._by_actor[actor.id]]
        head = {"id": actor.id, "schema": actor.schema_, "country": country_of(actor.id, self._held.actors),
                "aliases": list(actor.aliases), "wikidata": actor.wikidata}  # fmt: skip
        return _note(head, actor.name, [("Offices", roles), ("Printed as", printed), ("Records", told)])

    def _document(self, document: DocumentRecord) -> str:
        published = document.published.edtf
        head = {"id": document.id, "source": document.source, "url": document.url, "publisher": document.publisher,
                "authors": list(document.authors), "published": str(published) if published else None,
                "basis": document.published.basis, "copy_of": document.copy_of}  # fmt: skip
        told = [f"- {self._link(record.id)}" for record in self._by_document[document.id]]
        paragraphs = self._held.texts[document.id].split("\n") if self._fulltext else []
        text = [f"{plain(line)}{_BREAK}" for line in paragraphs if line.strip()]
        return _note(head, document.title or document.source, [("Records", told), ("Text", text)])

    def _record(self, record: Evident) -> str:
        head = {"id": record.id, "kind": kind_of(record).removesuffix("s"), "date": _when(record),
                "confidence": record.confidence, "score": record.score, "extractor": record.extractor,
                "review": record.review}  # fmt: skip
        for name in ("type", "mode", "modality", "quad", "status", "value", "unit", "level", "question", "disclosed"):
            head[name] = getattr(record, name, None)
        facts = [f"- {label}: {words}" for label, words in self._facts(record) if words]
        evidence = [
            f"- {quoted(s.text, 600)} — {self._link(s.document_id)}, characters {s.start}–{s.end}"
            for s in record.evidence
        ]
        return _note(head, self._what(record), [("What", facts), ("Evidence", evidence)])

    def _facts(self, record: Evident) -> Iterator[tuple[str, str]]:
        for name in _LINKED:
            yield name.replace("_", " "), self._links(getattr(record, name, ()))
        if isinstance(record, Agreement):
            yield "what", what_agreed(record)
        if isinstance(record, Amount):
            yield "sum", f"{sum_words(record)} {parties_words(record, self._words)}"
            yield "between", self._links(actor for actor in (record.payer, record.payee) if actor)
        if isinstance(record, Claim):
            yield "says", self._link(record.speaker) if record.speaker else plain(record.speaker_text or "")
            yield "words", quoted(record.content.text, 600)
        if isinstance(record, Conflict):
            yield "values", " against ".join(plain(value) for value in record.values)
        yield "told through", self._link(record.attributed_to) if record.attributed_to else ""


def _when(record: Evident) -> str | None:
    when = getattr(record, "date", None) or getattr(record, "due", None) or getattr(record, "as_of", None)
    return str(when) if when else None


def _order(record: Evident) -> tuple[object, ...]:
    return (kind_of(record), *chronological(getattr(record, "date", None)), record.id)


def _between(start: Edtf | None, end: Edtf | None) -> str:
    first, last = (date_words(day) if day else "" for day in (start, end))
    return f", {first}–{last}" if first or last else ""


def _note(head: Mapping[str, object], title: str, sections: Iterable[tuple[str, list[str]]]) -> str:
    """Properties as YAML (each value as JSON, which YAML takes), a heading, the sections that hold something."""
    properties = [f"{name}: {json.dumps(value)}" for name, value in head.items() if value not in (None, [], "")]
    body = [line for name, lines in sections if lines for line in (f"## {name}", "", *lines, "")]
    return "\n".join(["---", *properties, "---", "", f"# {plain(title)}", "", *body])
