"""Names and whom they mean, in ELEVANT's format (Bast, Hertel and Prange 2022): F1 over what the knowledge base holds.

Gold are the labels whose entity the knowledge base holds, by Wikidata id, or by name where it has none. Ours are the
names, acronyms and demonyms that were tied to such an entity; one on any other label, or on none, is wrong. Two are
left aside, for the labels say something else by design: capitals and seats that stand for a government (the label is
the city), and demonyms where the label is a people, a language or a team. Labels on pronouns and common nouns are left
aside too; where the data has them, a row of its own counts them, and all our mentions.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from dragoman import kb
from dragoman.document import Mention, Resolved
from dragoman.errors import UsageError
from dragoman.evaluate.bootstrap import Counts, row, total
from dragoman.evaluate.names import PRONOUNS
from dragoman.evaluate.report import Report, Row
from dragoman.evaluate.seen import resolve_text
from dragoman.evaluate.splits import unread_part

_PLAIN: Final = ("name", "acronym", "demonym")
_SUFFIX: Final = ".benchmark.jsonl"
_SCHEMAS: Final = {"State": "states", "Person": "persons"}
_OTHERS: Final = "bodies"


class Link(NamedTuple):
    """Characters start:end and the actor id that they mean."""

    start: int
    end: int
    actor: str


def evaluate_elevant(data: Path) -> Report:
    """Score every `*.benchmark.jsonl` of a folder, one set of rows each. Raises UsageError where there are none."""
    paths = sorted(data.glob(f"*{_SUFFIX}")) if data.is_dir() else []
    if not paths:
        raise UsageError(f"{data} holds no labels", mend=f"expected a folder with files such as news{_SUFFIX}")
    unread = unread_part(paths[0], "elevant")
    rows: list[Row] = []
    failures: list[str] = []
    for path in paths:
        name = path.name.removesuffix(_SUFFIX)
        found, wrong = _scored(path, f" {name}{' (unread part)' if name in unread else ''}")
        rows += found
        failures += [] if name in unread else wrong
    return Report("elevant", data.as_posix(), tuple(rows), tuple(failures))


def _scored(path: Path, suffix: str) -> tuple[list[Row], list[str]]:
    counts: dict[str, list[Counts]] = defaultdict(list)
    failures: list[str] = []
    articles: list[dict[str, Any]] = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    pointing = any(not _named(article, label) for article in articles for label in article["labels"])
    for article in articles:
        resolved = resolve_text(article["text"])
        gold, got = _labels(article), _links(article, resolved)
        for kind in ("", "states", "persons", _OTHERS):
            mine, theirs = _of_kind(gold, kind), _of_kind(got, kind)
            counts[kind].append((matched(mine, theirs), len(mine), len(theirs)))
        if pointing:
            everything, ours = _labels(article, named=False), _links(article, resolved, plain=False)
            counts["links with pronouns"].append((matched(everything, ours), len(everything), len(ours)))
        failures += _failures(article, gold, got)
    rows = [row(f"{kind or 'links'}{suffix}", parts, _detail(total(parts))) for kind, parts in counts.items()]
    return rows, failures


def _detail(counts: Counts) -> str:
    right, gold, got = counts
    return f"P {right / got if got else 0:.3f}  R {right / gold if gold else 0:.3f}  given {got}"


def matched(gold: Iterable[Link], got: Iterable[Link]) -> int:
    """How many labels some link of ours overlaps that means the same, one to one."""
    free = list(got)
    right = 0
    for label in gold:
        fitting = [link for link in free if _overlap(label, link) and link.actor == label.actor]
        if fitting:
            free.remove(fitting[0])
            right += 1
    return right


def _overlap(one: Link, other: Link) -> bool:
    return one.start < other.end and other.start < one.end


def _labels(article: dict[str, Any], *, named: bool = True) -> list[Link]:
    """The labels of the part that is scored whose entity the knowledge base holds: on names, or on everything."""
    first, last = article["evaluation_span"]
    found = []
    for label in article["labels"]:
        start, end = label["span"]
        actor = held(label["entity_id"], str(label.get("name") or ""))
        if actor and first <= start and end <= last and (_named(article, label) or not named):
            found.append(Link(start, end, actor))
    return found


def _named(article: dict[str, Any], label: dict[str, Any]) -> bool:
    """Whether a label stands on a name: not on a pronoun or on common nouns."""
    start, end = label["span"]
    words = article["text"][start:end]
    return any(c.isupper() for c in words) and words.lower() not in PRONOUNS


@lru_cache(maxsize=65536)
def held(wikidata: str, name: str) -> str | None:
    """The actor id under which the knowledge base holds an entity: by its Wikidata id, else as what its name names.

    A name counts for a state (so that a part of one, "Scotland", is the state whose name it is filed under) and for
    what has no Wikidata id in the knowledge base.
    """
    if wikidata in _states():
        return _states()[wikidata]
    if kb.load().entity(f"qid:{wikidata}"):
        return f"qid:{wikidata}"
    words = name.split()
    found = kb.load().longest(words, 0) if words else None
    if found is None or found[0] != len(words):
        return None
    terms = [term for term in found[1] if term.kind in ("name", "acronym")]
    unnumbered = {term.id for term in terms if not term.id.startswith("qid:")}
    return unnumbered.pop() if len(unnumbered) == 1 else None


@lru_cache(maxsize=1)
def _states() -> dict[str, str]:
    return {state.qid: state.id for state in kb.load().states.values() if state.qid}


def _links(article: dict[str, Any], resolved: Resolved, *, plain: bool = True) -> list[Link]:
    """Our mentions in the part that is scored that were tied to a known actor: plain names, or all."""
    first, last = article["evaluation_span"]
    found = []
    for mention in resolved.annotated.mentions:
        actor = resolved.links[mention.i]
        if actor and (mention.kind in _PLAIN or not plain) and kb.load().entity(actor):
            span = resolved.span(mention.first, mention.last)
            link = Link(span.start, span.end, actor)
            if first <= span.start and span.end <= last and not (plain and _of_a_people(article, mention, link)):
                found.append(link)
    return found


def _of_a_people(article: dict[str, Any], mention: Mention, link: Link) -> bool:
    """Whether a demonym stands on a label that the knowledge base does not hold: of a people, a language, a team."""
    under = [label for label in article["labels"] if label["span"][0] < link.end and link.start < label["span"][1]]
    known = any(held(label["entity_id"], str(label.get("name") or "")) for label in under)
    return mention.kind == "demonym" and bool(under) and not known


def _of_kind(links: list[Link], kind: str) -> list[Link]:
    return [link for link in links if not kind or _kind(link.actor) == kind]


def _kind(actor: str) -> str:
    entity = kb.load().entity(actor)
    return _SCHEMAS.get(entity.schema, _OTHERS) if entity else _OTHERS


def _failures(article: dict[str, Any], gold: list[Link], got: list[Link]) -> list[str]:
    text = article["text"]
    missed = [label for label in gold if not any(_overlap(label, link) and link.actor == label.actor for link in got)]
    wrong = [link for link in got if not any(_overlap(label, link) and link.actor == label.actor for label in gold)]
    return [
        f"{article['id']}: {told} {link.actor} at {link.start} | {text[max(0, link.start - 40) : link.end + 40]}"
        for told, links in (("missed", missed), ("wrong", wrong))
        for link in links
    ]
