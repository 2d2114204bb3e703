"""re3d (Dstl 2018): persons, organisations, places and nationalities in documents on conflict, with their offsets.

Spans that differ by an article alone, or by type alone, are one entity of the gold. The main row holds what is named
(with a capital in it); pronouns and bare nouns ("mourners") have a row with all. A title and the name after it are one
span, as in the gold. A span of ours is right where it overlaps one of the gold whose type it may have, one to one,
equal spans first; strictly where the edges are the same.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from dragoman.document import Mention, Resolved
from dragoman.errors import UsageError
from dragoman.evaluate.bootstrap import Counts, row
from dragoman.evaluate.names import PRONOUNS
from dragoman.evaluate.report import Report, Row
from dragoman.evaluate.seen import resolve_text
from dragoman.evaluate.splits import unread_part
from dragoman.records import Span

_TYPES: Final = frozenset({"Person", "Organisation", "Location", "Nationality"})
_LAND: Final = frozenset({"Organisation", "Location", "Nationality"})
_ARTICLE: Final = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entity:
    """Characters start:end with the types that they have, or may have."""

    start: int
    end: int
    types: frozenset[str]


@dataclass(frozen=True, slots=True)
class Article:
    """One document's text, its gold and ours, and whether each span of ours quotes the text."""

    text: str
    gold: list[Entity]
    got: list[Entity]
    quoted: list[bool]


def evaluate_re3d(data: Path) -> Report:
    """Score the folders of `data` that hold documents.json and entities.json. Raises UsageError where none does."""
    folders = [folder for folder in sorted(data.glob("*")) if (folder / "entities.json").is_file()]
    if not folders:
        raise UsageError(f"{data} holds no re3d", mend="expected folders with documents.json and entities.json")
    unread = unread_part(data / "re3d", "re3d")
    rows: list[Row] = []
    failures: list[str] = []
    for folder in folders:
        articles = list(_articles(folder))
        hidden = folder.name in unread
        rows += _rows(f" {folder.name}{' (unread part)' if hidden else ''}", articles)
        failures += [] if hidden else [line for article in articles for line in _failures(article)]
    return Report("re3d", data.as_posix(), tuple(rows), tuple(failures))


def _articles(folder: Path) -> Iterator[Article]:
    marked: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for entity in _lines(folder / "entities.json"):
        marked[entity["documentId"]].append(entity)
    for document in _lines(folder / "documents.json"):
        text = document["text"]
        resolved = resolve_text(text)
        spans = list(_ours(resolved))
        quoted = [text[span.start : span.end] == span.text for span, _ in spans]
        got = _merged(text, ((span.start, span.end, types) for span, types in spans))
        yield Article(text, _merged(text, _typed(marked[document["_id"]])), got, quoted)


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _typed(marked: list[dict[str, Any]]) -> Iterator[tuple[int, int, frozenset[str]]]:
    for entity in marked:
        if entity["type"] in _TYPES:
            yield entity["begin"], entity["end"], frozenset([entity["type"]])


def _merged(text: str, spans: Iterator[tuple[int, int, frozenset[str]]]) -> list[Entity]:
    """Spans without their articles, those of equal edges as one."""
    types: dict[tuple[int, int], frozenset[str]] = {}
    for first, last, kinds in spans:
        article = _ARTICLE.match(text, first, last)
        edges = (article.end() if article else first, last)
        types[edges] = types.get(edges, frozenset()) | kinds
    return [Entity(start, end, kinds) for (start, end), kinds in sorted(types.items())]


def _ours(resolved: Resolved) -> Iterator[tuple[Span, frozenset[str]]]:
    """The raw spans of mentions and places with the types that each may have in re3d."""
    doc = resolved.annotated
    titles = {(m.last, m.joined): m for m in doc.mentions if m.kind == "office" and m.joined is not None}
    for mention in doc.mentions:
        title = titles.get((mention.first, mention.i))
        before_its_name = mention.joined is not None and titles.get((mention.last, mention.joined)) is mention
        pointing = mention.kind == "pronoun" or mention.office == "pair"
        if not pointing and not (before_its_name and doc.mentions[mention.joined or 0].first == mention.last):
            yield doc.span(title.first if title else mention.first, mention.last), _may_be(mention)
    covered = {i for m in doc.mentions for i in range(m.first, m.last)}
    for head, place in resolved.places.items():
        if head not in covered:
            first = head + 1 - len([t for t in doc.tokens[: head + 1][-8:] if t.text in place.name.split()])
            yield doc.span(max(first, 0), head + 1), frozenset(["Location"])


def _may_be(mention: Mention) -> frozenset[str]:
    if mention.schema == "State":
        return _LAND
    return frozenset(["Person"]) if mention.schema == "Person" else frozenset(["Organisation"])


def _rows(suffix: str, articles: list[Article]) -> list[Row]:
    named = [_counts(_named(a.text, a.gold), _named(a.text, a.got)) for a in articles]
    strict = [_counts(_named(a.text, a.gold), _named(a.text, a.got), strict=True) for a in articles]
    everything = [_counts(a.gold, a.got) for a in articles]
    offsets = [(sum(a.quoted), len(a.quoted), len(a.quoted)) for a in articles]
    return [
        row(f"entities{suffix}", named),
        row(f"entities strict{suffix}", strict),
        row(f"entities with pronouns and nouns{suffix}", everything),
        row(f"offsets{suffix}", offsets),
    ]


def _named(text: str, entities: list[Entity]) -> list[Entity]:
    words = [text[e.start : e.end] for e in entities]
    return [
        e
        for e, said in zip(entities, words, strict=True)
        if any(c.isupper() for c in said) and said.lower() not in PRONOUNS
    ]


def _counts(gold: list[Entity], got: list[Entity], *, strict: bool = False) -> Counts:
    return len(_pairs(gold, got, strict=strict)), len(gold), len(got)


def _pairs(gold: list[Entity], got: list[Entity], *, strict: bool = False) -> list[tuple[Entity, Entity]]:
    """One to one: equal edges first, then whatever overlaps most."""
    fitting = sorted(
        (
            (-_shared(one, other), (one.start, one.end) != (other.start, other.end), one.start, i, j)
            for i, one in enumerate(gold)
            for j, other in enumerate(got)
            if one.types & other.types and _shared(one, other) > 0
        ),
        key=lambda cell: (cell[1], cell[0], cell[2], cell[3], cell[4]),
    )
    taken: set[tuple[str, int]] = set()
    pairs = []
    for _, unequal, _, i, j in fitting:
        if (strict and unequal) or ("gold", i) in taken or ("got", j) in taken:
            continue
        taken |= {("gold", i), ("got", j)}
        pairs.append((gold[i], got[j]))
    return pairs


def _shared(one: Entity, other: Entity) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def _failures(article: Article) -> list[str]:
    gold, got = _named(article.text, article.gold), _named(article.text, article.got)
    pairs = _pairs(gold, got)
    right = {id(entity) for pair in pairs for entity in pair}
    return [
        f"{told}: {'/'.join(sorted(e.types))} {article.text[e.start : e.end]!r} | "
        + article.text[max(0, e.start - 40) : e.end + 40].replace("\n", " ")
        for told, entities in (("missed", gold), ("wrong", got))
        for e in entities
        if id(e) not in right
    ]
