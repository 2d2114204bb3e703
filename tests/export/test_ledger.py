"""Ledgers: each thing once, where it stands now, and totals that add only what may be added."""

from dataclasses import replace
from decimal import Decimal

import made
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.export import Dyad, Party, gather
from dragoman.export.ledger import Health, Ledger, MoneyLine, Telling, totals_lines, totals_of
from dragoman.records import Amount, Span
from dragoman.store import open_store

CHILE, PERU = Party("CHL", "Chile"), Party("PER", "Peru")
DYAD = Dyad(CHILE, PERU)


@pytest.fixture
def ledger(tmp_path):
    def made_of(*texts):
        with open_store(tmp_path / "made.db") as store:
            run = store.begin_run({})
            for number, text in enumerate(texts):
                store.put(made.run(made.read(f"{number}.txt", text.encode())), pipeline="1", run=run)
            return Ledger(gather(store), DYAD)

    return made_of


def test_an_agreement_told_twice_is_one_line_that_stands_where_it_stands_last(ledger):
    book = ledger(
        "Copper\nPublished 2024-03-06\n"
        "2024-03-05 DEAL signed copper smelter harbour railway state:CHL state:PER | Both signed.",
        "Halted\nPublished 2024-06-07\n"
        "2024-06-06 DEAL suspended copper smelter harbour railway state:CHL state:PER | Peru froze it.",
    )
    (line,) = book.agreements
    assert (line.status, str(line.date), line.telling.documents) == ("suspended", "2024-06-06", 2)
    assert set(line.telling.sources) == {"0.txt", "1.txt"}
    assert "amount" in line.health.lacks


def test_who_mentions_a_signing_later_does_not_put_a_contract_back(ledger):
    book = ledger(
        "Copper\nPublished 2024-03-06\n"
        "2024-03-05 DEAL in-force copper smelter harbour railway state:CHL state:PER | In force.",
        "Again\nPublished 2024-03-09\n"
        "2024-03-05 DEAL signed copper smelter harbour railway state:CHL state:PER | Signed in May.",
    )
    assert [line.status for line in book.agreements] == ["in-force"]


def test_a_debt_of_a_third_state_is_in_no_ledger_of_the_two(ledger):
    book = ledger(
        "Debts\nPublished 2024-03-06\n"
        "2024-03-05 DEBT 9000000 USD outstanding state:BRA state:CHL | Brazil owes nine million.\n"
        "2024-03-05 DEBT 55000000 USD outstanding state:PER state:CHL | Peru owes Chile 55 million."
    )
    assert [(line.payer, line.payee, line.dollars) for line in book.debts] == [("Peru", "Chile", Decimal(55000000))]


def test_of_two_readings_of_one_stock_the_latest_counts_and_the_other_is_left_out(ledger):
    book = ledger(
        "Debts\nPublished 2024-03-06\n"
        "2023-12-31 DEBT 80000000 USD outstanding state:PER state:CHL | Peru owed Chile 80 million.\n"
        "2024-03-05 DEBT 55000000 USD outstanding state:PER state:CHL | Peru owes Chile 55 million now."
    )
    (total,) = book.debt_totals.totals
    assert (total.value, total.basis) == (Decimal(55000000), "outstanding")
    assert [left.line.record.value for left in book.debt_totals.left_out] == ["80000000"]


def test_money_promised_and_paid_in_part_is_a_commitment_kept_in_part(ledger):
    book = ledger(
        "Grants\nPublished 2024-03-06\n"
        "2024-03-05 GRANT 20000000 USD pledged state:CHL state:PER | Chile pledged Peru 20 million.",
        "Paid\nPublished 2024-05-06\n"
        "2024-05-05 GRANT 8000000 USD disbursed state:CHL state:PER | Chile paid out 8 million for schools in Peru.",
    )
    (promise,) = book.commitments
    assert (promise.who, promise.to, promise.fate) == ("Chile", "Peru", "in part")
    assert promise.note == "about 8 million USD told as disbursed"
    assert promise.by


def test_a_planned_act_is_kept_broken_overdue_or_open_by_later_articles(ledger):
    plans = (
        "Plans\nPublished 2024-03-06\n"
        "2024-04-10 COOPERATE plan state:CHL state:PER | Engineers will open the Tacna railway tunnel.\n"
        "2024-04-12 CONSULT plan state:CHL state:PER | Ministers will inspect the fishing harbour.\n"
        "2025 CONSULT plan state:CHL state:PER | Presidents will talk about pensions."
    )
    later = (
        "News\nPublished 2024-06-02\n"
        "2024-05-30 COOPERATE state:CHL state:PER | Engineers opened the railway tunnel at Tacna."
    )
    fates = {c.what.split()[-1]: c.fate for c in ledger(plans, later).commitments}
    assert fates == {"tunnel.": "kept", "harbour.": "overdue", "pensions.": "open"}


