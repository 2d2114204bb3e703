"""Claims: speaker, form, kind, hedges and horizon; split, damaged and scare quotations; the narrator's own."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.annotate import quotes
from dragoman.document import Resolved
from dragoman.extract import claims
from dragoman.records import Origin

CASES = list(csv.DictReader((Path(__file__).parent / "claims.csv").read_text(encoding="utf-8").splitlines()))
FIELDS = ("speaker_class", "form", "kind", "polarity", "certainty")


@pytest.fixture
def said(resolved):
    def read(text: str) -> Resolved:
        doc = resolved(text)
        return replace(doc, annotated=replace(doc.annotated, quotes=quotes.find(doc.annotated)))

    return read


@pytest.mark.parametrize("case", CASES, ids=[c["text"] for c in CASES])
def test_a_sentence_has_its_claim(case, said) -> None:
    found = [c for c in claims.extract(said(case["text"])) if c.speaker_class != "narrator"]
    if case["speaker_class"] == "none":
        assert found == []
        return
    (claim,) = found
    assert {f: getattr(claim, f) for f in FIELDS} == {f: case[f] for f in FIELDS}
    assert (claim.speaker or "", str(claim.horizon or "")) == (case["speaker"], case["horizon"])
    assert (claim.cue.text, claim.content.text) == (case["cue"], case["content"])


def test_cases_cover_every_class_form_and_kind() -> None:
    for field, least in (("speaker_class", 7), ("form", 3), ("kind", 6), ("certainty", 2)):
        assert len({c[field] for c in CASES if c[field]}) >= least


def test_a_split_quotation_is_one_utterance_with_evidence_on_both_parts(said) -> None:
    (claim,) = claims.extract(said('"The ferry is late," Anders Berg said. "It will stay late."'))
    texts = [e.text for e in claim.evidence]
    assert "The ferry is late," in texts
    assert "It will stay late." in texts


def test_a_quotation_that_goes_on_after_a_full_stop_inside_is_damaged(said) -> None:
    text = "For Anders Berg, “the port has been a very poor deal.” reliable. The rest is silence."
    assert [c.damaged for c in claims.extract(said(text))] == [True]


def test_an_opening_mark_without_its_closing_one_is_damaged(said) -> None:
    (claim,) = claims.extract(said("Anders Berg said: “The port was sold."))
    assert (claim.damaged, claim.content.text) == (True, "The port was sold.")


def test_what_the_source_leaves_out_is_no_part_of_what_it_says(said) -> None:
    (claim,) = claims.extract(
        said("The port, according to a press release, will open, without giving further details.")
    )
    assert (claim.speaker_class, claim.speaker, claim.content.text[-9:]) == ("document", None, "will open")


def test_a_document_speaks_for_whoever_issued_it_before(said) -> None:
    text = "In a press release, Oslo said that the port was sold. The price was fair, indicated the letter."
    first, second = claims.extract(said(text))
    assert (second.speaker_class, second.speaker) == ("document", first.speaker)


def test_a_pronoun_is_the_speaker_before(said) -> None:
    first, second = claims.extract(said("Anders Berg said the ferry sank. The crew is safe, he added."))
    assert first.speaker == second.speaker == "name:anders-berg:NOR"


def test_a_state_that_speaks_of_itself_is_interested_and_an_outsider_is_not(said) -> None:
    text = "Peru says Peru paid Norway. Norway says Norway was paid by Peru. Ghana says the sun shone."
    assert [c.interested for c in claims.extract(said(text))] == [True, True, False]


def test_hedges_are_spans_in_the_content_or_the_cue(said) -> None:
    (claim,) = claims.extract(said("Anders Berg hopes that the port may open."))
    assert sorted(h.text for h in claim.hedges) == ["hopes", "may"]


def test_the_datelines_agency_is_the_outermost_hand(said) -> None:
    origin = Origin(name="Lagos Fund", actor="name:lagos-fund:xx", kind="agency", basis="dateline")
    (claim,) = claims.extract(replace(said("Oslo said the port was sold."), origins=(origin,)))
    assert claim.via == ("name:lagos-fund:xx",)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Norway has no history of piracy.", "Norway has no history of piracy"),
        (
            "The sale has not gone unnoticed in Lima, and Oslo paid for it.",
            "The sale has not gone unnoticed in Lima",
        ),
        ("Both, clearly opposed to Peru, signed the plan.", "clearly opposed to Peru"),
    ],
)
def test_the_narrators_characterisations_are_claims_without_a_speaker(text, content, said) -> None:
    (claim,) = claims.extract(said(text))
    assert (claim.speaker, claim.speaker_class, claim.content.text) == (None, "narrator", content)


def test_evidence_holds_content_and_stays_in_one_paragraph(said) -> None:
    text = "Oslo said the port was sold.\n\n“It was cheap.”\n\nAnders Berg denied it was cheap."
    for claim in claims.extract(said(text)):
        assert any(e.start <= claim.content.start and claim.content.end <= e.end for e in claim.evidence)
        assert all("\n" not in text[claim.evidence[0].start : e.end] for e in claim.evidence)


def test_no_two_claims_have_nearly_the_same_content(said) -> None:
    found = claims.extract(said("Oslo said, according to Anders Berg, that the port was sold, Lima added."))
    spans = [(c.content.start, c.content.end) for c in found]
    for at, (a, b) in enumerate(spans):
        for c, d in spans[at + 1 :]:
            common = max(0, min(b, d) - max(a, c))
            assert common <= 0.6 * (max(b, d) - min(a, c))
