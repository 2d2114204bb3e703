"""What came of a shard, in a file of the same bytes whoever reads the shard; and the mark that it is done."""

from __future__ import annotations

import hashlib
import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from importlib.util import find_spec
from typing import Any, Final

from dragoman.app.reading import Premade
from dragoman.batch.manifest import Recipe, Shard, line
from dragoman.batch.places import Folder
from dragoman.document import Outcome
from dragoman.errors import BrokenSystem, UsageError
from dragoman.readers import Refused, Skipped
from dragoman.records import KINDS, Actor, DocumentRecord, Issue, kind_of

SHARDS: Final = "shards"
DONE: Final = ".done"
FORMS: Final = ("jsonl", "parquet")


@dataclass(frozen=True, slots=True)
class Dropped:
    """A document that the prefilter left out."""

    name: str
    document_id: str


Found = Premade | Refused | Skipped | Dropped


@dataclass(frozen=True, slots=True)
class Mark:
    """That a shard is done: the hash of its file, how many items it holds by what became of them, records by kind.

    `refused` are name, code and message. `seconds` and `megabytes` are what it took and may differ each time. `recipe`
    is the digest of the recipe by which it was read, which a new plan may replace; marks of older versions do not say.
    """

    sha256: str
    bytes: int
    items: int
    counts: dict[str, int]
    kinds: dict[str, int]
    refused: tuple[tuple[str, str, str], ...] = ()
    seconds: float = 0.0
    megabytes: float = 0.0
    recipe: str = ""


@dataclass
class Tally:
    """Counts what goes into a shard's file."""

    items: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    refused: list[tuple[str, str, str]] = field(default_factory=list)

    def add(self, found: Found) -> None:
        """Count one item."""
        self.items += 1
        if isinstance(found, Premade):
            self._add_outcome(found)
        elif isinstance(found, Refused):
            self.counts["refused"] += 1
            self.refused.append((found.name, found.code, found.message.removeprefix(f"{found.name}: ")))
        else:
            self.counts["left out" if isinstance(found, Skipped) else "dropped"] += 1

    def _add_outcome(self, found: Premade) -> None:
        status = found.outcome.document.status
        self.counts[status] += 1
        self.kinds.update(kind_of(record) for record in found.outcome.records)
        if status == "refused":
            issue = found.outcome.issues[0]
            self.refused.append((found.name, issue.code, issue.message))


def check_form(form: str) -> None:
    """Raises UsageError for a form that there is not, or whose library is not installed."""
    if form not in FORMS:
        raise UsageError(f"there is no form {form!r} of a shard", mend=f"choose one of {', '.join(FORMS)}")
    if form == "parquet" and find_spec("pyarrow") is None:
        raise UsageError("Parquet needs pyarrow", mend="pip install 'dragoman-news[parquet]'")


def row_of(found: Found) -> dict[str, Any]:
    """An item as JSON."""
    if isinstance(found, Premade):
        return {"what": "read", "name": found.name, **_outcome_row(found.outcome)}
    what = {Refused: "refused", Skipped: "skipped", Dropped: "dropped"}[type(found)]
    return {"what": what, **asdict(found)}


def _outcome_row(outcome: Outcome) -> dict[str, Any]:
    def dumped(record: Any) -> dict[str, Any]:
        found: dict[str, Any] = record.model_dump(mode="json", by_alias=True)
        return found

    return {
        "document": dumped(outcome.document),
        "text": outcome.text,
        "actors": [dumped(actor) for actor in outcome.actors],
        "records": [[kind_of(record), dumped(record)] for record in outcome.records],
        "issues": [dumped(issue) for issue in outcome.issues],
    }


def found_of(row: dict[str, Any]) -> Found:
    """The item in a row. Raises KeyError, TypeError, ValueError for a row that is none."""
    what, name = row.pop("what"), row["name"]
    if what != "read":
        kinds: dict[str, type[Refused | Skipped | Dropped]] = {
            "refused": Refused,
            "skipped": Skipped,
            "dropped": Dropped,
        }
        return kinds[what](**row)
    outcome = Outcome(
        DocumentRecord.model_validate(row["document"]),
        row["text"],
        tuple(Actor.model_validate(each) for each in row["actors"]),
        tuple(KINDS[kind].model_validate(each) for kind, each in row["records"]),
        tuple(Issue.model_validate(each) for each in row["issues"]),
    )
    return Premade(name, outcome)


