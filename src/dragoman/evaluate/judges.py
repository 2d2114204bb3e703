"""How a row of each file of cases is judged: what is wrong in words, or nothing where all is right.

A judge looks at the record that fits best: the row is right where one record meets every column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Final

from dragoman.evaluate.moments import judge_time
from dragoman.evaluate.names import names_match
from dragoman.evaluate.seen import Seen
from dragoman.records import Agreement, Amount, Claim, Event, Gap

Case = Mapping[str, str]
_SYMMETRIC: Final = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE"})
_OR: Final = ";"
_NEVER: Final = "none"


def options(cell: str) -> set[str]:
    """The right answers of a cell, folded."""
    return {part.strip().casefold() for part in cell.split(_OR) if part.strip()}


def best(complaints: Iterable[list[str]], nothing: str) -> str:
    """The shortest list of complaints as one line: empty where some record has none."""
    ranked = sorted(complaints, key=len)
    return ", ".join(ranked[0]) if ranked else nothing


def differs(name: str, expected: str, got: object) -> list[str]:
    """A complaint where a column asks for something and the record says something else."""
    wanted = options(expected)
    return [] if not wanted or str(got).casefold() in wanted else [f"{name} {got}, not {expected}"]


def judge_event(case: Case, seen: Seen) -> str:
    """Type, both sides and modality of one event; for a row without a type, that there is none."""
    found = seen.events()
    if not case["type"]:
        return ", ".join(f"{e.type} where there is no event" for e in found)
    return best((_event_faults(case, e, seen) for e in found), "no event")


def _event_faults(case: Case, event: Event, seen: Seen) -> list[str]:
    source, target = options(case["source"]), options(case["target"])
    acting = {(seen.country(a) or "").casefold() for a in event.source}
    meant = {(seen.country(a) or "").casefold() for a in event.target}
    straight = bool(source & acting) and bool(target & meant)
    pooled = event.type in _SYMMETRIC and bool(source & (acting | meant)) and bool(target & (acting | meant))
    sides = [] if straight or pooled else [f"sides {sorted(acting)} to {sorted(meant)}"]
    return [*differs("type", case["type"], event.type), *sides, *differs("modality", case["modality"], event.modality)]


def judge_amount(case: Case, seen: Seen) -> str:
    """Figure, unit, qualifier, kind, payer, payee and basis of one amount; for basis `none`, that no loan was made."""
    found = [r for r in seen.outcome.records if isinstance(r, Amount)]
    never = case.get("basis") == _NEVER
    return best((_amount_faults(case, a, seen) for a in found), "" if never else "no amount")


def _amount_faults(case: Case, amount: Amount, seen: Seen) -> list[str]:
    figures = [
        f"{name} {got}, not {case[name]}"
        for name, got in (("value", amount.value), ("low", amount.low), ("high", amount.high))
        if case[name] and not _equal(case[name], got)
    ]
    parts = (differs(name, case[name], getattr(amount, name)) for name in ("unit", "qualifier", "kind"))
    basis = str(amount.basis).casefold() if amount.basis else _NEVER
    sides = (differs(name, case.get(name) or "", _owner(getattr(amount, name), seen)) for name in ("payer", "payee"))
    return [
        *figures,
        *(fault for part in parts for fault in part),
        *differs("basis", case.get("basis") or "", basis),
        *(fault for side in sides for fault in side),
    ]


def _owner(actor: str | None, seen: Seen) -> str:
    """The country of whoever pays or is paid; nobody where none is told."""
    return (seen.country(actor) if actor else None) or "nobody"


def _equal(expected: str, got: str | None) -> bool:
    try:
        return got is not None and Decimal(expected) == Decimal(got)
    except InvalidOperation:
        return False


def judge_claim(case: Case, seen: Seen) -> str:
    """Speaker, class, form, certainty and kind of one claim; for class `none`, that nobody claims anything."""
    found = [r for r in seen.outcome.records if isinstance(r, Claim) and r.speaker_class != "narrator"]
    if case["speaker_class"] == "none":
        return ", ".join(f"a claim of {c.speaker_text}" for c in found)
    return best((_claim_faults(case, c, seen) for c in found), "no claim")


def _claim_faults(case: Case, claim: Claim, seen: Seen) -> list[str]:
    said_by = f"{seen.name(claim.speaker)} {claim.speaker_text or ''}"
    unnamed = not case["speaker"]
    right = claim.speaker is None if unnamed else names_match(case["speaker"], seen.name(claim.speaker))
    if not unnamed and claim.speaker is None:
        right = case["speaker"].casefold() in said_by.casefold()
    speaker = [] if right else [f"speaker {said_by.strip() or 'nobody'}, not {case['speaker'] or 'unnamed'}"]
    parts = (
        differs(label, case[label], getattr(claim, label)) for label in ("speaker_class", "form", "certainty", "kind")
    )
    return [*speaker, *(fault for part in parts for fault in part)]


def judge_gap(case: Case, seen: Seen) -> str:
    """That a gap is found on the cue, with whoever withholds; or that there is none."""
    found = [r for r in seen.outcome.records if isinstance(r, Gap) and not r.implied]
    if case["gap"] == "no":
        return ", ".join(f"a gap where there is none: {g.question}" for g in found)
    return best((_gap_faults(case, g) for g in found), "no gap")


def _gap_faults(case: Case, gap: Gap) -> list[str]:
    told = any(case["cue"].casefold() in span.text.casefold() for span in gap.evidence)
    withheld = not case["withheld_by"] or bool(gap.withheld_by)
    return [*([] if told else [f"evidence without {case['cue']!r}"]), *([] if withheld else ["withheld by nobody"])]


def judge_agreement(case: Case, seen: Seen) -> str:
    """Status, count, parties and kind of one agreement; for a row without a status, that there is none."""
    found = [r for r in seen.outcome.records if isinstance(r, Agreement)]
    if not case["status"]:
        return ", ".join(f"a {a.kind} where there is none" for a in found)
    return best((_agreement_faults(case, a, seen) for a in found), "no agreement")


def _agreement_faults(case: Case, agreement: Agreement, seen: Seen) -> list[str]:
    parties = {(seen.country(a) or "").casefold() for a in agreement.parties}
    missing = sorted(options(case["parties"]) - parties)
    return [
        *differs("status", case["status"], agreement.status),
        *differs("count", case["count"], agreement.count or 1),
        *([f"party {', '.join(missing)} missing"] if missing else []),
        *differs("kind", case["kind"], agreement.kind),
    ]


def judge_actor(case: Case, seen: Seen) -> str:
    """Whom the words of a mention were taken for."""
    start, end = seen.where(case["mention"])
    linked = [a for a in seen.outcome.actors if any(m.start < end and m.end > start for m in a.mentions)]
    told = ", ".join(a.name for a in linked) or "nobody"
    expected = case["actor"]
    if expected == "not-actor":
        return f"taken for {told}" if any(a.schema_ == "State" for a in linked) else ""
    if expected == "unresolved":
        return f"taken for {told}" if linked else ""
    if expected.startswith("name:"):
        name = expected.removeprefix("name:")
        right = any(names_match(name, other) for a in linked for other in (a.name, *a.aliases))
    else:
        right = any(a.id == expected for a in linked)
    return "" if right else f"taken for {told}, not {expected}"


JUDGES: Final[dict[str, Callable[[Case, Seen], str]]] = {
    "events": judge_event,
    "times": judge_time,
    "amounts": judge_amount,
    "claims": judge_claim,
    "gaps": judge_gap,
    "agreements": judge_agreement,
    "actors": judge_actor,
}
