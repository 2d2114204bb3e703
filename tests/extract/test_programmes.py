"""Programmes: named undertakings of several states, with what is dated about them."""

import pytest

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


def read(text: str) -> list[Programme]:
    records = run(Document("0" * 64, "case.txt", text), published=Edtf.parse("2024-05-05")).records
    return [r for r in records if isinstance(r, Programme)]


@pytest.mark.parametrize(
    ("text", "name", "partners", "sector", "status"),
    [
        (
            "The joint Brazilian-Argentine satellite Sabia-Mar will be launched in 2026.",
            "satellite Sabia-Mar", "BRA ARG", "space", "planned",
        ),
        (
            "China and Pakistan are building a railway from Kashgar to Havelian, to be completed in 2030.",
            "railway from Kashgar to Havelian", "CHN PAK", "transport", "under-way",
        ),
        ("Russia and China agreed to build a lunar station by 2035.", "lunar station", "RUS CHN", "space", "planned"),
        (
            "Hungary and Serbia opened the Belgrade–Budapest railway on 19 March 2022.",
            "Belgrade–Budapest railway", "HUN SRB", "transport", "completed",
        ),
        (
            "India suspended the Kaladan transport project with Myanmar in 2023.",
            "Kaladan transport project", "IND MMR", None, "suspended",
        ),
        (
            "The Medusa cable, financed by Spain and Morocco, is to be ready in 2026.",
            "Medusa cable", "ESP MAR", "communications", None,
        ),
    ],
)  # fmt: skip
def test_an_undertaking_is_known_by_its_name_or_by_what_tells_it_apart(text, name, partners, sector, status) -> None:
    (found,) = read(text)
    assert (found.name, found.sector, found.status) == (name, sector, status)
    assert [p.removeprefix("state:") for p in found.partners] == partners.split()


def test_sentences_about_its_parts_tell_on_of_it() -> None:
    text = (
        "Egypt and Russia build together the El Dabaa plant. The first reactor shall run in 2028. "
        "Construction began in July 2022. The minister flew home on 3 May 2024."
    )
    (found,) = read(text)
    assert [(m.what, str(m.date)) for m in found.milestones] == [("construction began", "2022-07")]
    assert [str(d) for d in found.target_dates] == ["2028"]


@pytest.mark.parametrize(
    "text",
    [
        "Egypt and Russia met at the old railway station in Cairo.",
        "Poland is building a new power plant near the border with Germany.",
        "Norway and Sweden played in the new national stadium.",
        "Ministers of Chile and Peru took the mountain road to the border.",
        "Peru bought a satellite from France.",
    ],
)
def test_what_states_only_visit_or_buy_is_no_programme(text) -> None:
    assert read(text) == []
