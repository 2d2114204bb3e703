"""Many documents joined affair by affair: what one writing touches is joined anew, the rest is kept as it was.

No rule takes two documents together unless something links them: text that was taken over, words that may tell of one
affair, a pair of records that are surely one or at odds, a person's word. Documents that such links hold together are
an affair. So joining affair by affair gives what joining everything gives, and an affair of which no document, link or
record has changed stays as it was joined (tests/app/test_memory.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dragoman.crossdoc.answers import answers
from dragoman.crossdoc.clusters import in_order, join
from dragoman.crossdoc.conflicts import at_odds
from dragoman.crossdoc.decided import Decided
from dragoman.crossdoc.denials import surely
from dragoman.crossdoc.groups import connected
from dragoman.crossdoc.matters import Matter, all_matters
from dragoman.crossdoc.setting import Setting
from dragoman.crossdoc.stories import Stories
from dragoman.records import Claim, Cluster, Conflict, Event, Evident, Span

Mark = tuple[Hashable, ...]
Affair = tuple[str, ...]  # documents by id, sorted
Held = Mapping[str, Sequence[Evident]]  # records by document
Ruling = tuple[bool, tuple[str, ...]]  # whether two records are one, and which


@dataclass(frozen=True, slots=True)
class Joined:
    """Clusters, conflicts, the narrator's claims at their ends, by id; and the words that close a gap, by its id."""

    clusters: tuple[Cluster, ...]
    conflicts: tuple[Conflict, ...]
    ends: tuple[Claim, ...]
    closing: Mapping[str, tuple[Span, ...]]


class Affairs:
    """What came of joining, kept for the next time."""

    def __init__(self) -> None:
        self._stories = Stories()
        self._marks: dict[str, Mark] = {}
        self._by_key: dict[int, set[str]] = defaultdict(set)  # a document stays under keys that it has no more
        self._links: dict[str, set[str]] = defaultdict(set)
        self._joined: dict[Affair, Joined] = {}

    def joined(self, records: Iterable[Evident], setting: Setting, decided: Decided | None = None) -> Joined:
        """These records joined: what the documents of the setting hold, as people left it.

        The same as without anything kept, whatever came before.
        """
        setting.go_on_from(self._stories)
        held = _by_document(records)
        ruled = _ruled(held, decided or Decided())
        before, self._marks = self._marks, {key: _mark(key, held[key], setting, ruled[key]) for key in held}
        changed = {key for key, mark in self._marks.items() if before.get(key) != mark}
        self._link(changed, before.keys() - held.keys(), held, setting)
        known, self._joined = self._joined, {}
        for affair in self._affairs(held, setting, ruled):
            kept = known.get(affair) if changed.isdisjoint(affair) else None
            self._joined[affair] = kept or _join(_of(affair, held), setting, _decided(affair, ruled))
        return _together(self._joined.values())

    def _link(self, changed: set[str], gone: Collection[str], held: Held, setting: Setting) -> None:
        """Find anew with which documents those that have changed share a record, or contradict one."""
        for document in {*changed, *gone}:
            for other in self._links.pop(document, ()):
                self._links[other].discard(document)
        some = _of(changed, held)
        matters, near = _matters(some, setting), set(changed)
        for document, key in (found for matter in matters for found in _keys(matter)):
            near |= self._by_key[key]
            self._by_key[key].add(document)
        near &= held.keys()
        if near != changed:
            some = _of(near, held)
            matters = _matters(some, setting)
        pairs = [(a.document_id, b.document_id) for one in matters for a, b in one.links(changed)]
        for a, b in (*pairs, *(_ends(conflict) for conflict in surely(some, setting))):
            self._links[a or ""].add(b or "")
            self._links[b or ""].add(a or "")

    def _affairs(self, held: Held, setting: Setting, ruled: Mapping[str, set[Ruling]]) -> list[Affair]:
        """The documents parted so that nothing links two parts."""
        beside: dict[str, set[str]] = {key: set(self._links.get(key, ())) for key in held}
        of_pair: dict[Ruling, set[str]] = defaultdict(set)
        for key, rulings in ruled.items():
            for one in rulings:
                of_pair[one].add(key)
        for key, records in held.items():
            near = {setting.origin(key), *(source for _, _, source in setting.passages(key)), *setting.beside(key)}
            near |= {span.document_id for r in records if isinstance(r, Conflict) for span in r.evidence}
            near |= {other for one in ruled[key] for other in of_pair[one]}
            for other in near & held.keys():
                beside[key].add(other)
                beside[other].add(key)
        return [tuple(part) for part in connected(beside)]


