"""A user's own layer: actors and tenures that are joined over the packaged facts, kept as two CSV sheets.

`actors.csv` has id, name, schema, country, aliases, wikidata, kind, source; `tenures.csv` person, office, title,
country, organisation, start, end, source. Lists inside a cell are parted by "|"; dates are EDTF, an open end is "..".
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from typing import Final, TypeVar, cast, get_args

from dragoman.errors import UsageError
from dragoman.kb.folding import fold, key
from dragoman.kb.model import Schema
from dragoman.records import Edtf

KINDS: Final[dict[Schema, str]] = {
    "State": "de-facto-state",
    "Person": "person",
    "PublicBody": "organ",
    "Company": "company",
    "Organization": "ngo",
    "IGO": "igo",
}
OPEN: Final = ".."
Row = TypeVar("Row", "OwnActor", "OwnTenure")


@dataclass(frozen=True, slots=True)
class OwnActor:
    """An actor that a user adds, or further names of one that is packaged (the same id)."""

    id: str
    name: str
    schema: str
    country: str
    aliases: str
    wikidata: str
    kind: str
    source: str


@dataclass(frozen=True, slots=True)
class OwnTenure:
    """A tenure that a user adds: `person` is an actor id, `office` a code of the knowledge base."""

    person: str
    office: str
    title: str
    country: str
    organisation: str
    start: str
    end: str
    source: str


@dataclass(frozen=True, slots=True)
class Layer:
    """What a user knows beyond the packaged facts, in the order of ids."""

    actors: tuple[OwnActor, ...] = ()
    tenures: tuple[OwnTenure, ...] = ()

    def joined(self, other: Layer) -> Layer:
        """Both, each row once; of two actors with one id the later keeps the names of both."""
        actors: dict[str, OwnActor] = {}
        for actor in (*self.actors, *other.actors):
            before = actors.get(actor.id)
            actors[actor.id] = _with_names(actor, before) if before else actor
        tenures = dict.fromkeys((*self.tenures, *other.tenures))
        return Layer(
            tuple(actors[i] for i in sorted(actors)),
            tuple(sorted(tenures, key=lambda t: (t.person, t.start, t.office))),
        )

    def terms(self) -> Iterable[str]:
        """The names of actors as rows of the packed gazetteer."""
        for actor in self.actors:
            for name in names_of(actor):
                cased = "0" if " " in key(name) else "1"
                yield "\t".join((key(name), name, "name", actor.schema, actor.id, actor.country, cased, "", "own"))

    def persons(self) -> Iterable[str]:
        """Persons as rows of the packed table."""
        for actor in self.actors:
            if actor.schema == "Person":
                names = names_of(actor)
                family, keys = names[0].split()[-1], "|".join(dict.fromkeys(map(key, names)))
                row = (actor.id, actor.name, actor.aliases, family, actor.country, keys, key(family), "own")
                yield "\t".join(row)

    def organisations(self) -> Iterable[str]:
        """Bodies, companies and the rest as rows of the packed table."""
        for actor in self.actors:
            if actor.schema != "Person" and not actor.id.startswith("state:"):
                row = (
                    actor.id,
                    actor.name,
                    actor.schema,
                    actor.country,
                    actor.wikidata,
                    actor.aliases,
                    actor.kind,
                    "",
                    "own",
                )
                yield "\t".join(row)

    def held(self) -> Iterable[str]:
        """Tenures as rows of the packed table; a source stands in the row itself, after "="."""
        for t in self.tenures:
            start, end = _day(t.start, first=True), "" if t.end in ("", OPEN) else _day(t.end, first=False)
            known = "1" if t.end else "0"
            bounds = "1" if start and t.end else "0"
            row = (t.person, t.country, t.office, t.title, t.organisation, start, end, known, "user", bounds, "")
            yield "\t".join((*row, "", f"={t.source}"))


EMPTY: Final = Layer()


def names_of(actor: OwnActor) -> tuple[str, ...]:
    """An actor's name and aliases."""
    return tuple(dict.fromkeys(name for name in (actor.name, *actor.aliases.split("|")) if name))