def write(folder: Folder, shard: Shard, recipe: Recipe, rows: list[str], tally: Tally, **spent: float) -> Mark:
    """Write a shard's file, then its mark. Raises BrokenSystem where the place is full or closed."""
    data = "".join(rows).encode("ascii") if recipe.form == "jsonl" else _parquet(rows)
    mark = Mark(
        hashlib.sha256(data).hexdigest(),
        len(data),
        tally.items,
        dict(sorted(tally.counts.items())),
        dict(sorted(tally.kinds.items())),
        tuple(tally.refused),
        recipe=recipe.digest,
        **spent,
    )
    folder.write(file_of(shard, recipe.form), data)
    folder.write(f"{SHARDS}/{shard.name}{DONE}", line(asdict(mark)).encode())
    return mark


def file_of(shard: Shard, form: str) -> str:
    """The name of a shard's file."""
    return f"{SHARDS}/{shard.name}.{form}"


def mark_of(folder: Folder, shard: Shard, recipe: Recipe) -> Mark | None:
    """The mark of a shard; None where it is not done by this recipe, or the mark cannot be read."""
    data = folder.read(f"{SHARDS}/{shard.name}{DONE}")
    try:
        mark = mark_from(json.loads(data)) if data else None
    except (ValueError, TypeError, KeyError):
        return None
    return mark if mark and mark.recipe in ("", recipe.digest) else None


def mark_from(row: dict[str, Any]) -> Mark:
    """A mark from JSON."""
    return Mark(**{**row, "refused": tuple((name, code, message) for name, code, message in row["refused"])})


def marked(folder: Folder) -> set[str]:
    """The names of the shards that are done."""
    return {name.removesuffix(DONE) for name in folder.names(SHARDS) if name.endswith(DONE)}


def unmark(folder: Folder, shard: Shard) -> None:
    """Forget that a shard is done, so that it is read again."""
    folder.remove(f"{SHARDS}/{shard.name}{DONE}")


def read(folder: Folder, shard: Shard, form: str, mark: Mark) -> Iterator[Found]:
    """The items of a shard that is done, in order. Raises BrokenSystem where the file is another one."""
    data = folder.read(file_of(shard, form))
    if data is None or not is_whole(data, mark):
        raise BrokenSystem(f"the file of shard {shard.name} is not what was written", mend="dragoman batch run --check")
    for each in _lines(data, form):
        yield found_of(json.loads(each))


def is_whole(data: bytes | None, mark: Mark) -> bool:
    """Whether a shard's bytes are those that its mark tells of."""
    return data is not None and hashlib.sha256(data).hexdigest() == mark.sha256


def _lines(data: bytes, form: str) -> Iterable[str]:
    if form == "jsonl":
        return data.decode("ascii").splitlines()
    import pyarrow.parquet as pq  # noqa: PLC0415 - an extra

    found: list[str] = pq.read_table(io.BytesIO(data), columns=["line"])["line"].to_pylist()
    return found


def _parquet(rows: list[str]) -> bytes:
    """A row an item: what became of it, its name, document and status to select by, and the whole as JSON."""
    import pyarrow as pa  # noqa: PLC0415 - an extra
    import pyarrow.parquet as pq  # noqa: PLC0415

    told = [json.loads(row) for row in rows]
    columns = {
        "what": [row["what"] for row in told],
        "name": [_plain(row["name"]) for row in told],
        "document_id": [row.get("document", {}).get("id") or row.get("document_id") for row in told],
        "status": [row.get("document", {}).get("status") for row in told],
        "records": [len(row.get("records", ())) for row in told],
        "line": rows,
    }
    types = {"what": pa.string(), "name": pa.string(), "document_id": pa.string(), "status": pa.string()}
    schema = pa.schema([*types.items(), ("records", pa.int64()), ("line", pa.string())])
    out = io.BytesIO()
    pq.write_table(pa.table(columns, schema=schema), out, compression="zstd")
    return out.getvalue()


def _plain(name: str) -> str:
    return name.encode("utf-8", "replace").decode()