def line(number, value, unit, kind, basis, sides, rate):
    evidence = (Span(document_id="a" * 64, start=number, end=number + 1, text="x"),)
    record = Amount(
        **made.fact(
            "amounts", "a" * 64, evidence, value=str(value), unit=unit, qualifier="exact", kind=kind, basis=basis
        )
    )
    told = Telling((f"amount:{number}",), 1, 1, ("a.txt",), evidence, None, None)
    dollars = Decimal(value) if unit == "USD" else Decimal(value) * rate if rate else None
    payer, payee = sides
    return MoneyLine(record, payer, payee, None, None, dollars, (), told, Health((), ()))


@st.composite
def ledgers(draw):
    count = draw(st.integers(0, 12))
    return [
        line(
            number,
            draw(st.integers(1, 10**9)),
            draw(st.sampled_from(["USD", "EUR", "KES"])),
            draw(st.sampled_from(["debt", "loan", "grant", "trade"])),
            draw(st.sampled_from(["outstanding", "arrears", "committed", "disbursed", None])),
            draw(st.sampled_from([("Chile", "Peru"), ("Peru", "Chile"), (None, "Peru")])),
            draw(st.sampled_from([None, Decimal("1.1")])),
        )
        for number in range(count)
    ]


@given(ledgers())
def test_no_total_mixes_currencies_without_conversion_kinds_bases_sides_or_stock_with_flow(lines):
    by_id = {one.telling.ids[0]: one for one in lines}
    found = totals_of(lines)
    for total in found.totals:
        parts = [by_id[key] for key in total.ids]
        assert {(p.payer, p.payee, p.record.kind, p.record.basis) for p in parts} == {
            (total.payer, total.payee, total.kind, total.basis)
        }
        assert len({p.record.basis in ("outstanding", "arrears") for p in parts}) == 1
        if total.converted:
            assert total.value == sum(p.dollars for p in parts)
        else:
            assert {p.record.unit for p in parts} == {total.unit}
            assert total.value == sum(Decimal(p.record.value) for p in parts)


@given(ledgers())
def test_every_sum_is_in_one_total_of_its_currency_or_left_out_with_a_reason(lines):
    found = totals_of(lines)
    own = [key for total in found.totals if not total.converted for key in total.ids]
    left = [one.line.telling.ids[0] for one in found.left_out if "dollar total" not in one.why]
    assert sorted(own + left) == sorted(one.telling.ids[0] for one in lines)
    assert all(one.why for one in found.left_out)


def test_a_ceiling_a_rate_and_a_disputed_sum_are_in_no_total():
    whole = line(1, 70, "USD", "loan", "committed", ("Chile", "Peru"), None)
    ceiling = replace(whole, record=whole.record.model_copy(update={"qualifier": "up-to"}))
    rate = replace(whole, record=whole.record.model_copy(update={"period": "year"}))
    part = replace(whole, record=whole.record.model_copy(update={"part_of": "amount:1"}))
    again = replace(whole, record=whole.record.model_copy(update={"restates": "amount:1"}))
    disputed = replace(whole, disputed=("conflict:1",))
    found = totals_of([whole, ceiling, rate, part, again, disputed])
    assert [total.value for total in found.totals] == [Decimal(70)]
    assert [left.why for left in found.left_out] == [
        "a ceiling", "a rate: so much a year", "part of another sum in this list",
        "another sum in this list, given in other money", "another article gives another value",
    ]  # fmt: skip


def test_totals_as_lines_say_what_was_added_and_what_was_left_out_and_why(ledger):
    book = ledger(
        "Debts\nPublished 2024-03-06\n"
        "2024-03-05 DEBT 55000000 USD outstanding state:PER state:CHL | Peru owes Chile 55 million now.\n"
        "2024-03-05 LOAN 7000000 USD state:CHL state:PER | Chile lent Peru 7 million.\n"
        "2024-03-05 LOAN 9000000 EUR state:CHL state:PER | Chile lent Peru 9 million euros."
    )
    added, left = totals_lines(book.totals)
    assert added == "Total debt, outstanding: Peru owes Chile 55,000,000 USD (1 sum)"
    assert left.startswith(
        "In no total (not said whether promised, paid or owed): loan of about 7 million USD, loan of"
    )


def test_the_day_on_which_a_promise_was_made_is_not_the_day_on_which_it_falls_due(ledger):
    book = ledger(
        "Promised\nPublished 2024-03-06\n2024-03-05 AID plan state:CHL state:PER | Chile promised Peru a hospital.",
        "Later\nPublished 2024-09-06\n2024-09-05 CONSULT state:CHL state:PER | Envoys of both met in Lima.",
    )
    (promise,) = book.commitments
    assert (promise.due, promise.fate) == (None, "open")
