"""CAMEO triples of single sentences (the validation file of PETRARCH2 and UniversalPetrarch): code, source, target.

Its gold was seeded from PETRARCH2's output: .717 for PETRARCH2 and .694 for UniversalPetrarch on whole triples are to
be read beside it. Actors are written by `kb/data/cameo_actors.csv`, which leaves out parties and faiths.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from dragoman.document import Outcome
from dragoman.errors import UsageError
from dragoman.evaluate.bootstrap import Counts, row
from dragoman.evaluate.report import Report
from dragoman.evaluate.seen import read_or_note
from dragoman.kb.cameo import UNKNOWN, actor_code, sector_code
from dragoman.records import Event

Triple = tuple[str, str, str]
_BLOCK = re.compile(r"<Sentence\b([^>]*)>(.*?)(?=<Sentence\b|</Sentences>|\Z)", re.DOTALL)
_CODING = re.compile(r"<EventCoding\b([^>]*)>")
_ATTRIBUTE = re.compile(r'(\w+)\s*=\s*"([^"]*)"')
_TEXT = re.compile(r"<Text>(.*?)</Text>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Coded:
    """A sentence, its day, and the triples that it is to give."""

    text: str
    published: str | None
    triples: tuple[Triple, ...]


def read_coded(data: Path) -> list[Coded]:
    """The sentences of the file, which is not well-formed XML. Raises UsageError where it holds none."""
    try:
        text = data.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{data} cannot be read: {error.strerror}", mend="name the file with --data") from error
    found = [coded for head, body in _BLOCK.findall(text) if (coded := _coded(head, body))]
    if not found:
        raise UsageError(
            f"{data} holds no coded sentences", mend="expected <Sentence …> with <Text> and <EventCoding …>"
        )
    return found


def _coded(head: str, body: str) -> Coded | None:
    about = dict(_ATTRIBUTE.findall(head))
    words = _TEXT.search(body)
    if words is None or about.get("evaluate") == "false":
        return None
    rows = [dict(_ATTRIBUTE.findall(coding)) for coding in _CODING.findall(body)]
    triples = tuple(
        (r["eventcode"], r.get("sourcecode", UNKNOWN), r.get("targetcode", UNKNOWN)) for r in rows if r.get("eventcode")
    )
    day = about.get("date", "")
    published = f"{day[:4]}-{day[4:6]}-{day[6:]}" if re.fullmatch(r"\d{8}", day) else None
    return Coded(" ".join(words[1].split()), published, triples)


def evaluate_triples(data: Path) -> Report:
    """F1 of whole triples; of root code and states; of states alone."""
    notes: list[str] = []
    pairs = [(coded.triples, _given(coded, notes)) for coded in read_coded(data)]
    levels = (("triples", _whole), ("root code and states", _root), ("states", _states))
    rows = tuple(row(name, [_counts(gold, got, level) for gold, got in pairs]) for name, level in levels)
    peers = "whole triples: PETRARCH2 .717 (the gold was seeded from its output), UniversalPetrarch .694"
    return Report("triples", data.as_posix(), rows, notes=(peers, *notes))


def _given(coded: Coded, notes: list[str]) -> list[Triple]:
    outcome = read_or_note(coded.text, coded.text[:40], notes, published=coded.published)
    return triples_of(outcome) if outcome else []


def triples_of(outcome: Outcome) -> list[Triple]:
    """The triples of what is read, one for each pair of a source and a target; events without a code are left out."""
    actors = {actor.id: actor for actor in outcome.actors}
    found = []
    for event in (r for r in outcome.records if isinstance(r, Event) and r.cameo):
        given = {p.actor: sector_code(p.sector, p.capacity) for p in event.participants}

        def code(key: str, given: dict[str, str] = given) -> str:
            country = actors[key].country if key in actors else None
            return actor_code(key, country=country, state=key.startswith("state:"), sector=given.get(key, ""))

        pairs = [(code(s), code(t)) for s in event.source or () for t in event.target or ()]
        alone = [(code(s), UNKNOWN) for s in event.source if not event.target]
        alone += [(UNKNOWN, code(t)) for t in event.target if not event.source]
        found += [(event.cameo or "", source, target) for source, target in (*pairs, *alone)]
    return found


def _whole(triple: Triple) -> Triple:
    return triple


def _root(triple: Triple) -> Triple:
    return triple[0][:2], triple[1][:3], triple[2][:3]


def _states(triple: Triple) -> Triple:
    return "", triple[1][:3], triple[2][:3]


def _counts(gold: Iterable[Triple], got: Iterable[Triple], level: Callable[[Triple], Triple]) -> Counts:
    wanted, given = (Counter(level(t) for t in part) for part in (gold, got))
    return (wanted & given).total(), wanted.total(), given.total()
