"""Stories told by several articles: one fact in one cluster, its independent origins, conflicts, gaps that were closed.

The definitions stand in eval/stories/README.md. A fact counts as found in a document where a record of its kind rests
on the quoted words; groups are scored over what was found, and how much was found stands beside. Failures are named
for the open half alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from dragoman import app
from dragoman.crossdoc import Witnesses
from dragoman.errors import UsageError
from dragoman.evaluate.coreference import b_cubed, grouped
from dragoman.evaluate.planted import Fact, PlantedConflict, PlantedGap, Quote, Stories, read_stories
from dragoman.evaluate.report import Report, Row
from dragoman.export import Holdings
from dragoman.records import Agreement, Amount, Claim, Conflict, Event, Evident, Gap, Span

KINDS: Final = ("event", "agreement", "amount", "claim")
_TYPES: Final[dict[str, type[Evident]]] = {"event": Event, "agreement": Agreement, "amount": Amount, "claim": Claim}
HALVES: Final = {"open": "", "held": " held"}


@dataclass(frozen=True)
class Told:
    """What was read: the records of all the stories, with their clusters."""

    names: Mapping[str, str]  # document id to the name of its file
    copy_of: Mapping[str, str]  # by name
    holdings: Holdings

    @property
    def records(self) -> Sequence[Evident]:
        """All the records, conflicts among them."""
        return self.holdings.records

    @cached_property
    def by_document(self) -> dict[str, list[Evident]]:
        """The records of each document, by its name."""
        found: dict[str, list[Evident]] = defaultdict(list)
        for record in self.records:
            if record.document_id:
                found[self.names[record.document_id]].append(record)
        return found

    @cached_property
    def claims(self) -> dict[str, Claim]:
        """The claims by id."""
        return {record.id: record for record in self.records if isinstance(record, Claim)}

    def chain(self, record: Evident) -> str:
        """The cluster of a record; itself where it has none."""
        return record.cluster or record.id

    def name(self, span: Span) -> str:
        """The name of the document in which words stand."""
        return self.names[span.document_id]


def evaluate_stories(data: Path) -> Report:
    """Score `data/docs` and `data/held`, read together, against the tables beside them. Raises UsageError."""
    stories = read_stories(data)
    told, refused = _read(data)
    missing = sorted(stories.documents.keys() - set(told.names.values()))
    rows: list[Row] = []
    failures: list[str] = []
    for half, suffix in HALVES.items():
        part = stories.half(half)
        if part.documents:
            found, wrong = _scored(part, told)
            rows += [Row(row.name + suffix, row.score, row.items, detail=row.detail) for row in found]
            failures += wrong if half == "open" else []
    notes = [*refused, *(f"{name}: not read" for name in missing)]
    return Report("stories", data.as_posix(), tuple(rows), tuple(failures), tuple(notes))


def _read(data: Path) -> tuple[Told, list[str]]:
    paths = sorted(data.glob("docs/*.txt")) + sorted(data.glob("held/*.txt"))
    if not paths:
        raise UsageError(f"{data} holds no stories", mend="expected articles in the folders docs and held in it")
    with TemporaryDirectory(prefix="dragoman-stories-") as place, app.open(Path(place) / "store.db") as archive:
        reading = archive.read(paths)
        holdings = archive.holdings()
    documents = holdings.documents.values()
    names = {document.id: Path(document.source).stem for document in documents}
    copy_of = {names[d.id]: names[d.copy_of] for d in documents if d.copy_of in names}
    refused = [f"{Path(r.source).name} was refused: {r.message}" for r in reading.refused]
    return Told(names, copy_of, holdings), refused


def _scored(part: Stories, told: Told) -> tuple[list[Row], list[str]]:
    """The rows of one half, and what was not right in it."""
    found = {(fact.id, q.document): record for fact, q, record in _matched(part, told)}
    rows, wrong = _facts(part, told, found)
    parts = (_origins(part, told, found), _conflicts(part, told), _gaps(part, told), _copies(part, told))
    for more, failures in parts:
        rows += more
        wrong += failures
    return rows, wrong


def _matched(part: Stories, told: Told) -> Iterator[tuple[Fact, Quote, Evident]]:
    """Facts with the records that rest on their words, one to one in each document, the closest pair first."""
    wanted: dict[tuple[str, str], list[tuple[Fact, Quote]]] = defaultdict(list)
    for fact in part.facts:
        for quote in fact.quotes:
            wanted[fact.kind, quote.document].append((fact, quote))
    for (kind, document), asked in sorted(wanted.items(), key=lambda pair: pair[0]):
        given = [r for r in told.by_document[document] if isinstance(r, _TYPES[kind])]
        near = ((_share(q, r), n, r.id, fact, q, r) for n, (fact, q) in enumerate(asked) for r in given)
        taken: set[object] = set()
        for share, n, key, fact, quote, record in sorted((p for p in near if p[0] > 0), key=lambda p: (-p[0], p[1:3])):
            if share and n not in taken and key not in taken:
                taken |= {n, key}
                yield fact, quote, record


def _share(quote: Quote, record: Evident) -> float:
    """How well a record rests on quoted words: its core must touch them; then by the part of both in common."""
    core = record.verb if isinstance(record, Event) else record.content if isinstance(record, Claim) else None
    spans = [core] if core else record.evidence
    shared = max(quote.common(span) for span in spans)
    whole = max(quote.share(span) for span in record.evidence)
    counted = isinstance(record, Amount) and record.kind == "other-count"  # numbers of pieces have no row of their own
    return (1.0 if shared else 0.0) * (0.01 + whole) * (0.5 if counted else 1.0)


def _facts(part: Stories, told: Told, found: Mapping[tuple[str, str], Evident]) -> tuple[list[Row], list[str]]:
    """Groups by kind: B³ over what was found, the pairs behind it, and the share that was found."""
    rows, wrong = [], []
    for kind in (*KINDS, "all"):
        facts = [fact for fact in part.facts if kind in (fact.kind, "all")]
        items = [(fact.id, quote.document) for fact in facts for quote in fact.quotes]
        seen = [item for item in items if item in found]
        gold: dict[Hashable, Hashable] = {item: item[0] for item in seen}
        got: dict[Hashable, Hashable] = {item: told.chain(found[item]) for item in seen}
        score = b_cubed(grouped(gold), grouped(got))
        rows.append(Row(f"B3 {kind}", score.f1, len(seen), detail=f"P {score.precision:.3f}  R {score.recall:.3f}"))
        rows.append(Row(f"found {kind}", len(seen) / max(1, len(items)), len(items)))
    for fact in part.facts:
        chains = {told.chain(found[fact.id, q.document]) for q in fact.quotes if (fact.id, q.document) in found}
        wrong += [f"split: {fact.id} {fact.gist}: {', '.join(sorted(chains))}"] if len(chains) > 1 else []
    wrong += _mixed(part, told, found)
    return rows, wrong


def _mixed(part: Stories, told: Told, found: Mapping[tuple[str, str], Evident]) -> Iterator[str]:
    facts_of: dict[str, set[str]] = defaultdict(set)
    for (fact, _), record in found.items():
        facts_of[told.chain(record)].add(fact)
    gist = {fact.id: fact.gist for fact in part.facts}
    for chain, facts in sorted(facts_of.items()):
        if len(facts) > 1:
            yield f"mixed: {chain}: " + " + ".join(f"{key} {gist[key]}" for key in sorted(facts))


def _origins(part: Stories, told: Told, found: Mapping[tuple[str, str], Evident]) -> tuple[list[Row], list[str]]:
    """Whether the number of independent origins is exact, where a fact was found in all its documents."""
    right: dict[str, list[bool]] = {"origins exact": [], "origins exact (several documents)": []}
    wrong = []
    for fact in part.facts:
        records = [found.get((fact.id, quote.document)) for quote in fact.quotes]
        if None in records:
            continue
        origins = {origin for record in records if record for origin in _origins_of(record, told)}
        exact = len(origins) == fact.origins
        right["origins exact"].append(exact)
        if len(fact.quotes) > 1:
            right["origins exact (several documents)"].append(exact)
        if not exact:
            wrong.append(f"origins: {fact.id} {fact.gist}: {sorted(origins)}, not {fact.origins}")
    return [Row(name, sum(hits) / max(1, len(hits)), len(hits)) for name, hits in right.items()], wrong


def _origins_of(record: Evident, told: Told) -> tuple[str, ...]:
    cluster = told.holdings.cluster_of.get(record.id)
    return cluster.origins if cluster else Witnesses([record], told.claims, set(), told.holdings.setting).origins


def _conflicts(part: Stories, told: Told) -> tuple[list[Row], list[str]]:
    """Planted conflicts found, whether they are marked as comparable where they are, and conflicts nobody planted."""
    by_id = {record.id: record for record in told.records}
    given = [c for c in told.records if isinstance(c, Conflict) and told.name(c.evidence[0]) in part.documents]
    hits = {planted: [c for c in given if _is_planted(planted, c, by_id, told)] for planted in part.conflicts}
    found = [planted for planted, same in hits.items() if same]
    comparable = [any(c.comparable == planted.comparable for c in hits[planted]) for planted in found]
    matched = {c.id for same in hits.values() for c in same}
    invented = [c for c in given if c.id not in matched]
    read = [all(_stands(q, told.records, told) for q in (p.first, p.second)) for p in part.conflicts]
    rows = [
        Row("conflicts with both ends read", sum(read) / max(1, len(read)), len(read)),
        Row("conflicts found", len(found) / max(1, len(part.conflicts)), len(part.conflicts)),
        Row("conflicts comparable right", sum(comparable) / max(1, len(comparable)), len(comparable)),
        Row("conflicts not invented", 1 - len(invented) / max(1, len(given)), len(given), detail=_are(invented)),
    ]
    wrong = [f"conflict missed: {p.field}: {p.first.words} | {p.second.words}" for p in part.conflicts if not hits[p]]
    told_as = {c.id: " | ".join(span.text[:120] for span in c.evidence) for c in invented}
    wrong += [f"conflict invented: {c.field} {c.values}: {told_as[c.id]}" for c in invented]
    return rows, wrong


def _is_planted(planted: PlantedConflict, conflict: Conflict, by_id: Mapping[str, Evident], told: Told) -> bool:
    """Whether a conflict joins both quotations: by its records, or by what is clustered with them."""
    ends = [[by_id[key], *_beside(by_id[key], told)] for key in conflict.records if key in by_id]
    touched = [{n for n, q in enumerate((planted.first, planted.second)) if _stands(q, e, told)} for e in ends]
    return any(0 in one and 1 in other for n, one in enumerate(touched) for m, other in enumerate(touched) if n != m)


def _beside(record: Evident, told: Told) -> list[Evident]:
    return [r for r in told.records if record.cluster and r.cluster == record.cluster and r.id != record.id]


def _stands(quote: Quote, records: Iterable[Evident], told: Told) -> bool:
    return any(told.name(s) == quote.document and quote.common(s) for record in records for s in record.evidence)


def _gaps(part: Stories, told: Told) -> tuple[list[Row], list[str]]:
    """Gaps found at all, those that a planted answer closes, and closings nobody planted."""
    given = [g for g in told.records if isinstance(g, Gap) and told.name(g.evidence[0]) in part.documents]
    hits = {p: [g for g in given if any(_stands(q, [g], told) for q in p.quotes)] for p in part.gaps}
    answered = [planted for planted in part.gaps if planted.closed_by]
    right = {g.id for planted in answered for g in hits[planted] if _closed_right(planted, g, told)}
    closed = [planted for planted in answered if any(g.id in right for g in hits[planted])]
    invented = [g for g in given if g.status == "closed" and g.id not in right]
    shut = len(invented) + len(right)
    heard = [p for p in answered if hits[p] and any(_stands(q, told.records, told) for q in p.closed_by)]
    rows = [
        Row("gaps with both ends read", len(heard) / max(1, len(answered)), len(answered)),
        Row("gaps found", sum(bool(same) for same in hits.values()) / max(1, len(part.gaps)), len(part.gaps)),
        Row("gaps closed", len(closed) / max(1, len(answered)), len(answered)),
        Row("gaps not closed by invention", 1 - len(invented) / max(1, shut), shut, detail=_are(invented)),
    ]
    wrong = [f"gap missed: {p.question}" for p in part.gaps if not hits[p]]
    wrong += [f"gap left open: {p.question}" for p in answered if hits[p] and p not in closed]
    wrong += [f"gap closed wrongly: {g.question}: " + " | ".join(s.text[:150] for s in g.closed_by) for g in invented]
    return rows, wrong


def _are(invented: Sequence[object]) -> str:
    return f"{len(invented)} {'is' if len(invented) == 1 else 'are'}"


def _closed_right(planted: PlantedGap, gap: Gap, told: Told) -> bool:
    answers = [span for span in gap.closed_by if any(told.name(span) == q.document for q in planted.closed_by)]
    return gap.status == "closed" and any(q.common(span) for q in planted.closed_by for span in answers)


def _copies(part: Stories, told: Told) -> tuple[list[Row], list[str]]:
    """Copies of one whole text led to their origin (partial ones count by their records' origins), by kind of copy."""
    right: dict[str, list[bool]] = defaultdict(list)
    wrong = []
    for name, row in part.documents.items():
        if row["copy_kind"] == "partial" or (row["copy_kind"] == "handout" and not row["copy_of"]):
            continue
        got = told.copy_of.get(name, "")
        hit = got == row["copy_of"] or (bool(got) and told.copy_of.get(row["copy_of"], row["copy_of"]) == got)
        right[f"copies {row['copy_kind']}"].append(hit)
        wrong += [] if hit else [f"copy: {name}: of {got or 'nothing'}, not {row['copy_of'] or 'nothing'}"]
    return [Row(name, sum(hits) / len(hits), len(hits)) for name, hits in sorted(right.items())], wrong
