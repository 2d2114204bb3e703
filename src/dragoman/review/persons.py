"""Who is who by people's word: merges everywhere, and splits in single documents."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dragoman.crossdoc import Identity
from dragoman.records import Actor, ActorAnchor, Judgement, MergeActors, SplitActor
from dragoman.review.anchors import find_actors
from dragoman.review.positions import Questions


class Persons:
    """The judgements on actors, put to their questions. What finds nobody goes into `lost`, by its id."""

    def __init__(
        self,
        judgements: Iterable[Judgement],
        texts: Mapping[str, str],
        questions: Questions,
        lost: dict[str, Judgement],
    ) -> None:
        self._judgements, self._texts, self._questions, self._lost = tuple(judgements), texts, questions, lost

    def identities(self, ruled_by: Iterable[Identity], actors: Iterable[Actor]) -> list[Identity]:
        """Who of each document is who, by the rules and then by people's word."""
        ruled = {(i.document_id, i.actor): i for i in ruled_by}
        merged, split = self._actors_decided(list(actors))
        if not merged and not split:
            return list(ruled.values())
        native = {(span.document_id, actor.id) for actor in actors for span in actor.mentions} | ruled.keys()
        found = []
        for document, actor in sorted(native):
            rule = ruled.get((document, actor))
            name = rule.same_as if rule else actor
            decided = split.get((document, name)) or _end(name, merged)
            if decided != name:
                rule = Identity(document, actor, decided, "person", 1.0)
            if rule is not None and decided != actor:
                found.append(rule)
        return found

    def _actor_anchors(self) -> Iterator[ActorAnchor]:
        for judgement in self._judgements:
            decision: Any = judgement.decision
            yield from (decision.actor,) if hasattr(decision, "actor") else ()
            yield from getattr(decision, "actors", ())

    def _actors_decided(self, actors: list[Actor]) -> tuple[dict[str, str], dict[tuple[str, str], str]]:
        """Who goes by whose id everywhere, and who goes by another id in one document."""
        now = find_actors(self._actor_anchors(), actors)
        for judgement in self._judgements:
            decision = judgement.decision
            if isinstance(decision, MergeActors):
                self._weigh_merge(decision, judgement, now)
            elif isinstance(decision, SplitActor):
                key = now.get(decision.actor.actor)
                if key is None and self._is_here((decision.actor,)):
                    self._lost[judgement.id] = judgement
                for document in decision.in_documents:
                    if key is not None:
                        self._questions.answer(("actor in", document, key), decision.into, judgement)
        agreed = {q: json.loads(p.value) for q, p in self._questions.agreed().items() if q[0].startswith("actor")}
        merged = {q[1]: into for q, into in agreed.items() if q[0] == "actor"}
        split = {(q[1], q[2]): into for q, into in agreed.items() if q[0] == "actor in"}
        return merged, split

    def _weigh_merge(self, decision: MergeActors, judgement: Judgement, now: Mapping[str, str]) -> None:
        into = now.get(decision.into, decision.into)
        present = {now[one.actor] for one in decision.actors if one.actor in now}
        for actor in present - {into}:
            self._questions.answer(("actor", actor), into, judgement)
        if any(one.actor not in now for one in decision.actors) and self._is_here(decision.actors):
            self._lost[judgement.id] = judgement

    def _is_here(self, anchors: Iterable[ActorAnchor]) -> bool:
        """Whether some document that mentions them is in view."""
        return all(any(span.document_id in self._texts for span in one.mentions) for one in anchors)


def leads(judgements: Iterable[Judgement], actors: Iterable[Actor]) -> list[Actor]:
    """An actor without mentions for every id that a person gave to one who was split off."""
    known = {actor.id: actor for actor in actors}
    found = []
    for judgement in judgements:
        decision = judgement.decision
        if isinstance(decision, SplitActor) and decision.into not in known and decision.actor.actor in known:
            changes: dict[str, Any] = {
                "id": decision.into,
                "aliases": (),
                "wikidata": None,
                "roles": (),
                "printed_as": {},
            }
            found.append(known[decision.actor.actor].model_copy(update=changes | {"mentions": ()}))
    return found


def _end(name: str, merged: Mapping[str, str]) -> str:
    """Where a chain of merges ends; a ring ends where it was entered."""
    seen = {name}
    while name in merged and merged[name] not in seen:
        name = merged[name]
        seen.add(name)
    return name
