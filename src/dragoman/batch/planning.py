"""Inputs to shards: files, folders, patterns, addresses, lists of addresses, in an order that is always the same."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from dragoman.batch.manifest import MANIFEST, Manifest, Piece, Recipe, Shard, written
from dragoman.batch.places import Folder, is_remote, opened, resolved, size_of
from dragoman.batch.results import mark_of, unmark
from dragoman.errors import UsageError
from dragoman.readers import How, Limits, Part, Skipped, find, parts

_PATTERN: Final = frozenset("*?[")
_MOST_BYTES: Final = 100_000_000  # a shard of fewer documents is closed when it has so many bytes


@dataclass
class _Found:
    pieces: list[Piece] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


def plan(
    folder: str,
    inputs: Sequence[str],
    recipe: Recipe,
    *,
    size: int = 100,
    listed: str | None = None,
    again: bool = False,
) -> Manifest:
    """Plan a batch into a folder and hand out the plan; planning the same again changes nothing.

    `inputs` are files, folders, patterns and addresses; `listed` is a file with one of them a line. A shard holds at
    most `size` documents. Files on disk are gone through once to count what they hold; an archive elsewhere is one
    shard. Another plan in the folder is replaced with `again`; shards that the new one has alike, read in the same way
    by the same versions, stay. Raises UsageError where there is nothing to read, or for another plan without `again`.
    """
    if size < 1:
        raise UsageError(f"expected at least one document a shard, found {size}")
    how = how_of(recipe)
    found = _Found()
    for name, address in _addresses([*inputs, *(_lines(listed, recipe) if listed else [])], how, recipe, found.skipped):
        found.pieces += _pieces(name, address, how, size)
    if not found.pieces:
        raise UsageError("there is nothing to read in what was given", mend="name articles, or a folder with some")
    shards = tuple(Shard(n, group) for n, group in enumerate(_groups(found.pieces, size)))
    manifest = Manifest(recipe, shards, tuple(found.skipped))
    _keep(Folder(folder), manifest, again=again)
    return manifest


def how_of(recipe: Recipe) -> How:
    """How to read, as a recipe says."""
    return How(Limits(**recipe.limits), dict(recipe.columns))


def _keep(folder: Folder, manifest: Manifest, *, again: bool) -> None:
    data = written(manifest)
    known = folder.read(MANIFEST)
    if known not in (None, data):
        if not again:
            mend = "choose another folder, or replace it with --again: what it has alike need not be read again"
            raise UsageError(f"{folder.address} holds the plan of another batch, or of another version", mend=mend)
        _forget_unsure(folder, manifest)
    folder.write(MANIFEST, data)


def _forget_unsure(folder: Folder, manifest: Manifest) -> None:
    """Take the marks that do not say by which recipe their shards were read: it was that of the plan before."""
    for shard in manifest.shards:
        mark = mark_of(folder, shard, manifest.recipe)
        if mark and not mark.recipe:
            unmark(folder, shard)


def _lines(address: str, recipe: Recipe) -> list[str]:
    """The addresses in a list; those that are relative are meant from where the list lies."""
    _check_fetch(address, recipe)
    try:
        with opened(address) as file:
            data = file.read()
    except OSError as error:
        raise UsageError(f"{address} cannot be read: {error.strerror or error}", mend="check its spelling") from error
    text = (gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data).decode("utf-8", "replace")
    lines = [line.strip() for line in text.splitlines()]
    home = address.rpartition("/")[0]
    return [_from(home, line) for line in lines if line and not line.startswith("#")]


def _from(home: str, line: str) -> str:
    return line if "://" in line or line.startswith("/") or not home else f"{home}/{line}"


def _check_fetch(address: str, recipe: Recipe) -> None:
    if is_remote(address) and not recipe.fetch:
        raise UsageError(f"{address} is elsewhere; it is fetched only where you ask for it", mend="add --fetch")


def _addresses(inputs: Sequence[str], how: How, recipe: Recipe, skipped: list[Skipped]) -> Iterator[tuple[str, str]]:
    """Name and address of every file, each once."""
    seen = set()
    for given in inputs:
        _check_fetch(given, recipe)
        for name, address in _under(given, how, skipped):
            if address in seen:
                skipped.append(Skipped(name, "given already"))
            else:
                seen.add(address)
                yield name, address


def _under(given: str, how: How, skipped: list[Skipped]) -> Iterator[tuple[str, str]]:
    if is_remote(given) or _PATTERN & set(given):
        yield from _matching(given)
        return
    for source in find([given.removeprefix("file://")], how.limits, on_skip=skipped.append):
        if source.path is None:
            raise UsageError("a batch reads files, no standard input", mend="name files, folders or addresses")
        yield source.name, str(source.path.resolve())


def _matching(given: str) -> Iterator[tuple[str, str]]:
    fs, path = resolved(given)
    if not _PATTERN & set(given):
        yield given, given
        return
    matches = sorted(str(match) for match in fs.glob(path))
    if not matches:
        raise UsageError(f"nothing matches {given}", mend="check the pattern's spelling")
    if is_remote(given):
        yield from ((address, address) for address in map(fs.unstrip_protocol, matches))
        return
    here = f"{Path.cwd()}/"
    for match in matches:
        if Path(match).is_file():
            yield (match if given.startswith("/") else match.removeprefix(here)), match


def _pieces(name: str, address: str, how: How, size: int) -> list[Piece]:
    try:
        length = size_of(address)
        if is_remote(address):
            return [Piece(name, address, length, Part("whole", 0, length, 0, length))]
        with opened(address) as file:
            return [Piece(name, address, length, part) for part in parts(name, file, how, size)]
    except OSError:  # whoever reads it will say so
        return [Piece(name, address, 0, Part("whole", 0, 0, 1, 0))]


def _groups(pieces: Sequence[Piece], size: int) -> Iterator[tuple[Piece, ...]]:
    """Neighbours together, as many as go into a shard; a piece of unknown content is a shard of its own."""
    group: list[Piece] = []
    documents = length = 0
    for piece in pieces:
        full = documents + piece.part.documents > size or length + piece.part.bytes > _MOST_BYTES
        if group and (full or not _is_counted(piece) or not _is_counted(group[-1])):
            yield tuple(group)
            group, documents, length = [], 0, 0
        group.append(piece)
        documents, length = documents + piece.part.documents, length + piece.part.bytes
    if group:
        yield tuple(group)


def _is_counted(piece: Piece) -> bool:
    return piece.part.documents > 0 or not is_remote(piece.address)
