"""Clusters over documents that come one by one: a new one joins or starts clusters, and nothing else is done anew.

Two things make that exact. Whether two records can be one hangs on their own documents and on whose copies these are,
on nothing else; so a pair once compared stays so until a copy is found. And a group is only made along sure pairs; so
what a new document changes lies within the records that such pairs connect with its own. The shelf keeps, for each
document, the keys of its text and records, and the sure pairs; a document's neighbours are found by keys alone. The
result is that of all documents at once, in whatever order they came (tests/crossdoc/test_growing.py).

Conflicts between figures and answers to gaps are not kept up: they are drawn when asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Protocol

from dragoman.crossdoc.clusters import cluster_of, in_order
from dragoman.crossdoc.copies import Link, Trail, compared, traced
from dragoman.crossdoc.matters import all_matters, together
from dragoman.crossdoc.meetings import CROWD
from dragoman.crossdoc.packing import Told, packed, unpacked
from dragoman.crossdoc.prints import keys as print_keys
from dragoman.crossdoc.prints import print_of
from dragoman.crossdoc.setting import Setting
from dragoman.crossdoc.support import Witnesses
from dragoman.records import Claim, Cluster, Evident

Mark = tuple[str, str]  # a document, and a record of it; of a whole document its id twice
Pair = tuple[Mark, Mark]


class Shelf(Protocol):
    """What a store keeps for growing clusters. Keys are short strings; the two kinds of them never meet."""

    def put(self, document: str, body: str, text_keys: Collection[str]) -> None:
        """Keep a document's body, with the keys of its text."""

    def put_record_keys(self, document: str, keys: Collection[str]) -> None:
        """Keep the keys of a document's records, in place of those it had."""

    def bodies(self, documents: Collection[str]) -> list[str]:
        """The bodies of these documents, in the order of their ids."""

    def by_text(self, keys: Collection[str], limit: int) -> set[str]:
        """The documents whose text has one of these keys, but for keys that more than `limit` documents have."""

    def by_records(self, keys: Collection[str]) -> set[str]:
        """The documents of which a record has one of these keys."""

    def pairs(self, marks: Collection[Mark]) -> set[Pair]:
        """The pairs of which one end is among these."""

    def replace_pairs(self, documents: Collection[str], pairs: Collection[Pair]) -> None:
        """Keep these pairs of records in place of all that have an end in these documents."""

    def put_copies(self, pairs: Collection[Pair]) -> None:
        """Keep these pairs of whole documents, beside those there are."""

    def clusters(self, marks: Collection[Mark]) -> dict[str, set[Mark]]:
        """The clusters that hold one of these records, by id, with all their members."""

    def replace_clusters(self, old: Collection[str], new: Sequence[tuple[str, str, set[Mark]]]) -> None:
        """Keep new clusters, each as id, body and members, in place of the old ones, which are given by id."""


class Growing:
    """Clusters that grow document by document."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def add(self, told: Told) -> list[Cluster]:
        """Take in a document; the clusters that it joins, starts or otherwise changes. Each is added once."""
        family = self._copies(told)
        changed = self._told(family)
        setting, _ = self._known(changed)
        asked: set[str] = set()
        for one in changed:
            keys = _record_keys(one.records, setting)
            self._shelf.put_record_keys(one.document.id, keys)
            asked |= keys
        self._link(family, self._shelf.by_records(asked) | family)
        return self._cluster(_marks(changed))

    def _copies(self, told: Told) -> set[str]:
        """Put the document on the shelf; itself with all that text taken over connects with it."""
        mine = print_of(told.document, told.text)
        keys = print_keys(mine)
        near = self._shelf.by_text(keys, CROWD)
        self._shelf.put(told.document.id, packed(told), keys)
        found = [compared(mine, print_of(one.document, one.text)) for one in self._told(near)]
        self._shelf.put_copies([_ends(link) for link in found if link])
        return self._family({told.document.id})

    def _family(self, documents: Collection[str]) -> set[str]:
        """These documents, and all that taken text connects with them."""
        return {key for key, _ in self._connected({(key, key) for key in documents})}

    def _connected(self, marks: Collection[Mark]) -> set[Mark]:
        seen, waiting = set(marks), set(marks)
        while waiting:
            ends = {mark for pair in self._shelf.pairs(waiting) for mark in pair}
            waiting = ends - seen
            seen |= ends
        return seen

    def _known(self, told: Sequence[Told]) -> tuple[Setting, list[Evident]]:
        """The setting of these documents, which must be whole families, and their records in order."""
        trail = self._trail(told)
        actors = [actor for one in told for actor in one.actors]
        texts = {one.document.id: one.text for one in told}
        documents = [one.document for one in told]
        setting = Setting(documents, actors, trail.copy_of, trail.passages, texts, undated=True)
        return setting, in_order(record for one in told for record in one.records)

    def _trail(self, told: Sequence[Told]) -> Trail:
        by_id = {one.document.id: one for one in told}
        pairs = self._shelf.pairs({(key, key) for key in by_id})
        both = sorted({tuple(sorted((a, b))) for (a, _), (b, _) in pairs})
        prints = {key: print_of(by_id[key].document, by_id[key].text) for pair in both for key in pair}
        return traced((prints[a], prints[b]) for a, b in both)

    def _link(self, changed: Collection[str], beside: Collection[str]) -> None:
        """Compare the records of changed documents with those beside them, and keep the sure pairs."""
        setting, records = self._known(self._told(self._family(beside)))
        near = [record for record in records if record.document_id in beside]
        pairs = {_pair(a, b) for matter in all_matters(near, setting) for a, b in matter.links(changed)}
        self._shelf.replace_pairs(changed, pairs)

    def _cluster(self, marks: Collection[Mark]) -> list[Cluster]:
        """Draw the clusters anew that hold these records, or records connected with them or with their clusters."""
        held = {mark for members in self._shelf.clusters(marks).values() for mark in members}
        touched = self._connected({*marks, *held})
        old = self._shelf.clusters(touched)
        setting, records = self._known(self._told(self._family({document for document, _ in touched})))
        claims = {record.id: record for record in records if isinstance(record, Claim)}
        groups = together([r for r in records if _mark(r) in touched], setting)
        new = [cluster_of(group, Witnesses(group, claims, set(), setting)) for group in groups]
        marks_of = [{_mark(record) for record in group} for group in groups]
        kept = [(c.id, c.model_dump_json(), held) for c, held in zip(new, marks_of, strict=True)]
        self._shelf.replace_clusters(old.keys(), kept)
        return sorted((cluster for cluster in new if cluster.id not in old), key=lambda cluster: cluster.id)

    def _told(self, documents: Collection[str]) -> list[Told]:
        return [unpacked(body) for body in self._shelf.bodies(documents)]


def _record_keys(records: Iterable[Evident], setting: Setting) -> set[str]:
    matters = all_matters(in_order(records), setting)
    return {key for matter in matters for _, key in matter.stored_keys()}


def _marks(told: Iterable[Told]) -> set[Mark]:
    return {_mark(record) for one in told for record in one.records}


def _mark(record: Evident) -> Mark:
    return record.document_id or "", record.id


def _ends(link: Link) -> Pair:
    return (link.older, link.older), (link.younger, link.younger)


def _pair(a: Evident, b: Evident) -> Pair:
    return _mark(a), _mark(b)
