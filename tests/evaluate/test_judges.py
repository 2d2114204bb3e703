"""Judges look at one record each: what meets every column is right, and what does not is told in words."""

import pytest

from dragoman.document import Outcome
from dragoman.evaluate.judges import (
    judge_actor,
    judge_agreement,
    judge_amount,
    judge_claim,
    judge_event,
    judge_gap,
)  # fmt: skip
from dragoman.evaluate.seen import Seen
from dragoman.records import (
    Actor,
    Agreement,
    Amount,
    Claim,
    DocumentRecord,
    Event,
    Gap,
    Published,
    Span,
    record_id,
)  # fmt: skip

TEXT = "Latvia and Mali signed a pact worth 5 million euros, a diplomat said; its terms are secret."
DOCUMENT = "d" * 64


def span(words):
    start = TEXT.index(words)
    return Span(document_id=DOCUMENT, start=start, end=start + len(words), text=words)


def record(model, **fields):
    evidence = fields.pop("evidence", (span(TEXT),))
    base = {"document_id": DOCUMENT, "evidence": evidence, "confidence": "high", "score": 0.9, "extractor": "test/1"}
    return model(id=record_id(model.__name__, DOCUMENT, evidence, sorted(fields.items(), key=str)), **base, **fields)


ACTORS = (
    Actor(id="state:LVA", name="Latvia", schema_="State", country="LVA", mentions=(span("Latvia"),)),
    Actor(id="name:amadou-ba:MLI", name="Amadou Bâ", schema_="Person", country="MLI", mentions=(span("Mali"),)),
)


def seen(*records):
    made = Seen(TEXT, "2024-03-05")
    document = DocumentRecord(id=DOCUMENT, source="case", published=Published(), status="accepted")
    made.__dict__["outcome"] = Outcome(document, TEXT, ACTORS, records)
    return made


def event(**changes):
    fields = {"type": "SUPPORT", "source": ("state:LVA",), "target": ("name:amadou-ba:MLI",), "modality": "actual"}
    return record(Event, verb=span("signed"), **fields | changes)


EVENT = {"type": "SUPPORT", "source": "LVA", "target": "MLI", "modality": "actual"}


def test_an_event_with_the_right_type_sides_and_modality_is_right():
    assert judge_event(EVENT, seen(event())) == ""


def test_a_symmetric_event_may_have_its_sides_swapped_and_another_may_not():
    assert judge_event(EVENT | {"source": "MLI", "target": "LVA"}, seen(event())) == ""
    wrong = judge_event({**EVENT, "type": "ACCUSE", "source": "MLI", "target": "LVA"}, seen(event(type="ACCUSE")))
    assert wrong == "sides ['lva'] to ['mli']"


@pytest.mark.parametrize("changes", [{"type": "REJECT"}, {"target": ()}, {"modality": "negated"}])
def test_an_event_that_differs_is_told(changes):
    assert judge_event(EVENT, seen(event(**changes))) != ""


def test_no_event_is_told_and_an_event_where_none_belongs_too():
    assert judge_event(EVENT, seen()) == "no event"
    none = dict.fromkeys(EVENT, "")
    assert judge_event(none, seen(event())) == "SUPPORT where there is no event"
    assert judge_event(none, seen(event(type="OTHER"))) == ""


AMOUNT = {"value": "5000000", "low": "", "high": "", "unit": "EUR", "qualifier": "exact", "kind": "loan;grant"}


def amount(**changes):
    return record(Amount, **{"value": "5000000", "unit": "EUR", "qualifier": "exact", "kind": "loan"} | changes)


def test_figures_are_compared_as_numbers():
    assert judge_amount(AMOUNT, seen(amount(value="5000000.0"))) == ""
    assert "value 5000, not 5000000" in judge_amount(AMOUNT, seen(amount(value="5000")))


def test_who_pays_and_on_what_basis_is_judged_where_a_row_asks():
    asked = {**AMOUNT, "payer": "LVA", "payee": "MLI", "basis": "pledged;committed"}
    told = {"payer": "state:LVA", "payee": "name:amadou-ba:MLI", "basis": "pledged"}
    assert judge_amount(asked, seen(amount(**told))) == ""
    assert "payer MLI, not LVA" in judge_amount(asked, seen(amount(**told | {"payer": "name:amadou-ba:MLI"})))
    assert "payee nobody, not MLI" in judge_amount(asked, seen(amount(**told | {"payee": None})))
    assert "basis none" in judge_amount(asked, seen(amount(**told | {"basis": None})))


