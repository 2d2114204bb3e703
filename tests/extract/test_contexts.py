"""Contexts: from the words of an event's own clause, its frame's code, and what is told in the same words."""

import pytest

from dragoman.document import Document
from dragoman.extract.ground import table
from dragoman.kb.ontology import plover_contexts
from dragoman.pipeline import run
from dragoman.records import Event


def contexts(text: str) -> list[tuple[str, ...]]:
    found = run(Document("0" * 64, "case.txt", text)).records
    return [e.contexts for e in found if isinstance(e, Event) and e.type != "OTHER"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Estonia deployed two battalions near the Latvian border.", {"military", "territory"}),
        ("Peru extradited a drug smuggler to Chile.", {"legal", "crime"}),
        ("Oman sent tents and blankets to Yemen after the earthquake.", {"humanitarian", "disaster"}),
        ("Togolese hackers broke into the servers of Gabon.", {"cyber"}),
        ("Norway granted asylum to two Eritrean diplomats.", {"asylum", "diplomatic"}),
        ("Kenya praised Uganda.", {"diplomatic"}),
    ],
)
def test_cues_of_the_clause_and_the_frames_code_give_contexts(text, wanted):
    (found,) = contexts(text)
    assert set(found) == wanted


def test_a_clause_beside_lends_no_context():
    (found,) = contexts("Laos rebuked Cambodia, whose museum shows two tanks.")
    assert "military" not in found
    assert "culture" not in found


def test_no_cue_no_context():
    assert contexts("Serbia rebuked Cyprus.") == [()]


def test_an_event_takes_the_sector_of_the_agreement_that_rests_on_its_words():
    (found,) = contexts("Jordan signed an agreement on livestock with Kenya on 4 June 2021.")
    assert "resource" in found


def test_contexts_stand_in_the_order_of_the_list_and_all_are_known():
    names = list(plover_contexts())
    (found,) = contexts("Estonia deployed two battalions near the Latvian border.")
    assert list(found) == sorted(found, key=names.index)
    assert {row["context"] for row in table("contexts.csv")} <= set(names)
