"""What people's decisions add to the knowledge base for the next reading: names and tenures, as rows of its sheets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from dragoman.records import ActorAnchor, Alias, Judgement, MergeActors, Tenure
from dragoman.review.positions import in_force

Rows = dict[str, list[dict[str, str]]]
# The columns of a user's own sheets, as the knowledge base reads them; several names in a cell are parted by "|".
ACTORS: Final = ("id", "name", "schema", "country", "aliases", "wikidata", "kind", "source")
TENURES: Final = ("person", "office", "title", "country", "organisation", "start", "end", "source")


def knowledge_rows(judgements: Iterable[Judgement]) -> Rows:
    """Rows of the sheets `actors` and `tenures`, each with its source: the judgement and who made it.

    A merge gives the actor that stands for all the names of the others. Nothing that was undone is among them.
    """
    found: Rows = {"actors": [], "tenures": []}
    for judgement in in_force(judgements):
        decision, source = judgement.decision, f"{judgement.id} by {judgement.who}"
        if isinstance(decision, MergeActors):
            lead = next((one for one in decision.actors if one.actor == decision.into), None)
            names = [one.name for one in decision.actors if one.actor != decision.into]
            found["actors"] += [_actor(lead, names, source)] if lead else []
        elif isinstance(decision, Alias):
            found["actors"].append(_actor(decision.actor, [decision.name], source))
        elif isinstance(decision, Tenure):
            row = {"person": decision.actor.actor, "office": decision.office, "title": decision.office}
            row |= {"country": decision.country, "start": str(decision.start or ""), "end": str(decision.end or "")}
            found["tenures"].append(dict.fromkeys(TENURES, "") | row | {"source": source})
            found["actors"].append(_actor(decision.actor, [], source))
    return found


def _actor(actor: ActorAnchor, names: Iterable[str], source: str) -> dict[str, str]:
    others = "|".join(dict.fromkeys(name for name in names if name != actor.name))
    wikidata = actor.actor.removeprefix("qid:") if actor.actor.startswith("qid:") else ""
    row = {"id": actor.actor, "name": actor.name, "schema": actor.sort, "country": actor.country or ""}
    return dict.fromkeys(ACTORS, "") | row | {"aliases": others, "wikidata": wikidata, "source": source}