def test_money_that_was_never_lent_has_no_basis_and_need_not_be_recorded():
    never = {**AMOUNT, "basis": "none"}
    assert judge_amount(never, seen()) == judge_amount(never, seen(amount())) == ""
    assert "basis drawn, not none" in judge_amount(never, seen(amount(basis="drawn")))


def test_the_amount_that_fits_best_is_judged():
    assert (
        judge_amount(AMOUNT, seen(amount(unit="USD", kind="debt"), amount(kind="trade")))
        == "kind trade, not loan;grant"
    )


CLAIM = {"speaker": "", "speaker_class": "anonymous", "form": "indirect", "certainty": "certain", "kind": "statement"}


def claim(**changes):
    fields = {"speaker_text": "a diplomat", "speaker_class": "anonymous", "form": "indirect", "kind": "statement"}
    return record(Claim, content=span("terms are secret"), polarity="positive", certainty="certain", **fields | changes)


def test_an_unnamed_speaker_is_no_actor():
    assert judge_claim(CLAIM, seen(claim())) == ""
    assert "speaker Latvia" in judge_claim(CLAIM, seen(claim(speaker="state:LVA")))


def test_a_named_speaker_is_known_by_name_without_accents():
    named = CLAIM | {"speaker": "Amadou Ba", "speaker_class": "named"}
    assert judge_claim(named, seen(claim(speaker="name:amadou-ba:MLI", speaker_class="named"))) == ""
    assert "not Amadou Ba" in judge_claim(named, seen(claim(speaker_class="named")))


def test_the_narrators_own_claims_do_not_count():
    none = CLAIM | {"speaker_class": "none"}
    assert judge_claim(none, seen(claim(speaker_class="narrator"))) == ""
    assert judge_claim(none, seen(claim())) == "a claim of a diplomat"


GAP = {"gap": "yes", "cue": "are secret", "withheld_by": ""}


def test_a_gap_is_found_by_its_cue():
    found = record(Gap, question="its terms", evidence=(span("its terms are secret"),))
    assert judge_gap(GAP, seen(found)) == ""
    elsewhere = record(Gap, question="its terms", evidence=(span("a pact"),))
    assert judge_gap(GAP, seen(elsewhere)) == "evidence without 'are secret'"


def test_who_withholds_is_asked_where_the_row_names_one():
    found = record(Gap, question="its terms", evidence=(span("its terms are secret"),))
    assert judge_gap(GAP | {"withheld_by": "ministry"}, seen(found)) == "withheld by nobody"


def test_implied_gaps_break_no_row_without_a_gap():
    none = {"gap": "no", "cue": "", "withheld_by": ""}
    assert judge_gap(none, seen(record(Gap, question="price", implied=True))) == ""
    assert judge_gap(none, seen(record(Gap, question="price"))) == "a gap where there is none: price"


AGREEMENT = {"status": "signed", "count": "1", "parties": "LVA;MLI", "kind": "agreement"}


def agreement(**changes):
    fields = {"parties": ("state:LVA", "name:amadou-ba:MLI"), "kind": "agreement", "status": "signed"}
    return record(Agreement, **fields | changes)


def test_an_agreement_without_a_count_is_one():
    assert judge_agreement(AGREEMENT, seen(agreement())) == ""
    assert judge_agreement(AGREEMENT, seen(agreement(count=9))) == "count 9, not 1"


def test_a_party_that_is_missing_is_named():
    assert judge_agreement(AGREEMENT, seen(agreement(parties=("state:LVA",)))) == "party mli missing"


@pytest.mark.parametrize(
    ("mention", "actor", "right"),
    [
        ("Latvia", "state:LVA", True),
        ("Latvia", "state:EST", False),
        ("Mali", "name:Amadou Ba", True),
        ("pact", "unresolved", True),
        ("Latvia", "unresolved", False),
        ("Mali", "not-actor", True),
        ("Latvia", "not-actor", False),
    ],
)
def test_a_mention_is_judged_by_whom_it_was_taken_for(mention, actor, right):
    assert (judge_actor({"mention": mention, "actor": actor}, seen()) == "") is right
