"""What people's decisions add to the knowledge base for the next reading: merges, names, tenures, as rows of tables."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.records import Alias, Judgement, MergeActors, Tenure
from dragoman.review.positions import in_force

Rows = dict[str, list[dict[str, str]]]


def knowledge_rows(judgements: Iterable[Judgement]) -> Rows:
    """Rows by table: `same` (id, name, same_as), `aliases` (id, name, alias), `tenures` (id, name, country, office,
    start, end), each with its source: the judgement and who made it. Nothing that was undone is among them.
    """
    found: Rows = {"aliases": [], "same": [], "tenures": []}
    for judgement in in_force(judgements):
        decision, source = judgement.decision, f"{judgement.id} ({judgement.who})"
        if isinstance(decision, MergeActors):
            others = (one for one in decision.actors if one.actor != decision.into)
            found["same"] += [_row(source, id=o.actor, name=o.name, same_as=decision.into) for o in others]
        elif isinstance(decision, Alias):
            actor = decision.actor
            found["aliases"].append(_row(source, id=actor.actor, name=actor.name, alias=decision.name))
        elif isinstance(decision, Tenure):
            actor, days = decision.actor, {"start": str(decision.start or ""), "end": str(decision.end or "")}
            row = {"id": actor.actor, "name": actor.name, "country": decision.country, "office": decision.office}
            found["tenures"].append(_row(source, **row, **days))
    return found


def _row(source: str, **columns: str) -> dict[str, str]:
    return {**columns, "source": source}
