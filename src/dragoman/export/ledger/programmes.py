"""Undertakings that outlast one agreement, each once, with the target dates that any article gives."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.export.brief.choose import Choice
from dragoman.export.brief.dealings import chronological, together
from dragoman.export.brief.names import Names
from dragoman.export.ledger.lines import Health, Telling, telling
from dragoman.records import Edtf, Milestone, Programme


@dataclass(frozen=True, slots=True)
class ProgrammeLine:
    """One programme: partners by name, what is dated about it, and every target date that is told, side by side."""

    record: Programme
    partners: tuple[str, ...]
    milestones: tuple[Milestone, ...]
    targets: tuple[Edtf, ...]
    telling: Telling
    health: Health


def programme_lines(choice: Choice, names: Names) -> list[ProgrammeLine]:
    """The programmes that the two states share, by name."""
    found = (record for record in choice.records if isinstance(record, Programme))
    lines = [_line(group, choice, names) for group in together(found, choice.holdings.clusters)]
    return sorted(lines, key=lambda line: (line.record.name.casefold(), line.telling.ids))


def _line(group: list[Programme], choice: Choice, names: Names) -> ProgrammeLine:
    best, told = group[0], telling(group, choice, names)
    milestones = {(m.what, str(m.date)): m for member in group for m in member.milestones}
    targets = {str(date): date for member in group for date in member.target_dates}
    partners = dict.fromkeys(partner for member in group for partner in member.partners)
    parts = {
        "parties": len(partners) > 1,
        "date": bool(targets),
        "status": best.status is not None,
        "milestones": bool(milestones),
        "second origin": told.confirmed,
    }
    return ProgrammeLine(
        record=best,
        partners=tuple(names.full_text(partner) for partner in partners),
        milestones=tuple(sorted(milestones.values(), key=lambda m: (*chronological(m.date), m.what))),
        targets=tuple(sorted(targets.values(), key=chronological)),
        telling=told,
        health=Health.of(parts),
    )
