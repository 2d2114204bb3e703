"""Events: type, modality, sides and date of each case, and no event where nothing is dealt."""

import csv
from pathlib import Path

import pytest

from dragoman.document import Document
from dragoman.extract.frames import frames, object_classes
from dragoman.extract.ground import table
from dragoman.kb.ontology import plover
from dragoman.pipeline import run
from dragoman.records import Edtf, Event

CASES = list(csv.DictReader((Path(__file__).parent / "events.csv").read_text(encoding="utf-8").splitlines()))
MUTUAL = {"CONSULT", "SUPPORT", "AGREE", "COOPERATE"}


def read(text: str, published: str = "") -> list[Event]:
    document = Document("0" * 64, "case.txt", text)
    outcome = run(document, published=Edtf.parse(published) if published else None)
    return [r for r in outcome.records if isinstance(r, Event)]


def behalves(event: Event, side: str) -> set[str]:
    return {str(p.acts_for).removeprefix("state:") for p in event.participants if p.side == side}


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:40])
def test_a_sentence_gives_its_events_and_no_others(case):
    found = read(case["text"], case["published"])
    wanted = [w.split() for w in case["events"].split(";") if w]
    told = [
        (e.type, e.modality, behalves(e, "source"), behalves(e, "target"), str(e.date or e.due or "-")) for e in found
    ]
    assert len(told) == len(wanted), told
    for kind, modality, source, target, when in wanted:
        sides = [({source}, {target})] + ([({target}, {source})] if kind in MUTUAL else [])
        fitting = [t for t in told if t[:2] == (kind, modality) and (t[2], t[3]) in sides]
        assert fitting, told
        assert when in ("-", fitting[0][4])


def test_an_act_told_twice_is_one_event_with_the_words_of_both():
    events = read(
        "Peru's president received the Bolivian foreign minister on Monday. The meeting took place in Cusco.",
        "2024-03-07",
    )
    assert [e.type for e in events] == ["CONSULT"]
    assert len(events[0].evidence) == 2
    assert events[0].place is not None
    assert events[0].place.name == "Cusco"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Peru's president received the Bolivian foreign minister in Cusco on Monday.", "Cusco"),
        ("Peru and Bolivia signed a transport agreement in Lima on Monday.", "Lima"),
        ("Peruvian police arrested two Bolivian drivers in Puno on Monday.", "Puno"),
        ("Peru's foreign minister travelled to Sucre on Monday to meet Bolivia's president.", "Sucre"),
        ("Peruvian police broke into the Bolivian embassy in Lima on Monday.", "Lima"),
        ("Peru recalled its ambassador in Sucre on Monday over a Bolivian arrest.", None),
        ("Peru closed its airspace to flights from Bolivia on Monday.", None),
        ("Peru demanded an apology from Bolivia on Monday.", None),
        ("Peru and Bolivia signed a road map for three power plants in Puno and Tacna.", None),
        ("Peru received an invitation from Bolivia to help build a dam.", None),
    ],
)
def test_a_place_is_where_the_act_took_place_not_what_its_words_mention(text, place):
    places = {e.place.name if e.place else None for e in read(text, "2024-03-07")}
    assert places <= {place}


def test_the_year_of_a_figure_dates_the_figure_alone():
    (event,) = read("Peru agreed with Chile to raise trade to 10 billion dollars from the 8 billion of 2021.", None)
    assert (event.type, event.date, event.due) == ("AGREE", None, None)


def test_what_a_quotation_says_is_claimed_and_not_told():
    assert read('"Chile attacked Peru again and again in those years," said the taxi driver.') == []


def test_a_side_that_only_the_context_gives_has_its_words_as_evidence():
    text = (
        "Chile and Peru are at odds over water. Chile complained to Peru in May. Peru has now recalled its ambassador."
    )
    recalled = next(e for e in read(text) if e.type == "SANCTION")
    assert behalves(recalled, "target") == {"CHL"}
    assert "Chile" in {span.text for span in recalled.evidence}
    assert recalled.score < 0.95


def test_an_event_names_its_frame():
    (event,) = read("Denmark recalled its ambassador to Iran.")
    assert event.extractor.endswith("recall <envoy>")
    assert event.quad == "material-conflict"


def test_frames_hold_known_types_and_classes_only():
    kinds = set(plover())
    for rows in frames().values():
        for frame in rows:
            assert frame.type in kinds
            assert frame.object in {"", "actor", "place", "igo", *object_classes()}
    assert all(row["source"] for name in ("frames.csv", "frame_objects.csv", "modality.csv") for row in table(name))


def test_what_firms_do_is_nobody_elses_act():
    found = read(
        "On Wednesday Boric will open a business forum attended by more than 80 firms from Peru.", "2023-11-14"
    )
    assert [e.extractor.partition(";")[0].partition(" ")[2] for e in found] == ["open <talks>"]


def test_a_third_state_in_the_acts_own_words_keeps_the_usual_partner_out():
    text = (
        "Kenya and Peru held talks in Nairobi. Kenya thanked Peru.\n\n"
        "In 2019, Kenya asked a firm from Peru to help with its network, just days after the former mayor of Toronto "
        "signed an order restricting Peruvian telecommunications companies from selling their equipment in Canada."
    )
    assert [e.target for e in read(text, "2024-03-05") if e.verb.text == "selling"] in ([], [("state:CAN",)])


def test_a_comma_ends_what_a_denial_governs():
    text = (
        "Kenya and Peru held talks in Nairobi. Kenya thanked Peru.\n\n"
        "The renewed friendship with Peru has not gone unnoticed on Kenyan state television, with frequent segments "
        "highlighting joint projects over the past month, such as a recent invitation from Lima to help build a lunar "
        "base in about five years."
    )
    assert [e for e in read(text, "2024-03-05") if e.modality == "negated"] == []


def test_nor_goes_on_with_what_is_asked():
    text = (
        "Kenya borrows from Türkiye. It is still not known what the three unpublished agreements with Türkiye contain, "
        "nor which collateral Kenya offered for the loan."
    )
    assert [e.verb.text for e in read(text, "2024-03-05") if e.verb.text == "offered"] == []


@pytest.mark.parametrize(
    ("text", "kind", "target"),
    [
        ("Norway, which sent tents to Nepal last month, has offered to mediate.", "AGREE", set()),
        (
            "China and Fiji met. Fiji thanked China. The US reopened its embassy in Tonga. It has offered to do more.",
            "AGREE",
            {"TON"},
        ),
        ("Fiji and Tonga reaffirmed their support for the plan on reefs.", "SUPPORT", set()),
        ("Fiji and Tonga reaffirmed their support for each other.", "SUPPORT", {"TON"}),
        ("Togo freed nine Beninese crew. They were well. The African Union welcomed the release.", "SUPPORT", {"TGO"}),
        ("Laos raised import duties on Thai lorries. On Monday Vietnam criticised the move.", "ACCUSE", {"LAO"}),
    ],
)
def test_the_other_side_is_whom_the_words_point_at(text, kind, target):
    event = next(e for e in read(text, "2024-03-07") if e.type == kind)
    assert behalves(event, "target") == target
