"""One node an actor: what each document says of it, taken together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from dragoman.records import Actor, Role, Span


def merge_actors(actors: Iterable[Actor]) -> list[Actor]:
    """The actors of many documents, one for each id, sorted by id."""
    by_id: dict[str, list[Actor]] = defaultdict(list)
    for actor in actors:
        by_id[actor.id].append(actor)
    return [_merged(by_id[key]) for key in sorted(by_id)]


def _merged(same: list[Actor]) -> Actor:
    name = _prevailing([actor.name for actor in same])
    aliases = {alias for actor in same for alias in (*actor.aliases, actor.name)} - {name}
    printed: Counter[str] = Counter()
    for actor in same:
        printed.update(actor.printed_as)
    return Actor(
        id=same[0].id,
        name=name,
        schema_=_prevailing([actor.schema_ for actor in same]),
        country=_known([actor.country for actor in same]),
        aliases=tuple(sorted(aliases)),
        wikidata=_known([actor.wikidata for actor in same]),
        roles=tuple(sorted({role for actor in same for role in actor.roles}, key=_role_key)),
        printed_as=dict(sorted(printed.items())),
        mentions=tuple(sorted({span for actor in same for span in actor.mentions}, key=_span_key)),
    )


def _prevailing(values: list[str]) -> str:
    """The most frequent value; of equals the longest, then the first in the alphabet."""
    counted = Counter(values)
    return min(counted, key=lambda value: (-counted[value], -len(value), value))


def _known(values: list[str | None]) -> str | None:
    present = [value for value in values if value]
    return _prevailing(present) if present else None


def _role_key(role: Role) -> tuple[str, ...]:
    return (
        role.office,
        role.country or "",
        str(role.start or ""),
        str(role.end or ""),
        role.basis,
        role.organisation or "",
    )


def _span_key(span: Span) -> tuple[str, int, int]:
    return (span.document_id, span.start, span.end)
