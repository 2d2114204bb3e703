"""Sentences through the whole reading: the agreements and the amounts that a reader would record, no more, no less."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from dragoman import app
from dragoman.document import Outcome
from dragoman.records import Agreement, Amount

PUBLISHED = "2024-05-15"
HERE = Path(__file__).parent


def cases(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((HERE / name).read_text(encoding="utf-8").splitlines()))


def is_one_of(told: str, value: str | None) -> bool:
    return not told or (value or "").lower() in told.lower().split("/")


def owner(outcome: Outcome, actor: str | None) -> str:
    countries = {a.id: a.country for a in outcome.actors}
    return (countries.get(actor or "") or (actor or "").removeprefix("state:")).upper()


def agreement_fits(wanted: str, found: Agreement) -> bool:
    status, kind, count, *parties = wanted.split()
    named = set(parties[0].split(",")) if parties else set()
    bound = {p.removeprefix("state:") for p in found.parties}
    return (
        is_one_of(status, found.status)
        and is_one_of(kind, found.kind)
        and str(found.count or 1) == count
        and named <= bound
        and (len(named) < 2 or len(bound) == len(named))
    )


def amount_fits(wanted: str, found: Amount, outcome: Outcome) -> bool:
    words = wanted.split()
    payer, payee = words.pop().split(">") if ">" in words[-1] else ("", "")
    figure, *unit, kind = words
    low, _, high = figure.partition("..")
    told = [(low, found.low), (high, found.high)] if high else [(figure, found.value)]
    return (
        all(got is not None and Decimal(want) == Decimal(got) for want, got in told)
        and is_one_of(" ".join(unit), found.unit)
        and is_one_of(kind, found.kind)
        and is_one_of(payer, owner(outcome, found.payer))
        and is_one_of(payee, owner(outcome, found.payee))
    )


@pytest.mark.parametrize("case", cases("told_agreements.csv"), ids=lambda c: c["text"])
def test_the_agreements_of_a_sentence(case: dict[str, str]) -> None:
    outcome = app.read_text(case["text"], published=PUBLISHED)
    found = [r for r in outcome.records if isinstance(r, Agreement)]
    items = {c for a in found for c in a.children}
    left = [a for a in found if a.id not in items]
    for wanted in filter(None, case["agreements"].split("; ")):
        fitting = [a for a in left if agreement_fits(wanted, a)]
        assert fitting, f"{wanted} is not among {[(a.status, a.kind, a.count, a.parties) for a in left]}"
        left.remove(fitting[0])
    assert left == []
    kinds = [a.kind for a in found if a.id in items]
    assert sorted(kinds) == sorted(filter(None, case["items"].split("; ")))


@pytest.mark.parametrize("case", cases("told_amounts.csv"), ids=lambda c: c["text"])
def test_the_amounts_of_a_sentence(case: dict[str, str]) -> None:
    outcome = app.read_text(case["text"], published=PUBLISHED)
    left = [r for r in outcome.records if isinstance(r, Amount)]
    for wanted in filter(None, case["amounts"].split("; ")):
        fitting = [a for a in left if amount_fits(wanted, a, outcome)]
        assert fitting, f"{wanted} is not among {[(a.value, a.unit, a.kind, a.payer, a.payee) for a in left]}"
        left.remove(fitting[0])
    assert left == []


def test_a_renewal_names_the_agreement_that_it_renews() -> None:
    text = "Qatar and Nepal signed a labour agreement in 2005. The agreement was renewed in 2021."
    found = [r for r in app.read_text(text, published=PUBLISHED).records if isinstance(r, Agreement)]
    older, newer = sorted(found, key=lambda a: str(a.date))
    assert (newer.renews, older.renews) == (older.id, None)


def test_two_signings_on_different_days_are_two_agreements() -> None:
    text = (
        "Oman and Belgium signed an agreement on ports on 5 March 2024 in Muscat. "
        "The agreement signed by Oman and Belgium on 9 April 2024 concerns customs."
    )
    found = [r for r in app.read_text(text, published=PUBLISHED).records if isinstance(r, Agreement)]
    assert sorted((str(a.date), a.subject) for a in found) == [("2024-03-05", "ports"), ("2024-04-09", None)]


def test_items_told_in_the_next_sentence_belong_to_the_package() -> None:
    text = (
        "Turkey and Libya signed six documents in Tripoli. "
        "They include a protocol on gas, two memoranda on defence and a contract for a hospital."
    )
    found = [r for r in app.read_text(text, published=PUBLISHED).records if isinstance(r, Agreement)]
    (package,) = (a for a in found if a.children)
    assert package.count == 6
    items = {a.kind: (a.count, a.subject) for a in found if a.id in package.children}
    assert items == {"protocol": (None, "gas"), "memorandum": (2, "defence"), "contract": (None, "hospital")}


def test_money_borrowed_is_a_loan_of_the_lender_whatever_else_is_offered() -> None:
    text = "Fiji offered no guarantee for the 60 million dollars that it borrowed from Japan."
    (found,) = (r for r in app.read_text(text, published=PUBLISHED).records if isinstance(r, Amount))
    assert (found.kind, found.payer, found.payee, found.basis) == ("loan", "state:JPN", "state:FJI", None)
