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


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("Norway lent Ghana 6 billion dollars, of which 2 billion was disbursed.", "2000000000", "6000000000"),
        ("Norway gave Ghana 90 million dollars, including a grant of 10 million dollars.", "10000000", "90000000"),
        ("Norway has paid out 17 of the 50 million dollars that it promised Ghana.", "17000000", "50000000"),
    ],
)
def test_a_sum_that_is_said_to_be_part_of_another_points_at_it(text, part, whole, resolved) -> None:
    found = {a.value: a for a in extract(resolved(text))}
    assert (found[part].part_of, found[whole].part_of) == (found[whole].id, None)


def test_two_sums_side_by_side_are_no_parts(resolved) -> None:
    text = "Norway lent Ghana 6 billion dollars and Peru 2 billion dollars."
    assert [a.part_of for a in extract(resolved(text))] == [None, None]


def test_other_money_is_put_in_dollars_of_its_date_with_the_rate(resolved) -> None:
    (amount,) = extract(resolved("Norway lent Ghana 30 million euros on 17 May 2024."))
    assert (amount.usd.value, amount.usd.rate, str(amount.usd.date)) == ("32532000", "1.08440000", "2024-05-17")
    (shillings,) = extract(resolved("Norway lent Peru 30 million Kenyan shillings on 17 May 2024."))
    assert shillings.usd is None


def test_a_bank_that_its_own_words_give_to_a_state_is_that_states(resolved) -> None:
    (amount,) = extract(resolved("Ghana took out a loan of 30 million euros with Norway's Exim Bank."))
    assert (amount.payer, amount.payee) == ("state:NOR", "state:GHA")


def test_two_states_that_sign_a_loan_leave_open_who_lends(resolved) -> None:
    (amount,) = extract(resolved("Ghana and Peru signed a loan of 30 million euros."))
    assert (amount.payer, amount.payee) == (None, None)


def test_it_is_the_subject_of_the_sentence_before(resolved) -> None:
    (amount,) = extract(resolved("Norway will build the road. It lent Ghana 90 million dollars."))
    assert (amount.payer, amount.payee) == ("state:NOR", "state:GHA")


def test_the_fund_is_the_one_named_before(resolved) -> None:
    (amount,) = extract(resolved("The talks with the Lagos Fund ended. The fund lent Ghana 90 million dollars."))
    assert (amount.payer, amount.payee) == ("name:lagos-fund:xx", "state:GHA")


def test_what_is_still_outstanding_is_of_the_loan_told_before(resolved) -> None:
    text = "Norway lent Ghana 6 billion dollars. About 2 billion dollars is still outstanding."
    owed = {a.value: (a.kind, a.payer, a.payee) for a in extract(resolved(text))}
    assert owed["2000000000"] == ("debt", "state:GHA", "state:NOR")


def test_of_this_sum_is_a_part_of_the_sentence_before(resolved) -> None:
    text = "Norway will give Ghana 50 million dollars. Of this sum 20 million dollars is a gift."
    found = {a.value: a for a in extract(resolved(text))}
    assert found["20000000"].part_of == found["50000000"].id
    assert found["20000000"].payer == "state:NOR"


def test_one_more_of_the_same_sum_is_another_sum(resolved) -> None:
    text = "Norway lent Ghana 5 million dollars in 2014 and another 5 million dollars in 2022."
    found = extract(resolved(text))
    assert sorted(str(a.date) for a in found if a.unit == "USD") == ["2014", "2022"]


def test_who_puts_something_on_hold_reckons_nothing(resolved) -> None:
    (amount,) = extract(resolved("Norway has put on hold a credit line of 5 million dollars for Ghana."))
    assert amount.estimated_by is None


def test_a_debt_office_that_is_cited_pays_nothing(resolved) -> None:
    told = "Ghana owes Togo 9 million dollars, of which 2 million dollars was repaid, according to the Debt Office."
    assert not any("office" in (side or "") for a in extract(resolved(told)) for side in (a.payer, a.payee))
