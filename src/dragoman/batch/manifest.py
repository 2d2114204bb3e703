"""The plan of a batch: how to read, and the shards, each a list of parts of files. Same inputs, same bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from dragoman.batch.places import Folder
from dragoman.errors import BrokenSystem, UsageError
from dragoman.readers import Part, Skipped

MANIFEST: Final = "manifest.jsonl"
FORM: Final = 1


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the documents of a batch are read, wherever that is done.

    `limits` and `columns` as `readers.How` has them; `published` EDTF; `layer` the user's own facts as two sheets;
    `prefilter` leaves out what cannot hold dealings; `fetch`: addresses elsewhere may be read; `seconds` and
    `megabytes` are what one document may take before its worker is ended; `form` is jsonl or parquet.
    """

    pipeline: str
    versions: Mapping[str, str]
    plugins: Mapping[str, str] = field(default_factory=dict)
    limits: Mapping[str, int] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    published: str | None = None
    rules_only: bool = False
    layer: tuple[str, str] = ("", "")
    prefilter: bool = False
    fetch: bool = False
    seconds: int = 120
    megabytes: int = 3000
    form: str = "jsonl"

    @property
    def digest(self) -> str:
        """A hash of it all: shards that were read by another recipe count as not read."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a file: the name under which it is read, where it lies, how large it was when it was planned."""

    name: str
    address: str
    size: int
    part: Part


@dataclass(frozen=True, slots=True)
class Shard:
    """What one worker reads at a go; its `name` tells its place in the plan and what it holds."""

    number: int
    pieces: tuple[Piece, ...]

    @property
    def name(self) -> str:
        """`000012-9f0c…`: the number, and a hash of the pieces."""
        told = json.dumps([asdict(piece) for piece in self.pieces], sort_keys=True)
        return f"{self.number:06d}-{hashlib.sha256(told.encode()).hexdigest()[:12]}"

    @property
    def documents(self) -> int:
        """How many items it holds, as far as that was known."""
        return sum(piece.part.documents for piece in self.pieces)

    @property
    def bytes(self) -> int:
        """How many bytes of its files it reads."""
        return sum(piece.part.bytes for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Manifest:
    """The whole plan."""

    recipe: Recipe
    shards: tuple[Shard, ...]
    skipped: tuple[Skipped, ...] = ()


def written(manifest: Manifest) -> bytes:
    """The plan as JSON Lines: a head, what was left out, the shards."""
    rows: list[dict[str, Any]] = [{"dragoman-batch": FORM, "recipe": asdict(manifest.recipe)}]
    rows += [{"skipped": asdict(each)} for each in manifest.skipped]
    rows += [shard_row(shard) for shard in manifest.shards]
    return "".join(line(row) for row in rows).encode()


def line(row: Mapping[str, Any]) -> str:
    """A row as a line of JSON; every character that is not ASCII is escaped, so that half a pair of them survives."""
    return json.dumps(row, separators=(",", ":")) + "\n"


def read_manifest(folder: Folder) -> Manifest:
    """The plan in a folder. Raises UsageError where there is none, BrokenSystem where it cannot be read."""
    data = folder.read(MANIFEST)
    if data is None:
        raise UsageError(f"there is no plan in {folder.address}", mend="make one: dragoman batch plan FOLDER INPUT")
    try:
        head, *rows = [json.loads(each) for each in data.decode().splitlines()]
        if head["dragoman-batch"] != FORM:
            raise BrokenSystem(f"the plan in {folder.address} is of another version", mend="plan it anew elsewhere")
        shards = tuple(shard_of(row) for row in rows if "shard" in row)
        skipped = tuple(Skipped(**row["skipped"]) for row in rows if "skipped" in row)
        return Manifest(recipe_of(head["recipe"]), shards, skipped)
    except (ValueError, KeyError, TypeError) as error:
        raise BrokenSystem(f"the plan in {folder.address} is damaged", mend="plan it anew in another folder") from error


def recipe_of(row: Mapping[str, Any]) -> Recipe:
    """A recipe from JSON."""
    return Recipe(**{**row, "layer": tuple(row["layer"])})


def shard_of(row: Mapping[str, Any]) -> Shard:
    """A shard from its row."""
    pieces = (Piece(**{**piece, "part": Part(**piece["part"])}) for piece in row["pieces"])
    return Shard(row["shard"], tuple(pieces))


def shard_row(shard: Shard) -> dict[str, Any]:
    """A shard as its row."""
    return {"shard": shard.number, "pieces": [asdict(piece) for piece in shard.pieces]}
