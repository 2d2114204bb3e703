"""Amounts: kind and parties, one figure told twice is one, what is no amount."""

import csv
from pathlib import Path

import pytest

from dragoman.extract.money import extract

CASES = list(csv.DictReader((Path(__file__).parent / "money.csv").read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize("case", CASES, ids=[c["text"] for c in CASES])
def test_an_amount_has_its_kind_and_its_parties(case, resolved) -> None:
    found = [a for a in extract(resolved(case["text"])) if a.unit == case["unit"]]
    assert [(a.value, a.kind) for a in found] == [(case["value"], case["kind"])]
    assert (found[0].payer or "", found[0].payee or "") == (case["payer"], case["payee"])


@pytest.mark.parametrize(
    "text",
    [
        "It is not known if there will be a new loan for Ghana.",
        "Norway and Ghana signed 14 agreements.",
        "The talks broke off nine years ago.",
        "The two ministers met for three hours.",
        "Norway denied that it had lent Ghana 50 million dollars.",
        "The crisis will last two years.",
        "Two officials said the work goes on.",
    ],
)
def test_gaps_counts_of_papers_times_gone_by_and_denials_are_no_amounts(text, resolved) -> None:
    assert extract(resolved(text)) == []


def test_the_same_debt_told_twice_is_one_amount_with_both_places(resolved) -> None:
    doc = resolved("Ghana has a debt with Norway of 4 billion dollars. Ghana owes Norway about 4 billion dollars.")
    (amount,) = extract(doc)
    assert [e.text for e in amount.evidence] == ["4 billion dollars", "about 4 billion dollars"]
    assert amount.qualifier == "about"


def test_security_and_basis_of_a_debt(resolved) -> None:
    (amount,) = extract(resolved("Ghana still owes Norway 4 billion dollars in oil-backed loans."))
    assert (amount.security, amount.basis, amount.kind) == ("oil", "outstanding", "debt")


def test_who_reckons_is_kept(resolved) -> None:
    (amount,) = extract(resolved("According to the Lagos Fund, Ghana owes Norway 4 billion dollars."))
    assert amount.estimated_by == "name:lagos-fund:xx"


def test_a_range_is_one_amount(resolved) -> None:
    (amount,) = extract(resolved("Norway lent Ghana 30 to 40 million euros."))
    assert (amount.value, amount.low, amount.high, amount.qualifier) == (None, "30000000", "40000000", "range")


def test_a_part_takes_after_its_whole(resolved) -> None:
    text = "Norway has projects in Ghana with a capital of 5 billion dollars, of which 2 billion was disbursed."
    whole, part = extract(resolved(text))
    assert (part.kind, part.payer) == (whole.kind, whole.payer) == ("investment", "state:NOR")


def test_a_total_owed_abroad_has_no_single_creditor(resolved) -> None:
    text = "Ghana owes Norway 4 billion dollars. The external debt of Ghana stood at 30 billion dollars."
    payees = {a.value: a.payee for a in extract(resolved(text))}
    assert payees == {"4000000000": "state:NOR", "30000000000": None}


def test_people_counted_twice_under_other_names_are_two_counts(resolved) -> None:
    doc = resolved("Norway expelled six Ghanaian diplomats and Ghana expelled six attachés, six Norwegians among them.")
    assert len([a for a in extract(doc) if a.unit == "people"]) == 2


def test_ids_are_the_same_on_every_run(resolved) -> None:
    text = "Ghana owes Norway 4 billion dollars."
    assert [a.id for a in extract(resolved(text))] == [a.id for a in extract(resolved(text))]
