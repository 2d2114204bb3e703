"""Whether two records say the same, or may be of one thing."""

from __future__ import annotations

from typing import Any, Final

from dragoman.records import Evident, Model, Span

_ELSEWHERE: Final = frozenset(
    {"id", "document_id", "confidence", "score", "extractor", "attributed_to", "about", "part_of", "restates"}
    | {"cluster", "review"}
)


def words_of(record: Evident) -> tuple[str, ...]:
    """The words that a record rests on, spaces aside."""
    return tuple(" ".join(span.text.split()) for span in record.evidence)


def said(value: Any) -> Any:
    """What a record says, but for where it stands and how surely it was read."""
    if isinstance(value, Span):
        return " ".join(value.text.split())
    if isinstance(value, tuple):
        return tuple(map(said, value))
    if isinstance(value, Model):
        return type(value), {name: said(field) for name, field in value if name not in _ELSEWHERE}
    return value


def is_one(a: Evident, b: Evident) -> bool:
    """Whether two records are joined already."""
    return a.cluster is not None and a.cluster == b.cluster


def touch(a: Evident, b: Evident) -> bool:
    """Whether two records can be of one day; those without a date can be of any."""
    one, other = getattr(a, "date", None), getattr(b, "date", None)
    return one is None or other is None or bool(one.touches(other))
