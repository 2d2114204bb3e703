"""What one agreement is to another, how long it runs, where it was signed, who deals with whom, in which sector."""

import pytest

from dragoman import app
from dragoman.extract.agreement_words import sectors_in
from dragoman.records import Agreement


def agreements(text):
    return [r for r in app.read_text(text, published="2024-05-15").records if isinstance(r, Agreement)]


@pytest.mark.parametrize(
    "text",
    [
        "The protocol to the 2011 defence treaty between Italy and Qatar was signed in Doha on Monday.",
        "Poland and Ukraine signed a transit agreement in 2019. An annex to the agreement was signed in March 2022.",
        "Kenya and China signed a railway deal in 2014. A contract for phase two of the railway was signed in 2018.",
        "Spain and Malta signed a fish accord in 2006. The fish accord was extended by four years in 2019.",
        "Oman and India signed a treaty on ports in 2003. Oman and India renewed the treaty on ports in 2013.",
    ],
)
def test_a_renewal_an_annex_or_a_next_phase_names_the_earlier_agreement(text):
    found = sorted(agreements(text), key=lambda a: str(a.date))
    assert (found[-1].renews, found[0].renews) == (found[0].id, None)


@pytest.mark.parametrize(
    "text",
    [
        "Spain and Morocco signed a fisheries agreement in 2006. An agreement on tourism was extended in 2019.",
        "Spain and Malta signed a treaty on ports in 2006. Spain and Peru renewed a treaty on ports in 2016.",
        "Kenya and China signed a dam contract in 2014. The contract for phase two of the railway was signed in 2018.",
    ],
)
def test_an_agreement_of_other_sides_or_on_another_matter_is_not_renewed(text):
    assert all(a.renews is None for a in agreements(text))


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Laos and Vietnam signed a memorandum on customs in Vientiane, valid for five years.", "P5Y"),
        ("Iran and Armenia extended the gas contract for 18 months in August 2023.", "P18M"),
        ("Oman and Tanzania signed a 30-year concession contract.", "P30Y"),
        ("Oman and Tanzania signed a contract to train nurses for two years.", None),
        ("Oman and Tanzania signed a contract after two years.", None),
    ],
)
def test_how_long_an_agreement_runs(text, term):
    (found,) = agreements(text)
    assert found.term == term


def test_a_treaty_is_placed_where_it_was_signed_not_where_it_lies():
    (found,) = agreements("Chile and Vietnam signed in Hanoi an agreement on a copper plant in Calama.")
    assert (found.place.name, found.place.country) == ("Hanoi", "VNM")


@pytest.mark.parametrize(
    ("text", "tier"),
    [
        ("Chile and Vietnam signed an agreement on copper.", "interstate"),
        ("The Central Bank of Norway and the Ministry of Finance of Ghana signed a loan agreement.", "inter-agency"),
        ("An agreement on copper was signed.", None),
    ],
)
def test_who_deals_with_whom(text, tier):
    assert [a.tier for a in agreements(text)] in ([tier], [])


@pytest.mark.parametrize(
    ("words", "sectors", "purposes"),
    [
        ("a railway to the coast", ("transport",), ("21030",)),
        ("nuclear power plants", ("energy",), ("23110", "23510")),
        ("the fishing of tuna", ("agriculture",), ("31310",)),
        ("Portuguese wine on trains", (), ()),
    ],
)
def test_sectors_come_with_their_purpose_codes(words, sectors, purposes):
    found = sectors_in(words)
    assert tuple(dict.fromkeys(s.name for s in found)) == sectors
    assert tuple(sorted({s.purpose for s in found})) == purposes
