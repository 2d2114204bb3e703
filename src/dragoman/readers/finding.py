"""Where documents come from: files, folders and standard input, in an order that is the same on every machine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from dragoman.errors import UsageError
from dragoman.readers.encodings import whole
from dragoman.readers.plugins import known_suffixes
from dragoman.readers.sources import Limits, Skipped, Source

STANDARD_INPUT = "-"
ADDRESSES = ("http://", "https://")


def find(
    paths: Iterable[str | Path], limits: Limits | None = None, *, on_skip: Callable[[Skipped], None] | None = None
) -> Iterator[Source]:
    """The sources under these paths: each as given, folders walked in sorted order, each file once.

    A file that is named is always a source; of a folder's files, those whose suffix a reader knows. "-" stands for
    standard input, whose bytes the caller has; an address is a source whose bytes the caller fetches. What is left out
    (hidden, no reader, a link that leaves the folder, met twice) goes to `on_skip`. A folder without articles gives
    nothing. Raises UsageError for a path that is missing.
    """
    limits = limits or Limits()
    seen: set[Path] = set()
    for given in paths:
        for found in _under(str(given), limits):
            skipped = found if isinstance(found, Skipped) else _doubled(found, seen)
            if skipped is None and isinstance(found, Source):
                yield found
            elif skipped is not None and on_skip is not None:
                on_skip(skipped)


def _doubled(source: Source, seen: set[Path]) -> Skipped | None:
    """A source whose file was met before."""
    if source.path is None:
        return None
    real = source.path.resolve()
    if real in seen:
        return Skipped(source.name, "read already under another name")
    seen.add(real)
    return None


def _under(given: str, limits: Limits) -> Iterator[Source | Skipped]:
    path = Path(given)
    if given == STANDARD_INPUT:
        yield Source(STANDARD_INPUT, None)
    elif given.startswith(ADDRESSES):
        yield Source(given, None, url=given)
    elif path.is_dir():
        yield from _walk(path, path.resolve(), limits, limits.max_depth)
    elif path.is_file():
        yield Source(whole(given), path)
    elif path.exists():
        yield Skipped(given, "neither a file nor a folder")
    else:
        raise UsageError(f"expected a file or folder, found nothing at {given}", mend="check the path's spelling")


def _walk(folder: Path, root: Path, limits: Limits, depth: int) -> Iterator[Source | Skipped]:
    """The entries of a folder and of those below it, sorted by name."""
    try:
        entries = sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError as error:
        yield Skipped(str(folder), error.strerror or type(error).__name__)
        return
    for path in entries:
        reason = _reason_to_skip(path, root, depth)
        if reason:
            yield Skipped(str(path), reason)
        elif path.is_dir():
            yield from _walk(path, root, limits, depth - 1)
        else:
            yield Source(whole(str(path)), path)


def _reason_to_skip(path: Path, root: Path, depth: int) -> str:
    """Why an entry of a folder is left out; empty where it is not."""
    if path.name.startswith("."):
        return "hidden"
    if path.is_symlink() and not path.exists():
        return "a link to nothing"
    if path.is_symlink() and not path.resolve().is_relative_to(root):
        return "a link that leaves the folder"
    if path.is_dir():
        return "a link to a folder" if path.is_symlink() else "" if depth else "folders are nested too deep"
    if not path.is_file():
        return "neither a file nor a folder"
    return "" if path.suffix.lower() in known_suffixes() else f"no reader for {path.suffix} files"
