"""Agreements: the stages of their life, packages and their items, one record however often told, what is none."""

import csv
from pathlib import Path

import pytest

from dragoman.extract.agreements import extract

CASES = list(csv.DictReader((Path(__file__).parent / "agreements.csv").read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize("case", CASES, ids=[c["text"] for c in CASES])
def test_an_agreement_has_its_status_kind_and_count(case, resolved) -> None:
    found = extract(resolved(case["text"]))
    assert [(a.status, a.kind, str(a.count or "")) for a in found] == [(case["status"], case["kind"], case["count"])]
    assert len(found[0].parties) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Norway invited Ghana to join the project.",
        "Norway and Ghana discussed a treaty on fisheries.",
        "No agreement was reached by Norway and Ghana.",
        "Norway and Ghana have not signed any treaty.",
        "Norway and Ghana could sign a memorandum.",
        "Norway refused an agreement with Peru.",
        "Norway and Ghana agreed to meet again in Accra.",
        "Talks of Norway and Ghana on a trade deal were paused.",
        "A joint statement said the visit went well.",
        "The president of Peru signed an executive order.",
    ],
)
def test_talks_wishes_refusals_and_statements_are_no_agreements(text, resolved) -> None:
    assert extract(resolved(text)) == []


def test_an_agreement_told_again_is_one_record(resolved) -> None:
    doc = resolved(
        "Norway and Ghana signed a memorandum on ports. The memorandum covers cranes. Accra ratified the memorandum."
    )
    (found,) = extract(doc)
    assert found.status == "ratified"
    assert [s.stage for s in found.history] == ["signed", "ratified"]
    assert [e.text for e in found.evidence] == ["signed a memorandum on ports", "ratified the memorandum"]


def test_two_treaties_stay_two(resolved) -> None:
    doc = resolved("Norway and Peru signed a treaty on fish in 2001. In 2014 a second treaty was signed.")
    assert sorted(str(a.date) for a in extract(doc)) == ["2001", "2014"]


def test_a_package_holds_the_items_that_it_names(resolved) -> None:
    doc = resolved(
        "Norway and Ghana signed six documents, including a memorandum on cocoa and a contract on solar panels."
    )
    package, *items = extract(doc)
    assert (package.count, package.children) == (6, tuple(i.id for i in items))
    assert [(i.kind, i.subject) for i in items] == [("memorandum", "cocoa"), ("contract", "solar panels")]
    assert {i.status for i in items} == {"signed"}


def test_items_told_as_one_of_each(resolved) -> None:
    doc = resolved("Norway and Peru signed four agreements, of which two were shown: one of health and one on tourism.")
    _, *items = extract(doc)
    assert [i.subject for i in items] == ["health", "tourism"]


@pytest.mark.parametrize(
    "text",
    [
        "Norway and Ghana signed 14 agreements, the details of which are unknown.",
        "Norway and Ghana signed an agreement on ports. Its text was not disclosed.",
        "Norway and Ghana signed an agreement on ports, which was never published.",
    ],
)
def test_contents_kept_back_are_marked(text, resolved) -> None:
    assert {a.disclosed for a in extract(resolved(text))} == {False}


def test_what_is_not_said_to_be_kept_back_is_not_marked(resolved) -> None:
    (found,) = extract(resolved("Norway and Ghana signed an agreement on ports."))
    assert found.disclosed is None


def test_a_dated_framework_keeps_its_month(resolved) -> None:
    (found,) = extract(resolved("Envoys of Norway and Peru spoke of whales, under a framework signed in January 2005."))
    assert (str(found.date), found.status, set(found.parties)) == ("2005-01", "signed", {"state:NOR", "state:PER"})


def test_an_announced_deal_states_no_more_than_was_said(resolved) -> None:
    (found,) = extract(resolved("Norway agreed with Ghana to reinforce the training of nurses."))
    assert (found.status, found.legal, found.delivery) == ("announced", "negotiated", None)
    assert "training of nurses" in (found.subject or "")
    assert "education" in found.sectors


def test_a_background_treaty_named_and_dated_counts(resolved) -> None:
    (found,) = extract(resolved("Norway accused Peru of a violation of the Treaty of Callao of 1974."))
    assert (found.title, str(found.date), found.status) == ("Treaty of Callao", "1974", "signed")


def test_persons_bind_their_state_and_stand_as_signatories(resolved) -> None:
    (found,) = extract(resolved("Anders Berg signed a contract with Peru on salmon."))
    assert set(found.parties) == {"state:NOR", "state:PER"}
    assert found.signatories == ("name:anders-berg:NOR",)


def test_evidence_quotes_the_text_within_one_sentence(resolved) -> None:
    text = "Norway and Ghana signed an agreement on ports. Later Peru denounced its tax treaty with Norway."
    for found in extract(resolved(text)):
        for span in found.evidence:
            assert text[span.start : span.end] == span.text
            assert ". " not in span.text