def _with_names(actor: OwnActor, before: OwnActor) -> OwnActor:
    aliases = [name for name in (*names_of(actor), *names_of(before)) if name != actor.name]
    cells = (
        *astuple(actor)[:4],
        "|".join(dict.fromkeys(aliases)),
        actor.wikidata or before.wikidata,
        *astuple(actor)[6:],
    )
    return OwnActor(*cells)


def _day(text: str, *, first: bool) -> str:
    value = Edtf.parse(text) if text else None
    day = (value.earliest if first else value.latest) if value else None
    return day.isoformat() if day else ""


def own_actor(
    name: str, schema: str, country: str = "", aliases: Iterable[str] = (), wikidata: str = "", source: str = ""
) -> OwnActor:
    """An actor with its id: `qid:Q…` where its Wikidata id is known, else from its name and country.

    Raises UsageError for a schema that there is not, or without a name or a source.
    """
    name = " ".join(name.split())
    if schema not in get_args(Schema):
        raise UsageError(f"{schema!r} is no schema", mend=f"choose {', '.join(get_args(Schema))}")
    if not key(name) or not source:
        raise UsageError("an actor needs a name and a source", mend="say where the fact is from with --source")
    slug = re.sub(r"[^\w]+", "-", fold(name)).strip("-")
    identifier = f"qid:{wikidata}" if wikidata else f"name:{slug}:{country or 'xx'}"
    others = "|".join(dict.fromkeys(" ".join(a.split()) for a in aliases if a.strip() and a != name))
    return OwnActor(identifier, name, schema, country, others, wikidata, KINDS[cast("Schema", schema)], source)


def read_layer(actors: str, tenures: str) -> Layer:
    """The layer that two sheets hold. Raises UsageError, naming the line, where one is not as it should be."""
    people = _read(actors, OwnActor, "actors.csv")
    held = _read(tenures, OwnTenure, "tenures.csv")
    for number, row in enumerate(people, start=2):
        if not row.id or not key(row.name) or row.schema not in get_args(Schema) or not row.source:
            raise UsageError(f"actors.csv, line {number}: needs id, name, schema and source", mend="mend that line")
    for number, tenure in enumerate(held, start=2):
        _check_dates(number, tenure)
    return Layer(tuple(people), tuple(held))


def _check_dates(number: int, tenure: OwnTenure) -> None:
    if not (tenure.person and tenure.office and tenure.source):
        raise UsageError(f"tenures.csv, line {number}: needs person, office and source", mend="mend that line")
    for text in (tenure.start, tenure.end):
        try:
            valid = text in ("", OPEN) or Edtf.parse(text).earliest is not None
        except ValueError:
            valid = False
        if not valid:
            raise UsageError(
                f"tenures.csv, line {number}: {text!r} is no date", mend="write 2021-03-04, 2021-03 or 2021"
            )


def _read(text: str, row: type[Row], sheet: str) -> list[Row]:
    reader = csv.DictReader(io.StringIO(text))
    columns = [field.name for field in fields(row)]
    if text.strip() and not set(columns) <= set(reader.fieldnames or ()):
        raise UsageError(f"{sheet} lacks columns", mend=f"its first line is {','.join(columns)}")
    return [row(*(_cell(found.get(column)) for column in columns)) for found in reader]


def _cell(text: str | None) -> str:
    return " ".join((text or "").split())


def written(rows: Iterable[OwnActor] | Iterable[OwnTenure], row: type[OwnActor | OwnTenure]) -> str:
    """Rows as a CSV sheet with a heading."""
    out = io.StringIO()
    sheet = csv.writer(out, lineterminator="\n")
    sheet.writerow(field.name for field in fields(row))
    sheet.writerows(astuple(cells) for cells in rows)
    return out.getvalue()
