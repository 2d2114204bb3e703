"""Cases of resolution: mentions that mislead, with who is meant, on whose behalf, in which office and how it is held.

A row is right where everything it asks is; `abstained` asks of the rows that are to stay open only that nobody is
linked. The half under `held/` is scored and not listed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from dragoman.document import Mention, Resolved
from dragoman.errors import BrokenSystem, UsageError
from dragoman.evaluate.bootstrap import Counts, row
from dragoman.evaluate.cases import read_cases
from dragoman.evaluate.names import names_match
from dragoman.evaluate.report import Report, Row
from dragoman.evaluate.seen import resolve_text
from dragoman.extract.parties import standing_at
from dragoman.records import Actor

Case = Mapping[str, str]
_NAME: Final = "resolution.csv"
_OPEN: Final = frozenset({"unresolved", "not-actor"})


class Verdict(NamedTuple):
    """What is wrong, in words; and whether somebody was linked where nobody is to be."""

    faults: str
    linked: bool


def evaluate_resolution(data: Path) -> Report:
    """Judge every row of `data/resolution.csv` and of its held half. Raises UsageError where there are none."""
    if not (data / _NAME).is_file():
        raise UsageError(f"{data} holds no cases of resolution", mend=f"expected {data / _NAME}")
    rows: list[Row] = []
    failures: list[str] = []
    for path, half in ((data / _NAME, ""), (data / "held" / _NAME, " held")):
        if path.is_file():
            found, wrong = _judged(path, half)
            rows += found
            failures += [] if half else wrong
    return Report("resolution", data.as_posix(), tuple(rows), tuple(failures))


def _judged(path: Path, half: str) -> tuple[list[Row], list[str]]:
    counts: dict[str, list[Counts]] = defaultdict(list)
    failures: list[str] = []
    for case in read_cases(path):
        verdict = _judge(case)
        right = int(not verdict.faults)
        counts["right"].append((right, 1, 1))
        if case["actor"] in _OPEN:
            counts["abstained"].append((int(not verdict.linked), 1, 1))
        counts[case["kind"]].append((right, 1, 1))
        if verdict.faults:
            failures.append(f"{case['id']}: {verdict.faults} | {case['text']}")
    return [
        row(f"{name}{half}", parts, f"{sum(p[0] for p in parts)} right") for name, parts in counts.items()
    ], failures


def _judge(case: Case) -> Verdict:
    try:
        return judge_resolution(case, resolve_text(case["text"], case["published"]))
    except BrokenSystem:
        raise
    except Exception as error:  # noqa: BLE001 - a sentence that cannot be read is a case that is not right
        return Verdict(f"{type(error).__name__}: {error}", linked=True)


def judge_resolution(case: Case, resolved: Resolved) -> Verdict:
    """Whether the words at `start` were taken for whom the row says, with the standing that it asks."""
    mentions = _at(resolved, int(case["start"]), int(case["start"]) + len(case["mention"]))
    actors = list({actor.id: actor for m in mentions if (actor := resolved.actor_of(m))}.values())
    expected = case["actor"].split(" or ")
    linked = bool(actors)
    faults = []
    if case["actor"] in _OPEN:
        faults += [f"taken for {', '.join(a.name for a in actors)}"] if linked else []
    elif not any(_is(option, actor) for option in expected for actor in actors):
        faults.append(f"taken for {', '.join(a.id for a in actors) or 'nobody'}, not {case['actor']}")
    return Verdict(", ".join([*faults, *_standing(case, resolved, mentions)]), linked)


def _at(resolved: Resolved, start: int, end: int) -> list[Mention]:
    """The mentions of the words asked: those that cover the head of the phrase; one inside it is another mention's."""
    doc = resolved.annotated
    offsets = doc.clean.offsets
    first, last = doc.token_range(offsets.to_clean(start), offsets.to_clean(end))
    inside = [t for t in doc.tokens[first:last] if not first <= t.head < last or t.head == t.i]
    heads = {t.i for t in inside}
    covering = [m for m in doc.mentions if any(m.first <= i < m.last for i in heads)]
    whole = [m for m in covering if m.first <= first and last <= m.last]
    return covering or whole or [m for m in doc.mentions if m.first < last and first < m.last]


def _is(expected: str, actor: Actor) -> bool:
    if expected.startswith("name:"):
        name = expected.removeprefix("name:")
        return any(names_match(name, other) for other in (actor.name, *actor.aliases))
    return actor.id == expected


def _standing(case: Case, resolved: Resolved, mentions: list[Mention]) -> Iterator[str]:
    """What is wrong with capacity, behalf, office and its standing, where the row asks for them."""
    asked = {name: case[name] for name in ("capacity", "acts_for", "office", "standing") if case[name]}
    if not asked:
        return
    if not mentions:
        yield "no mention to ask"
        return
    mention = min(mentions, key=lambda m: (m.kind != "office", m.i))
    capacity, behalf = standing_at(resolved, mention)
    if asked.get("capacity", capacity) != capacity:
        yield f"capacity {capacity}, not {case['capacity']}"
    if "acts_for" in asked and not _for(asked["acts_for"], behalf, resolved):
        yield f"acts for {behalf}, not {case['acts_for']}"
    offices = {m.office for m in (*mentions, *_beside(resolved, mentions))}
    if "office" in asked and asked["office"] not in offices:
        yield f"office {', '.join(sorted(filter(None, offices))) or 'none'}, not {case['office']}"
    told = {str(m.standing) for m in (*mentions, *_beside(resolved, mentions)) if m.standing} or {"in-office"}
    if "standing" in asked and asked["standing"] not in told:
        yield f"standing {', '.join(sorted(told))}, not {case['standing']}"


def _beside(resolved: Resolved, mentions: list[Mention]) -> list[Mention]:
    """The offices in apposition with a name."""
    names = {m.i for m in mentions}
    return [m for m in resolved.annotated.mentions if m.joined in names]


def _for(expected: str, behalf: str | None, resolved: Resolved) -> bool:
    """Whether the actor on whose behalf is the one expected, or is not the one excluded."""
    if expected.startswith("not "):
        return behalf != expected.removeprefix("not ")
    actor = resolved.actors.get(behalf or "")
    return behalf == expected or (actor is not None and _is(expected, actor))
