"""One shard read, item by item. Runs in a worker, which tells at every step where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from dragoman import kb, readers
from dragoman.app.reading import Premade, outcome_of, refused
from dragoman.app.texts import by_rules_alone, tools
from dragoman.batch.manifest import Piece, Recipe, Shard
from dragoman.batch.places import is_remote, opened, size_of
from dragoman.batch.planning import how_of
from dragoman.batch.prefilter import may_hold_dealings
from dragoman.batch.results import Dropped, Found
from dragoman.batch.rulings import Beat, Ruling
from dragoman.document import Document
from dragoman.errors import BrokenSystem
from dragoman.kb.layer import read_layer
from dragoman.readers import Item, Refused, Skipped
from dragoman.records import Edtf

UNCHANGED: Final = "its size is not what it was when the batch was planned"


class Coder:
    """Reads shards by a recipe. Raises BrokenSystem where this machine has another version than the plan."""

    def __init__(self, recipe: Recipe) -> None:
        self._recipe, self._how = recipe, how_of(recipe)
        kb.use(read_layer(*recipe.layer))
        with by_rules_alone(recipe.rules_only):
            self._tools = tools()
        if self._tools.pipeline != recipe.pipeline:
            reason = f"the batch was planned with {recipe.pipeline}, this worker has {self._tools.pipeline}"
            mend = "install the same versions everywhere, or plan with this one: dragoman batch plan JOB INPUT --again"
            raise BrokenSystem(reason, mend=mend)
        self._published = Edtf.parse(recipe.published) if recipe.published else None

    def items(self, shard: Shard, rulings: Mapping[int, Ruling], beat: Beat) -> Iterator[Found]:
        """Every item of a shard; `rulings` by the number of the item. Raises OSError where a remote file fails,
        MemoryError where a document needs too much.
        """
        number = 0
        for piece in shard.pieces:
            for found in self._piece(piece, number, rulings, beat):
                number += 1
                yield found

    def _piece(self, piece: Piece, number: int, rulings: Mapping[int, Ruling], beat: Beat) -> Iterator[Found]:
        held = self._held(piece)
        while True:
            beat(number, "open")
            ruling = rulings.get(number)
            if ruling and ruling.phase == "open":
                yield Refused(piece.name, ruling.code, ruling.message)
                return
            found = next(held, None)
            if found is None:
                return
            if isinstance(found, Item):
                beat(number, "read")
                yield self._refused(found, ruling) if ruling else self._read(found)
            else:
                yield found
            number += 1

    def _held(self, piece: Piece) -> Iterator[Item | Refused | Skipped]:
        try:
            if piece.size and size_of(piece.address) != piece.size:
                yield Refused(piece.name, "changed", UNCHANGED)
                return
            with opened(piece.address) as file:
                yield from readers.unpack_part(piece.name, file, piece.part, self._how)
        except OSError as error:
            if is_remote(piece.address):
                raise
            yield Refused(piece.name, "unreadable", error.strerror or type(error).__name__)

    def _refused(self, item: Item, ruling: Ruling) -> Premade:
        return Premade(item.name, refused(item.name, item.key, ruling.code, ruling.message))

    def _read(self, item: Item) -> Found:
        reader = self._tools
        if self._recipe.prefilter and (document := self._document(item)) is not None:
            if not may_hold_dealings(document.text, kb.load()):
                return Dropped(item.name, item.key)
            reader = replace(reader, read=lambda *_: document)
        return Premade(item.name, outcome_of(reader, item, self._how.limits, self._published))

    def _document(self, item: Item) -> Document | None:
        """The document of an item; None where it cannot be read, for reasons that its outcome will tell."""
        try:
            return self._tools.read(item, self._how.limits)
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - reading it again says what is wrong with it
            return None
