import random

import pytest

from dragoman.crossdoc import Setting, answers
from dragoman.records import Actor, Agreement, Claim, DocumentRecord, Edtf, Gap, Published, Span

LOAN = "a loan of 90 million dollars from Banco Austral for the Tacna dam"
ASKED = "It was not said which collateral Peru gave"


def document(key, day):
    published = Published(edtf=Edtf.parse(day), basis="stated") if day else Published()
    return DocumentRecord(id=key, source=key, published=published, status="accepted")


def spanned(key, text, start=0):
    return Span(document_id=key, start=start, end=start + len(text), text=text)


def base(kind, key, text, start=0):
    shared = {"document_id": key, "confidence": "high", "score": 0.9, "extractor": "made/1"}
    return {"id": f"{kind}:{key}:{start}", "evidence": (spanned(key, text, start),), **shared}


def gap(key, text=ASKED, question="which collateral Peru gave", start=100, **more):
    return Gap(**base("gap", key, text, start), question=question, **more)


def loan(key, text=LOAN):
    return Agreement(**base("agreement", key, text), parties=("state:PER", "state:CHL"), kind="loan", status="signed")


def says(key, text, start=0, **more):
    fields = {"speaker_class": "named", "form": "indirect", "kind": "statement", "polarity": "positive"}
    fields |= {"certainty": "certain", "content": spanned(key, text, start)} | more
    return Claim(**base("claim", key, text, start), **fields)


def state(key, code, name):
    return Actor(id=f"state:{code}", name=name, schema_="State", country=code, mentions=(spanned(key, name),))


def setting(days, abroad=()):
    actors = [state(key, "PER", "Peru") for key in days if key not in abroad]
    return Setting([document(key, day) for key, day in days.items()], actors)


DAYS = {"ask": "2024-03-01", "tell": "2024-09-05"}
TELLS = "Peru gave a sovereign guarantee for the 90 million dollars of Banco Austral"


def closed(*records, days=DAYS, abroad=()):
    return {key: [span.text for span in spans] for key, spans in answers(records, setting(days, abroad)).items()}


def test_a_later_document_that_says_what_was_asked_closes_the_gap():
    assert closed(loan("ask"), gap("ask"), says("tell", TELLS)) == {"gap:ask:100": [TELLS]}


@pytest.mark.parametrize(
    "text",
    [
        "Peru gave a sovereign guarantee for the 75 million dollars of another lender",
        "Peru will inaugurate the Tacna dam, paid with 90 million dollars from Banco Austral",
        "Peru gave a reception for the board of Banco Austral",
        "The guarantee of origin for Peruvian cheese was discussed",
    ],
)
def test_other_things_and_other_questions_leave_it_open(text):
    assert closed(loan("ask"), gap("ask"), says("tell", text)) == {}


def test_what_is_no_plain_word_closes_nothing():
    records = (loan("ask"), gap("ask"))
    assert closed(*records, says("tell", TELLS, certainty="hedged")) == {}
    assert closed(*records, says("tell", TELLS, kind="forecast")) == {}
    assert closed(*records, says("tell", TELLS, damaged=True)) == {}
    assert closed(*records, says("tell", TELLS), gap("tell", TELLS, start=0)) == {}, "it is a gap itself"


def test_only_later_documents_of_known_days_and_shared_states_answer():
    records = (loan("ask"), gap("ask"), says("tell", TELLS))
    assert closed(*records, days={"ask": "2024-09-05", "tell": "2024-03-01"}) == {}
    assert closed(*records, days={"ask": "2024-09-05", "tell": "2024-09-05"}) == {}
    assert closed(*records, days={"ask": "2024-03-01", "tell": None}) == {}
    assert closed(*records, abroad=("tell",)) == {}


def test_refusals_and_implied_or_closed_gaps_are_not_asked_again():
    told = says("tell", TELLS)
    assert closed(loan("ask"), gap("ask", question="answer of the ministry on collateral"), told) == {}
    assert closed(loan("ask"), gap("ask", implied=True), told) == {}
    assert closed(loan("ask"), gap("ask", status="closed"), told) == {}


def test_how_much_asks_for_a_figure_and_when_for_a_day():
    cost = gap("ask", "The cost of the Tacna dam is unknown", "the cost of the Tacna dam")
    assert closed(loan("ask"), cost, says("tell", "the Tacna dam of Banco Austral cost dearly")) == {}
    told = "the Tacna dam will cost 120 million dollars, 90 of them from Banco Austral"
    assert list(closed(loan("ask"), cost, says("tell", told))) == ["gap:ask:100"]
    opening = gap("ask", "When the dam opens was not said", "when the Tacna dam opens")
    assert closed(loan("ask"), opening, says("tell", "the Tacna dam of Banco Austral opens; its date is set")) == {}
    told = "the date on which the Tacna dam opens is 4 May, the lender Banco Austral said of its loan of 90 million"
    assert list(closed(loan("ask"), opening, says("tell", told))) == ["gap:ask:100"]


def test_the_earliest_answer_counts_whatever_the_order_of_arrival():
    days = DAYS | {"again": "2024-12-01", "third": "2024-10-01"}
    records = [loan("ask"), gap("ask"), *(says(key, TELLS) for key in ("again", "tell", "third"))]
    for seed in range(10):
        shuffled = random.Random(seed).sample(records, len(records))  # noqa: S311 - an order, no secret
        assert {s.document_id for s in answers(shuffled, setting(days))["gap:ask:100"]} == {"tell"}


def told(asked, question, reply):
    """Whether a sentence without a record, in a later text, closes a question."""
    body = "Ana Rojas of Chile and Luis Prado of Peru met in Tacna about the Concordia viaduct that Rojas likes."
    texts = {"ask": f"{body}\n{asked}.\n", "tell": f"{body}\n{reply}.\n"}
    actors = [state(key, code, name) for key in texts for code, name in (("PER", "Peru"), ("CHL", "Chile"))]
    known = Setting([document(key, day) for key, day in DAYS.items()], actors, texts=texts)
    start = texts["ask"].index(asked)
    asking = gap("ask", asked, question, start)
    claimed = says("tell", body)
    return bool(answers([asking, claimed], known))


@pytest.mark.parametrize(
    ("asked", "question", "reply", "closed"),
    [
        ("Who will build the viaduct Rojas did not say", "who will build the viaduct",
         "The viaduct will be built by the Chilean firm Puentes del Sur, said Prado yesterday", True),
        ("By how many years the viaduct loan is put off was not said", "by how many years the viaduct loan is put off",
         "The loan for the viaduct has been put off by four years, as Prado told us", True),
        ("By how many years the viaduct loan is put off was not said", "by how many years the viaduct loan is put off",
         "The loan for the viaduct has been put off once more, as Prado told all of us", False),
        ("Why Prado recalled the viaduct envoy was not said", "the reason",
         "Prado recalled the viaduct envoy because pylons had been stolen", True),
        ("Why Prado recalled the viaduct envoy was not said", "the reason",
         "One mason had gone home because his term was over, as Prado told us", False),
        ("The duration of the viaduct lease was withheld", "the duration of the lease",
         "The lease of the viaduct runs for 12 years", True),
        ("The duration of the viaduct lease was withheld", "the duration of the lease",
         "The lease of the viaduct is worth 12 million dollars", False),
        ("Who will build the viaduct Rojas did not say", "who will build the viaduct",
         "The viaduct might be built by the Chilean firm Puentes del Sur, said Prado yesterday", False),
    ],
)  # fmt: skip
def test_a_sentence_that_holds_no_record_may_answer(asked, question, reply, closed):
    assert told(asked, question, reply) is closed
