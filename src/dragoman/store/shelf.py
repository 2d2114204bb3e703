"""What growing clusters need, in a SQLite file of its own beside a store: keys, pairs, clusters.

All of it can be made anew from the documents, so the file may be thrown away; it has no migrations.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final, TypeVar

Item = TypeVar("Item")
Mark = tuple[str, str]
Pair = tuple[Mark, Mark]
_AT_ONCE: Final = 400
_TABLES: Final = """
CREATE TABLE IF NOT EXISTS told (document TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS text_keys (key INTEGER, document TEXT, PRIMARY KEY (key, document)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS record_keys (key INTEGER, document TEXT, PRIMARY KEY (key, document)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS record_keys_of ON record_keys (document);
CREATE TABLE IF NOT EXISTS pairs (a TEXT, a_record TEXT, b TEXT, b_record TEXT,
  PRIMARY KEY (a, a_record, b, b_record)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS pairs_by_end ON pairs (b, b_record);
CREATE TABLE IF NOT EXISTS clusters (id TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS members (document TEXT, record TEXT, cluster TEXT,
  PRIMARY KEY (document, record, cluster)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS members_of ON members (cluster);
"""


class SqliteShelf:
    """A shelf in a file, or in memory for `:memory:`. A document is put in one transaction with what it changes."""

    def __init__(self, place: Path | str) -> None:
        self._connection = sqlite3.connect(place)
        self._connection.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16384;" + _TABLES
        )

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def commit(self) -> None:
        """Make what was put since the last time last."""
        self._connection.commit()

    def put(self, document: str, body: str, text_keys: Collection[str]) -> None:
        """Keep a document's body, with the keys of its text."""
        self._run("INSERT OR REPLACE INTO told VALUES (?, ?)", [(document, body)])
        self._run("INSERT OR IGNORE INTO text_keys VALUES (?, ?)", [(_number(key), document) for key in text_keys])

    def put_record_keys(self, document: str, keys: Collection[str]) -> None:
        """Keep the keys of a document's records, in place of those it had."""
        self._run("DELETE FROM record_keys WHERE document = ?", [(document,)])
        self._run("INSERT OR IGNORE INTO record_keys VALUES (?, ?)", [(_number(k), document) for k in keys])

    def bodies(self, documents: Collection[str]) -> list[str]:
        """The bodies of these documents, in the order of their ids."""
        query = "SELECT body FROM told WHERE document IN ({}) ORDER BY document"
        return [row[0] for row in self._among(query, sorted(documents))]

    def by_text(self, keys: Collection[str], limit: int) -> set[str]:
        """The documents whose text has one of these keys, but for keys that more than `limit` documents have."""
        found: set[str] = set()
        for key in keys:
            query = "SELECT document FROM text_keys WHERE key = ? LIMIT ?"
            held = [row[0] for row in self._connection.execute(query, (_number(key), limit + 1))]
            found |= set(held) if len(held) <= limit else set()
        return found

    def by_records(self, keys: Collection[str]) -> set[str]:
        """The documents of which a record has one of these keys."""
        query = "SELECT DISTINCT document FROM record_keys WHERE key IN ({})"
        return {row[0] for row in self._among(query, [_number(key) for key in keys])}

    def pairs(self, marks: Collection[Mark]) -> set[Pair]:
        """The pairs of which one end is among these."""
        query = "SELECT a, a_record, b, b_record FROM pairs WHERE {0} = ? AND {0}_record = ?"
        rows = (row for end in "ab" for mark in marks for row in self._connection.execute(query.format(end), mark))
        return {((a, ar), (b, br)) for a, ar, b, br in rows}

    def replace_pairs(self, documents: Collection[str], pairs: Collection[Pair]) -> None:
        """Keep these pairs of records in place of all that have an end in these documents."""
        for end in "ab":
            query = f"DELETE FROM pairs WHERE {end} = ? AND {end}_record != {end}"  # noqa: S608 - one of two letters
            self._run(query, [(document,) for document in documents])
        self.put_copies(pairs)

    def put_copies(self, pairs: Collection[Pair]) -> None:
        """Keep these pairs, beside those there are."""
        self._run("INSERT OR IGNORE INTO pairs VALUES (?, ?, ?, ?)", [(*a, *b) for a, b in pairs])

    def clusters(self, marks: Collection[Mark]) -> dict[str, set[Mark]]:
        """The clusters that hold one of these records, by id, with all their members."""
        query = "SELECT cluster FROM members WHERE document = ? AND record = ?"
        keys = {row[0] for mark in marks for row in self._connection.execute(query, mark)}
        query = "SELECT document, record FROM members WHERE cluster = ?"
        return {key: {(row[0], row[1]) for row in self._connection.execute(query, (key,))} for key in keys}

    def replace_clusters(self, old: Collection[str], new: Sequence[tuple[str, str, set[Mark]]]) -> None:
        """Keep new clusters, each as id, body and members, in place of the old ones, which are given by id."""
        for table, column in (("clusters", "id"), ("members", "cluster")):
            self._run(f"DELETE FROM {table} WHERE {column} = ?", [(key,) for key in old])  # noqa: S608 - own names
        self._run("INSERT OR REPLACE INTO clusters VALUES (?, ?)", [(key, body) for key, body, _ in new])
        rows = [(document, record, key) for key, _, marks in new for document, record in marks]
        self._run("INSERT OR IGNORE INTO members VALUES (?, ?, ?)", rows)

    def all_clusters(self) -> list[str]:
        """The body of every cluster, by id."""
        return [row[0] for row in self._connection.execute("SELECT body FROM clusters ORDER BY id")]

    def _run(self, query: str, rows: Iterable[tuple[Any, ...]]) -> None:
        self._connection.executemany(query, rows)

    def _among(self, query: str, values: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
        for some in _slices(values):
            yield from self._connection.execute(query.format(",".join("?" * len(some))), some)


def _slices(values: Sequence[Item]) -> Iterator[list[Item]]:
    left = iter(values)
    while some := list(islice(left, _AT_ONCE)):
        yield some


def _number(key: str) -> int:
    """Eight bytes in hexadecimal as the signed number that SQLite keeps in eight."""
    return int.from_bytes(bytes.fromhex(key), signed=True)
