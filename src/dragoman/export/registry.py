"""The formats that there are: those of the house, then those of plug-ins.

A module that brings a large library is loaded when somebody exports, not when somebody asks which formats there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import Final

from dragoman.errors import BrokenSystem, UsageError
from dragoman.export import cameo, jsonl, plover, sheets
from dragoman.export.form import Format, Writer
from dragoman.export.holdings import Holdings
from dragoman.records import KINDS

GROUP: Final = "dragoman.exporters"


def _later(module: str) -> Writer:
    """The `write` of a module of this room, loaded when it is called."""

    def write(holdings: Holdings, folder: Path, *, fulltext: bool) -> dict[str, int]:
        written: dict[str, int] = import_module(f"dragoman.export.{module}").write(holdings, folder, fulltext=fulltext)
        return written

    return write


def _lines(name: str, told: Callable[[Holdings], Iterable[str]]) -> Writer:
    """One text file of lines."""

    def write(holdings: Holdings, folder: Path, *, fulltext: bool) -> dict[str, int]:  # noqa: ARG001 - holds no texts
        count = 0
        with (folder / name).open("w", encoding="utf-8", newline="", errors="backslashreplace") as out:
            for count, line in enumerate(told(holdings), 1):  # noqa: B007 - the last number is how many there are
                out.write(line + "\n")
        return {name: count}

    return write


def _a_kind(suffix: str) -> frozenset[str]:
    return frozenset(f"{kind}.{suffix}" for kind in KINDS)


_BESIDE: Final = frozenset({"claims.jsonl", "gaps.jsonl", "relations.jsonl", "conflicts.jsonl"})
BUILT_IN: Final = (
    Format("jsonl", "every record as JSON, a file a kind: the contract", _a_kind("jsonl"), jsonl.write),
    Format("csv", "a spreadsheet a kind, safe to open", _a_kind("csv"), sheets.write),
    Format("xlsx", "a workbook with a sheet a kind and a codebook", frozenset({"dragoman.xlsx"}), _later("xlsx")),
    Format("parquet", "a typed table a kind (needs pyarrow)", _a_kind("parquet"), _later("parquet")),
    Format("ftm", "FollowTheMoney entities", _BESIDE | {"entities.ftm.json"}, _later("ftm")),
    Format("graphml", "the network: dated edges between actors", frozenset({"network.graphml"}), _later("graphml")),
    Format("gexf", "the network for Gephi's timeline", frozenset({"network.gexf"}), _later("gexf")),
    Format("jsonld", "linked data in schema.org and PROV", frozenset({"dragoman.jsonld"}), _later("jsonld")),
    Format("obsidian", "a vault of linked notes, to a new folder", frozenset(), _later("obsidian")),
    Format(
        "plover",
        "event data in PLOVER: what took place or was said, with sectors",
        frozenset({plover.FILE}),
        _lines(plover.FILE, plover.lines),
    ),
    Format("cameo", "event data as CAMEO triples", frozenset({cameo.FILE}), _lines(cameo.FILE, cameo.lines)),
)


@lru_cache(maxsize=1)
def formats() -> dict[str, Format]:
    """Every format by its name. Raises BrokenSystem for a plug-in that is none, or has a name that is taken."""
    found: dict[str, Format] = {}
    plugins = sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value))
    for form in [*BUILT_IN, *(_loaded(point.name, point.load()) for point in plugins)]:
        if form.name in found:
            raise BrokenSystem(
                f"expected one export format of each name, found two of {form.name}", mend="uninstall one"
            )
        found[form.name] = form
    return found


def find(name: str) -> Format:
    """The format of that name. Raises UsageError."""
    known = formats()
    if name not in known:
        raise UsageError(f"there is no format {name!r}", mend=f"choose one of {', '.join(known)}")
    return known[name]


def _loaded(name: str, plugin: object) -> Format:
    made = plugin() if callable(plugin) else plugin
    if not isinstance(made, Format):
        raise BrokenSystem(f"expected an export Format, found {name}: {type(made).__name__}", mend="uninstall it")
    return made
