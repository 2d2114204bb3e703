"""The knowledge base as a user sees it: whom a name means on a day, and a layer of one's own in a folder."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from platformdirs import user_data_path

from dragoman import kb
from dragoman.errors import UsageError
from dragoman.kb.checking import Disagreement, disagreements
from dragoman.kb.importing import Imported, office_code, read_import
from dragoman.kb.layer import Layer, OwnActor, OwnTenure, own_actor, read_layer, written
from dragoman.kb.people import possible_on
from dragoman.records import Edtf

SHEETS: Final[dict[str, type[OwnActor | OwnTenure]]] = {"actors.csv": OwnActor, "tenures.csv": OwnTenure}
_ENOUGH: Final = 20


@dataclass(frozen=True, slots=True)
class Known:
    """An actor of the knowledge base and the offices that it may have held on the day asked for."""

    entity: kb.Entity
    tenures: tuple[kb.Tenure, ...]


@dataclass(frozen=True, slots=True)
class NewActor:
    """What a user says of an actor; `country` is a state's code, name or demonym, dates are EDTF, empty is unsaid."""

    name: str
    source: str
    schema: str = "Person"
    country: str = ""
    aliases: tuple[str, ...] = ()
    wikidata: str = ""
    title: str = ""
    organisation: str = ""
    start: str = ""
    end: str = ""


class Knowledge:
    """The packaged facts and the layer in a folder; changes are written to the folder at once."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or usual_folder()
        self.layer = read_folder(self.folder)
        self._joined = kb.KnowledgeBase(self.layer)

    def find(self, name: str, on: str) -> list[Known]:
        """Whom a name may mean on a day, the plainest first; an office's state and day find its holder, too.

        Raises UsageError where the day is none.
        """
        when = day(on)
        words = name.split()
        match = self._joined.longest(words, 0) if words else None
        ids = [t.id for t in match[1]] if match and match[0] == len(words) else []
        ids += [person.id for person in self._joined.persons(name)] if name.strip() else []
        found = [self._known(i, when) for i in dict.fromkeys(ids)]
        return sorted((k for k in found if k), key=lambda k: not k.tenures)[:_ENOUGH]

    def show(self, identifier: str, on: str) -> Known:
        """The actor of an id, with what it held on a day. Raises UsageError where there is none."""
        found = self._known(identifier, day(on))
        if found is None:
            raise UsageError(f"nobody has the id {identifier!r}", mend="find it: dragoman kb find NAME --on DATE")
        return found

    def _known(self, identifier: str, when: Edtf) -> Known | None:
        entity = self._joined.entity(identifier)
        if entity is None:
            return None
        own = next((a for a in self.layer.actors if a.id == identifier), None)
        if own:
            names = dict.fromkeys((*entity.aliases, *own.aliases.split("|"), own.name))
            entity = replace(entity, aliases=tuple(n for n in names if n and n != entity.name))
        return Known(entity, tuple(t for t in self._joined.tenures(identifier) if possible_on(t, when)))

    def add(self, new: NewActor) -> tuple[OwnActor, list[Disagreement]]:
        """Add an actor, and the office in its title where one is given; with the conflicts that this makes."""
        code = self._joined.find_state(new.country).iso3 if new.country else ""
        actor = own_actor(new.name, new.schema, code, new.aliases, new.wikidata, new.source)
        office = office_code(new.title, self._joined)
        tenure = OwnTenure(actor.id, office, new.title, code, new.organisation, new.start, new.end, new.source)
        return actor, self._join(Layer((actor,), (tenure,) if new.title else ()))

    def take(self, path: Path, source: str) -> tuple[Imported, list[Disagreement]]:
        """Import a file; with the conflicts that this makes. Raises UsageError where it cannot be read."""
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{path} cannot be read: {error}", mend="give a UTF-8 file of JSON or CSV") from error
        imported = read_import(text, source or path.name, self._joined)
        return imported, self._join(imported.layer)

    def check(self) -> list[Disagreement]:
        """Where the layer and the packaged facts say different things."""
        return disagreements(kb.KnowledgeBase(), self.layer)

    def _join(self, more: Layer) -> list[Disagreement]:
        joined = self.layer.joined(more)
        # what is written must be read again: a date that is none is refused before anything changes
        read_layer(written(joined.actors, OwnActor), written(joined.tenures, OwnTenure))
        self.folder.mkdir(parents=True, exist_ok=True)
        for name, rows in (("actors.csv", joined.actors), ("tenures.csv", joined.tenures)):
            new = self.folder / f".{name}.new"
            new.write_text(written(rows, SHEETS[name]), encoding="utf-8")
            new.replace(self.folder / name)
        self.layer, self._joined = joined, kb.KnowledgeBase(joined)
        return disagreements(kb.KnowledgeBase(), more)


def usual_folder() -> Path:
    """Where a user's layer lies by habit: in the data directory of the platform."""
    return user_data_path("dragoman", appauthor=False) / "kb"


def read_folder(folder: Path) -> Layer:
    """The layer in a folder; an empty one where the folder or a sheet is absent. Raises UsageError for a bad sheet."""
    texts = []
    for name in SHEETS:
        try:
            texts.append((folder / name).read_text(encoding="utf-8-sig"))
        except FileNotFoundError:
            texts.append("")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(
                f"{folder / name} cannot be read: {error}", mend="mend it, or name another with --kb"
            ) from error
    return read_layer(*texts)


def use_layer(folder: Path | None) -> None:
    """Read articles with the layer of a folder, or of the usual one, from now on."""
    kb.use(read_folder(folder or usual_folder()))


def layer_version() -> str:
    """A hash of the layer in use; empty where none is."""
    layer = kb.layer()
    told = written(layer.actors, OwnActor) + written(layer.tenures, OwnTenure)
    return hashlib.sha256(told.encode()).hexdigest()[:12] if layer.actors or layer.tenures else ""


def day(text: str) -> Edtf:
    """A day, month or year. Raises UsageError where it is none."""
    try:
        value = Edtf.parse(text)
    except ValueError:
        value = None
    if value is None or not (value.earliest and value.latest):
        raise UsageError(f"{text!r} is no date", mend="write 2021-03-04, 2021-03 or 2021")
    return value
