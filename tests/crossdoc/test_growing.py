"""Documents that come one by one: the clusters are those of all at once, in whatever order they came."""

import random
from collections import defaultdict

import pytest
import test_copies
import test_stories as told

from dragoman.crossdoc import Growing, Setting, Told, trail
from dragoman.crossdoc.clusters import cluster_of, in_order
from dragoman.crossdoc.matters import together
from dragoman.crossdoc.support import Witnesses
from dragoman.records import Actor, Claim, Cluster, Event, Participant, Span
from dragoman.store.shelf import SqliteShelf

CLAUSE = "The lower dues hold for five years"


def stories():
    """The documents of stories.csv, with their records and actors."""
    records, actors = defaultdict(list), defaultdict(list)
    for record, row in zip(told.RECORDS, told.ROWS, strict=True):
        records[row["document"]].append(record)
        actors[row["document"]] += told.actors(row)
    for document in told.DOCUMENTS:
        yield Told(document, "", tuple(actors[document.id]), tuple(records[document.id]))


def copies():
    """A wire story, its copies and a report of its own: one event each, which the edited copy words otherwise."""
    for document, text in test_copies.PAIRS:
        where = max(text.find("dues hold"), text.find("dues count"), 0)
        words = text[where : where + 40]
        span = Span(document_id=document.id, start=where, end=where + len(words), text=words)
        sides = [("name:elsa-prieto:PRY", "state:PRY", "source"), ("name:joseph-camilleri:MLT", "state:MLT", "target")]
        event = Event(
            id=f"event:{document.id}", document_id=document.id, evidence=(span,), confidence="high", score=0.9,
            extractor="made/1", type="CONSULT", source=(sides[0][0],), target=(sides[1][0],), verb=span,
            modality="actual", participants=tuple(Participant(actor=a, acts_for=f, side=s) for a, f, s in sides),
        )  # fmt: skip
        actors = tuple(
            Actor(
                id=a, name=a.split(":")[1].replace("-", " ").title(), schema_="Person", country=a[-3:], mentions=(span,)
            )
            for a, _, _ in sides
        )
        yield Told(document, text, actors, (event,))


DOCUMENTS = [*stories(), *copies()]


def all_at_once(documents):
    led = trail((one.document, one.text) for one in documents)
    actors = [actor for one in documents for actor in one.actors]
    texts = {one.document.id: one.text for one in documents}
    setting = Setting((d.document for d in documents), actors, led.copy_of, led.passages, texts, undated=True)
    records = in_order(record for one in documents for record in one.records)
    claims = {record.id: record for record in records if isinstance(record, Claim)}
    groups = together(records, setting)
    return sorted((cluster_of(g, Witnesses(g, claims, set(), setting)) for g in groups), key=lambda c: c.id)


def grown(documents):
    shelf = SqliteShelf(":memory:")
    growing = Growing(shelf)
    for one in documents:
        growing.add(one)
    found = [Cluster.model_validate_json(body) for body in shelf.all_clusters()]
    shelf.close()
    return found


EXPECTED = all_at_once(DOCUMENTS)


def test_there_is_something_to_grow():
    kinds = {cluster.kind for cluster in EXPECTED}
    assert {"events", "agreements"} <= kinds
    assert len(EXPECTED) >= 11
    (copied,) = [c for c in EXPECTED if "event:wire" in c.members]
    assert {"event:edited", "event:undated"} <= set(copied.members)
    assert set(copied.origins) == {"wire", "other"}, "copies add no origin"


@pytest.mark.parametrize("seed", range(20))
def test_any_order_of_arrival_gives_the_clusters_of_all_at_once(seed):
    assert grown(random.Random(seed).sample(DOCUMENTS, len(DOCUMENTS))) == EXPECTED  # noqa: S311 - an order, no secret


def test_a_new_document_names_the_clusters_that_it_changed():
    first, second, *_ = [one for one in DOCUMENTS if one.document.id.startswith("rail-")]
    growing = Growing(shelf := SqliteShelf(":memory:"))
    assert growing.add(first) == []
    (started,) = growing.add(second)
    assert {span.document_id for span in started.evidence} == {first.document.id, second.document.id}
    shelf.close()


def test_what_has_nothing_to_do_with_it_is_not_read():
    shelf = SqliteShelf(":memory:")
    growing = Growing(shelf)
    for one in DOCUMENTS[:-1]:
        growing.add(one)
    read = []
    bodies = shelf.bodies
    shelf.bodies = lambda documents: read.extend(documents) or bodies(documents)
    growing.add(DOCUMENTS[-1])
    assert set(read) <= {one.document.id for one in copies()}
    shelf.close()


def test_a_shelf_outlives_its_program(tmp_path):
    for half in (DOCUMENTS[:20], DOCUMENTS[20:]):
        shelf = SqliteShelf(tmp_path / "shelf.db")
        for one in half:
            Growing(shelf).add(one)
        shelf.commit()
        shelf.close()
    shelf = SqliteShelf(tmp_path / "shelf.db")
    assert [Cluster.model_validate_json(body) for body in shelf.all_clusters()] == EXPECTED
    shelf.close()