def _by_document(records: Iterable[Evident]) -> dict[str, list[Evident]]:
    held: dict[str, list[Evident]] = defaultdict(list)
    for record in sorted(records, key=lambda record: record.id):
        held[record.document_id or record.evidence[0].document_id].append(record)
    return dict(held)


def _of(documents: Collection[str], held: Held) -> list[Evident]:
    return in_order(record for document in documents for record in held[document])


def _ruled(held: Held, decided: Decided) -> defaultdict[str, set[Ruling]]:
    """For each document the pairs that people put together, or took apart, of which it has a record."""
    found: defaultdict[str, set[Ruling]] = defaultdict(set)
    rulings = {*((True, pair) for pair in decided.together), *((False, pair) for pair in decided.apart)}
    home = {record.id: key for key, records in held.items() for record in records} if rulings else {}
    for ruling in rulings:
        for key in ruling[1]:
            if key in home:
                found[home[key]].add(ruling)
    return found


def _decided(documents: Iterable[str], ruled: Mapping[str, set[Ruling]]) -> Decided:
    rulings = {ruling for document in documents for ruling in ruled[document]}
    return Decided(
        tuple(sorted(pair for same, pair in rulings if same)), frozenset(pair for same, pair in rulings if not same)
    )


def _mark(document: str, records: Sequence[Evident], setting: Setting, ruled: Collection[Ruling]) -> Mark:
    """All on which the joining of a document hangs; of its neighbours only who they are."""
    acting = {actor for r in records if isinstance(r, Event) for actor in (*r.source, *r.target)}
    others = frozenset(actor for actor in acting if not setting.is_person(actor))
    return (tuple(records), others, frozenset(ruled), frozenset(setting.beside(document)), *setting.facts(document))


def _matters(records: Sequence[Evident], setting: Setting) -> list[Matter]:
    """Every way in which two records can come together or be at odds, but for those that only one affair has."""
    return [*all_matters(records, setting), *(rule.matter for rule in at_odds(records, setting))]


def _keys(matter: Matter) -> Iterator[tuple[str, int]]:
    """The documents of a matter with the keys under which they meet others; two keys for one do no harm."""
    for item in matter.items:
        document = matter.record(item).document_id or ""
        yield from ((document, hash((matter.name, key))) for key in set(matter.keys(item)))


def _ends(conflict: Conflict) -> tuple[str, str]:
    one, other = conflict.evidence
    return one.document_id, other.document_id


def _join(records: Sequence[Evident], setting: Setting, decided: Decided) -> Joined:
    """What comes of some documents by themselves."""
    closing = answers(records, setting)
    changes = {key: {"status": "closed", "closed_by": spans} for key, spans in closing.items()}
    told = [r.model_copy(update=changes[r.id]) if r.id in changes else r for r in records]
    found = join(told, setting, decided)
    return Joined(
        tuple(one for one in found if isinstance(one, Cluster)),
        tuple(one for one in found if isinstance(one, Conflict)),
        tuple(one for one in found if isinstance(one, Claim)),
        closing,
    )


def _together(parts: Iterable[Joined]) -> Joined:
    some = list(parts)
    return Joined(
        tuple(sorted((one for part in some for one in part.clusters), key=lambda one: one.id)),
        tuple(sorted((one for part in some for one in part.conflicts), key=lambda one: one.id)),
        tuple(sorted((one for part in some for one in part.ends), key=lambda one: one.id)),
        {gap: spans for part in some for gap, spans in part.closing.items()},
    )
