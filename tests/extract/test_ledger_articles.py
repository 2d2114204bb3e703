"""Paragraphs through the whole reading: what the ledgers of two states must not get wrong."""

import pytest

from dragoman import app
from dragoman.document import Outcome
from dragoman.records import Agreement, Amount

PUBLISHED = "2024-05-15"


def read(text: str) -> Outcome:
    return app.read_text(text, published=PUBLISHED)


def sums(text: str) -> dict[str, Amount]:
    return {a.value or "": a for a in read(text).records if isinstance(a, Amount)}


def agreements(text: str) -> list[Agreement]:
    return [r for r in read(text).records if isinstance(r, Agreement)]


@pytest.mark.parametrize(
    ("text", "first", "again"),
    [
        ("Hungary will lend Serbia 85 million euros (about 93 million dollars) for a cable.", "85000000", "93000000"),
        ("Japan lent Kenya 30 billion yen, or about 200 million dollars.", "30000000000", "200000000"),
        ("Tonga owes China 195 million Tongan pa'anga, about 120 million US dollars.", "195000000", "120000000"),
    ],
)
def test_a_sum_in_other_money_points_at_the_sum_that_it_restates(text: str, first: str, again: str) -> None:
    found = sums(text)
    one, other = found[first], found[again]
    assert (one.restates, other.restates) == (None, one.id)
    assert (one.kind, one.payer, one.payee) == (other.kind, other.payer, other.payee)


def test_a_figure_may_end_the_text() -> None:
    assert [a.restates for a in sums("Poland bought a yard for 90 million zlotys and €120m").values()] == [None, None]


def test_two_sums_in_two_currencies_are_two() -> None:
    found = sums("Japan lent Kenya 30 billion yen and 20 million dollars.")
    assert [a.restates for a in found.values()] == [None, None]


def test_a_debt_to_creditors_without_a_name_is_not_owed_to_the_other_state_of_the_article() -> None:
    text = (
        "Zambia and India signed an accord on Monday as India's president visited Zambia. "
        "Zambia agreed last June with its official creditors to restructure 6.3 billion dollars of debt."
    )
    debt = sums(text)["6300000000"]
    assert (debt.payer, debt.payee, debt.basis) == ("state:ZMB", None, None)
    assert [a.subject for a in agreements(text) if "restructure" in (a.subject or "")] == []


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        (
            "Zimbabwe owes Botswana 81 million dollars and South Africa 1.5 billion.",
            {"81000000": ("ZWE", "BWA"), "1500000000": ("ZWE", "ZAF")},
        ),
        (
            "Russia sold India oil for 5 billion dollars and China 7 billion.",
            {"5000000000": ("IND", "RUS"), "7000000000": ("CHN", "RUS")},
        ),
        (
            "Ghana received 2 million dollars from Norway and 3 million from Peru.",
            {"2000000": ("NOR", "GHA"), "3000000": ("PER", "GHA")},
        ),
    ],
)
def test_a_verb_told_once_holds_for_both_sums(text: str, sides: dict[str, tuple[str, str]]) -> None:
    found = {value: (a.payer, a.payee) for value, a in sums(text).items()}
    assert found == {value: (f"state:{payer}", f"state:{payee}") for value, (payer, payee) in sides.items()}


def test_a_sum_paid_from_a_package_is_a_part_of_it_and_the_package_is_not_paid() -> None:
    found = sums("Norway disbursed 50 million euros to Moldova from its package of 295 million euros.")
    part, whole = found["50000000"], found["295000000"]
    assert (part.part_of, part.basis, whole.basis) == (whole.id, "disbursed", None)


def test_a_bond_is_owed_to_its_holders() -> None:
    text = (
        "Kenya will receive a loan of 1.5 billion dollars from the United Arab Emirates, the Treasury in Nairobi said, "
        "after buying back 1.44 billion dollars of a 2 billion dollar Eurobond."
    )
    bond = sums(text)["2000000000"]
    assert (bond.payer, bond.payee, bond.creditor_class) == (None, None, "bondholders")


def test_what_a_third_state_gives_goes_to_the_borrower_of_the_article() -> None:
    text = (
        "Tonga said it would ask China for relief. China lent Tonga 120 million dollars in 2008, and China's envoy met "
        "the minister. Australia gave 16 million dollars in aid."
    )
    gift = sums(text)["16000000"]
    assert (gift.kind, gift.payer, gift.payee) == ("grant", "state:AUS", "state:TON")


def test_what_is_owed_of_one_sum_does_not_make_another_outstanding() -> None:
    text = (
        "Kenya owed China 5.7 billion dollars, most of it for the railway that the Export-Import Bank of China "
        "financed with 3.6 billion dollars in 2014."
    )
    found = sums(text)
    assert (found["5700000000"].basis, found["3600000000"].basis) == ("outstanding", None)


def test_a_loan_that_is_only_talked_about_is_none() -> None:
    text = "Angola is in talks for a 900 million dollar loan from the Africa Finance Corporation."
    assert sums(text) == {}


def test_the_name_of_an_export_bank_says_nothing_of_trade() -> None:
    text = "Kenya repaid in full. It paid the Export-Import Bank of China 740 million dollars last year."
    assert {a.kind for a in sums(text).values()} != {"trade"}


def test_until_when_a_contract_runs_is_no_day_of_its_signing() -> None:
    text = (
        "Serbia and Azerbaijan have extended their gas supply contract until 2026. "
        "The contract, first signed in November 2023, provides for 400 million cubic metres a year."
    )
    (found,) = agreements(text)
    assert [(s.stage, str(s.date)) for s in found.history] == [("negotiated", "None"), ("signed", "2023-11")]


def test_two_signings_of_two_papers_are_not_one_event() -> None:
    text = (
        "The delegations of Uzbekistan and Afghanistan signed 35 documents in Tashkent. "
        "Uzbekistan and Afghanistan signed an agreement on electricity in 2020."
    )
    dates = {a.count: str(a.date) for a in agreements(text)}
    assert dates[35] != "2020"


def test_who_acts_in_a_joined_clause_is_no_party() -> None:
    text = (
        "Tonga asked China for relief. An agreement of Tonga on a cable with Australia was signed in July 2023, "
        "and Japan promised a radio station."
    )
    (found,) = (a for a in agreements(text) if a.subject and "cable" in a.subject)
    assert set(found.parties) == {"state:TON", "state:AUS"}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The gas storage agreement of Serbia and Hungary, which expired in April, was renewed.", "signed"),
        ("The grain deal of Russia and Ukraine was extended in March 2023 and expired in July 2023.", "expired"),
    ],
)
def test_what_ran_out_may_be_renewed(text: str, status: str) -> None:
    (found,) = agreements(text)
    assert found.status == status


def test_what_will_not_be_renewed_is_still_in_force() -> None:
    text = "The friendship treaty that Moldova signed with Russia in 2001 will not be prolonged when it expires."
    (found,) = agreements(text)
    assert found.status == "in-force"
