"""Articles of a year on one loan, one debt and one treaty: the ledger of the two states has each once."""

from decimal import Decimal

import pytest

from dragoman import app

TELLINGS = {
    "march.txt": (
        "Zambia and India sign five accords\n\n"
        "LUSAKA, March 4, 2024 (Reuters) - Zambia and India signed five memorandums of understanding on Monday.\n\n"
        "Under one of the memorandums, India's Exim Bank will provide a credit line of $120 million for rural "
        "electrification. Zambia already owes India 220 million dollars.\n\n"
        "A defence cooperation agreement is still under negotiation.\n"
    ),
    "april.txt": (
        "Zambia and Indian bank sign\n\n"
        "NEW DELHI, April 18, 2024 - India's Export-Import Bank and Zambia's Ministry of Finance signed the agreement "
        "on a 120 million dollar line of credit (about 10 billion rupees) announced last month.\n\n"
        "Zambia owes India about 220 million dollars, according to the Lusaka treasury. The defence cooperation "
        "agreement was initialled on Wednesday.\n"
    ),
    "september.txt": (
        "Lusaka draws on Indian credit\n\n"
        "Lusaka, September 2, 2024 - Zambia has drawn 40 million dollars of the 120 million dollar credit line of "
        "India's Exim Bank, the finance minister said on Monday.\n\n"
        "India and Zambia signed the defence cooperation agreement in Lusaka on 28 August.\n\n"
        "Zambia repaid India 15 million dollars in July. Its debt to India now stands at 205 million dollars.\n"
    ),
    "november.txt": (
        "Zambia's parliament ratifies defence pact with India\n\n"
        "LUSAKA, November 12, 2024 (AFP) - Zambia's National Assembly on Tuesday ratified the defence cooperation "
        "agreement that was signed with India in August.\n"
    ),
}


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    folder = tmp_path_factory.mktemp("told")
    for name, text in TELLINGS.items():
        (folder / name).write_text(text, encoding="utf-8")
    with app.open(folder / "told.db") as archive:
        archive.read([folder / name for name in TELLINGS])
        yield archive.ledger("ZMB", "IND")


def test_a_treaty_moves_on_from_article_to_article(book) -> None:
    (line,) = (each for each in book.agreements if "defence" in each.name)
    assert (line.status, str(line.date), line.telling.documents) == ("ratified", "2024-11-12", 4)


def test_a_credit_line_told_for_months_is_one_sum(book) -> None:
    (line,) = (each for each in book.debts if each.record.value == "120000000")
    assert (line.telling.documents, line.record.basis) == (3, "facility")


def test_a_sum_in_other_money_is_no_second_promise(book) -> None:
    promised = [each.what for each in book.commitments if "facility" in each.what]
    assert promised == ["loan of 120 million USD, facility"]


def test_the_totals_hold_each_sum_once_and_the_last_reading_of_a_debt(book) -> None:
    added = {(t.kind, t.basis): t.value for t in book.debt_totals.totals}
    assert added == {
        ("loan", "facility"): Decimal(120_000_000),
        ("debt", "outstanding"): Decimal(205_000_000),
        ("debt", "repaid"): Decimal(15_000_000),
    }


def test_a_debt_that_shrank_in_a_year_is_no_conflict(tmp_path) -> None:
    (tmp_path / "old.txt").write_text("Debts\n\nBUDAPEST, January 15, 2024 - Serbia owes Hungary 31 million euros.\n")
    (tmp_path / "new.txt").write_text("Debts\n\nBELGRADE, February 10, 2025 - Serbia owes Hungary 25 million euros.\n")
    with app.open(tmp_path / "told.db") as archive:
        archive.read([tmp_path / "old.txt", tmp_path / "new.txt"])
        book = archive.ledger("SRB", "HUN")
    assert [line.disputed for line in book.debts] == [(), ()]
    assert [total.value for total in book.debt_totals.totals] == [Decimal(25_000_000)]
