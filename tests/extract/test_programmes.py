"""Programmes: named undertakings of several states, with what is dated about them."""

from dragoman.document import Document
from dragoman.extract.programmes import extract
from dragoman.pipeline import run
from dragoman.records import Edtf, Programme


def test_a_named_undertaking_that_two_states_build_is_a_programme(resolved) -> None:
    text = "Norway and Ghana build the Volta Coast Corridor, which shall be ready in 2031. Works began in March 2022."
    (found,) = extract(resolved(text))
    assert (found.name, found.partners) == ("Volta Coast Corridor", ("state:NOR", "state:GHA"))
    assert [str(d) for d in found.target_dates] == ["2031"]
    assert found.status == "under-way"


def test_told_twice_it_is_one(resolved) -> None:
    doc = resolved("Norway joined the Andes Space Station. Peru and Norway build the Andes Space Station.")
    (found,) = extract(doc)
    assert len(found.evidence) == 2


def test_a_work_of_one_state_or_without_a_name_is_none(resolved) -> None:
    assert extract(resolved("Norway builds the Fjord Bridge.")) == []
    assert extract(resolved("Norway and Peru build a bridge.")) == []


def test_a_name_that_two_states_only_speak_of_is_none(resolved) -> None:
    assert extract(resolved("Norway and Peru spoke of the Fjord Bridge.")) == []


def test_a_verb_with_two_dates_is_one_milestone_on_the_nearer_day() -> None:
    text = "In March 2022 Norway and Ghana built the Volta Coast Corridor, such as the bridge of Accra, in May 2019."
    records = run(Document("0" * 64, "case.txt", text), published=Edtf.parse("2024-05-05")).records
    (found,) = [r for r in records if isinstance(r, Programme)]
    assert [str(m.date) for m in found.milestones] == ["2022-03"]
