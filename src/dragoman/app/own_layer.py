"""What the people of a store decided about actors, joined over the knowledge base while articles are read into it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from dragoman import kb
from dragoman.kb.layer import KINDS, Layer, OwnActor, OwnTenure, written
from dragoman.records import Judgement
from dragoman.review import knowledge_rows


def layer_of(judgements: Iterable[Judgement]) -> Layer:
    """The judgements in force as a layer: names of actors (a merge's, an alias), tenures."""
    rows = knowledge_rows(judgements)
    layer = Layer()
    for row in rows["actors"]:  # one after the other: rows on one actor keep the names of both
        layer = layer.joined(Layer((OwnActor(**row | {"kind": KINDS[row["schema"]]}),)))  # type: ignore[index]
    return layer.joined(Layer(tenures=tuple(OwnTenure(**row) for row in rows["tenures"])))


@contextmanager
def known_to_people(judgements: Iterable[Judgement]) -> Iterator[str]:
    """Read with what people decided, and without it again afterwards; its hash, empty where there is nothing."""
    own, usual = layer_of(judgements), kb.layer()
    if own == Layer():
        yield ""
        return
    kb.use(usual.joined(own))
    try:
        said = written(own.actors, OwnActor) + written(own.tenures, OwnTenure)
        yield hashlib.sha256(said.encode()).hexdigest()[:12]
    finally:
        kb.use(usual)
