import random

import pytest

from dragoman.crossdoc import Renaming, merge_actors, same_persons
from dragoman.records import (
    Actor,
    Agreement,
    DocumentRecord,
    Edtf,
    Event,
    Gap,
    Origin,
    Participant,
    Published,
    Relation,
    Role,
    Span,
    Step,
)


def someone(document, key, name, country=None, schema="Person", **more):
    mention = Span(document_id=document, start=0, end=len(name), text=name)
    return Actor(id=key, name=name, schema_=schema, country=country, mentions=(mention,), **more)


def state(document, code):
    return someone(document, f"state:{code}", code.title(), code, "State")


def person(document, name, country=None, **more):
    slug = name.lower().replace(" ", "-")
    return someone(document, f"name:{slug}:{country or 'xx'}", name, country, **more)


FULL = person("a", "Tomas Quiroga", "PRY", roles=(Role(office="leader", country="PRY", basis="text"),))
ALONE = person("b", "Quiroga")


def found(*actors):
    return {(i.document_id, i.actor): i.same_as for i in same_persons(actors)}


def test_a_family_name_is_the_one_person_of_the_store_whose_state_the_document_names():
    assert found(FULL, ALONE, state("b", "PRY")) == {("b", ALONE.id): FULL.id}
    assert found(FULL, ALONE) == {}, "the document names no state of his"
    assert found(FULL, ALONE, state("b", "BRA")) == {}


def test_two_candidates_are_left_apart():
    cousin = person("c", "Elsa Quiroga", "PRY")
    stranger = person("c", "Elsa Quiroga")
    for other in (cousin, stranger):
        assert found(FULL, ALONE, other, state("b", "PRY")) == {}
    abroad = person("c", "Elsa Quiroga", "BRA")
    assert found(FULL, ALONE, abroad, state("b", "PRY")) == {("b", ALONE.id): FULL.id}
    assert found(FULL, ALONE, abroad, state("b", "PRY"), state("b", "BRA")) == {}


def test_the_same_family_name_is_judged_document_by_document():
    other = person("c", "Quiroga")
    here = found(FULL, ALONE, other, state("b", "PRY"), state("c", "BRA"))
    assert here == {("b", ALONE.id): FULL.id}


def test_different_countries_never_join():
    assert found(FULL, person("b", "Quiroga", "BRA"), state("b", "PRY")) == {}
    assert found(FULL, person("b", "Tomas Quiroga", "BRA"), state("b", "PRY")) == {}


def test_a_document_that_has_the_full_name_kept_both_apart_itself():
    assert found(FULL, person("a", "Quiroga"), state("a", "PRY")) == {}


@pytest.mark.parametrize(
    ("one", "other"),
    [("Hakan Öztürk", "Hakan Ozturk"), ("Yousef Khalil", "Yusef Kalil"), ("Andrei Volkov", "Andrey Wolkov"),
     ("Otto Schmidt", "Otto Shmidt")],
)  # fmt: skip
def test_spellings_of_one_name_in_one_country_join(one, other):
    a, b = person("a", one, "TUR"), person("b", other, "TUR")
    assert set(found(a, b).values()) == {min(a.id, b.id)}
    assert found(a, person("b", other, "SYR")) == {}


@pytest.mark.parametrize(("one", "other"), [("Mario Lopez", "Maria Lopez"), ("Ana Rojas", "Ana Rozas")])
def test_names_one_letter_apart_are_two_persons(one, other):
    assert found(person("a", one, "MEX"), person("b", other, "MEX")) == {}


def test_a_full_name_without_a_country_joins_where_its_state_is_named():
    bare = person("b", "Tomas Quiroga")
    assert found(FULL, bare, state("b", "PRY")) == {("b", bare.id): FULL.id}
    assert found(FULL, bare, state("b", "BRA")) == {}


def test_the_family_name_stands_first_where_custom_has_it_so():
    han = person("a", "Han Weimin", "CHN")
    assert found(han, person("b", "Han"), state("b", "CHN")) == {("b", "name:han:xx"): han.id}
    assert found(han, person("b", "Weimin"), state("b", "CHN")) == {}


def test_a_listed_person_stands_for_a_spelling_and_two_listed_ones_for_none():
    listed = someone("a", "qid:Q1", "Omar Sayed", "SDN")
    spelt = person("b", "Omar Sayyed", "SDN")
    assert found(listed, spelt) == {("b", spelt.id): "qid:Q1"}
    assert found(listed, someone("c", "qid:Q2", "Omar Sayed", "SDN"), spelt) == {}


def test_the_order_of_arrival_changes_nothing():
    names = ["Tomas Quiroga", "Thomas Quiroga", "Tomas Quirroga", "Quiroga", "Elsa Prieto", "Prieto"]
    actors = [person(f"d{n}", name, "PRY" if " " in name else None) for n, name in enumerate(names)]
    actors += [state(f"d{n}", "PRY") for n in range(len(names))]
    expected = same_persons(actors)
    assert len(expected) == 4
    for seed in range(20):
        assert same_persons(random.Random(seed).sample(actors, len(actors))) == expected  # noqa: S311 - an order


def renaming():
    actors = [FULL, ALONE, state("b", "PRY")]
    return Renaming(same_persons(actors), actors), actors


def test_records_stand_under_the_new_id_and_what_is_stored_stays():
    names, _ = renaming()
    evidence = (Span(document_id="b", start=0, end=7, text="Quiroga"),)
    shared = {"document_id": "b", "evidence": evidence, "confidence": "low", "score": 0.1, "extractor": "made/1"}
    event = Event(
        id="e", type="CONSULT", verb=evidence[0], modality="actual", source=(ALONE.id,), target=("state:JPN",),
        participants=(Participant(actor=ALONE.id, side="source"), Participant(actor="state:JPN", side="target")),
        **shared,
    )  # fmt: skip
    told = names.record(event)
    assert (told.source, told.target) == ((FULL.id,), ("state:JPN",))
    assert (told.participants[0].actor, told.participants[0].acts_for) == (FULL.id, "state:PRY")
    assert event.source == (ALONE.id,)
    assert names.record(event.model_copy(update={"document_id": "z"})).source == (ALONE.id,)
    step = Step(ladder="legal", stage="signed", by=(ALONE.id,), evidence=evidence)
    deal = Agreement(id="a", kind="treaty", status="signed", parties=(ALONE.id, FULL.id), history=(step,), **shared)
    assert (names.record(deal).parties, names.record(deal).history[0].by) == ((FULL.id,), (FULL.id,))
    level = Relation(id="r", pair=(ALONE.id, "state:JPN"), level="x", printed_as="x", **shared)
    assert names.record(level).pair == (FULL.id, "state:JPN")
    assert names.record(Gap(id="g", question="why", withheld_by=(ALONE.id,), **shared)).withheld_by == (FULL.id,)


def test_documents_and_actors_stand_under_the_new_id():
    names, actors = renaming()
    origin = Origin(name="Quiroga", actor=ALONE.id, kind="handout", basis="credit")
    record = DocumentRecord(id="b", source="b", published=Published(edtf=Edtf.parse("2024")), status="accepted")
    assert names.document(record.model_copy(update={"origins": (origin,)})).origins[0].actor == FULL.id
    merged = {a.id: a for a in merge_actors(names.actors(actors))}
    assert sorted(merged) == [FULL.id, "state:PRY"]
    assert (merged[FULL.id].name, merged[FULL.id].aliases) == ("Tomas Quiroga", ("Quiroga",))
    assert {span.document_id for span in merged[FULL.id].mentions} == {"a", "b"}
    assert names.names_for(FULL.id) == {FULL.id, ALONE.id}
