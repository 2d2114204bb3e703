"""Offices without a name, offices not held as usual, and officials whose state is left unsaid."""

import pytest

from dragoman.evaluate.seen import resolve_text
from dragoman.extract.parties import standing_at


def read(text, published="2019-06-05"):
    resolved = resolve_text(text, published)
    return resolved, {m.text: resolved.links[m.i] for m in resolved.annotated.mentions}


@pytest.mark.parametrize(
    ("text", "published", "words", "actor"),
    [
        ("NATO's secretary general praised Finland.", "2019-06-05", "secretary general", "qid:Q57665"),
        ("Indonesia's president-elect flew to Beijing.", "2024-04-01", "president-elect", "qid:Q2107268"),
        ("Mr Lavrov said his Syrian counterpart agreed.", "2015-05-08", "counterpart", "qid:Q1334803"),
    ],
)
def test_an_office_is_its_holder(text, published, words, actor):
    assert read(text, published)[1][words] == actor


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A minister of Kenya met envoys of Chad.", "minister"),
        ("Kenya's former president met envoys of Chad.", "former president"),
        ("The then president of Kenya met envoys of Chad.", "president"),
        ("Kenya's prime minister-designate met envoys of Chad.", "prime minister-designate"),
        ("The mission chief met envoys of Chad.", "mission chief"),
        ("Ruiz, the Kenyan envoy to Chad, left. A senior Kenyan diplomat stayed.", "diplomat"),
    ],
)
def test_one_of_many_or_of_another_time_is_nobody(text, words):
    found = read(text)[1]
    assert all(actor is None for said, actor in found.items() if words in said)


@pytest.mark.parametrize(
    ("text", "name", "capacity", "behalf"),
    [
        ("Ana Ruiz, a former Chilean prime minister, met envoys of Peru.", "Ana Ruiz", "private", None),
        ("Chile's shadow foreign secretary, Ana Ruiz, met envoys of Peru.", "Ana Ruiz", "opposition", None),
        ("Ana Ruiz, the United Nations envoy, met the king of Jordan.", "Ana Ruiz", "igo", "qid:Q1065"),
        ("Chile's ambassador to the United Nations, Ana Ruiz, spoke.", "Ana Ruiz", "state", "state:CHL"),
        ("Bank of Ireland closed its desk for Iran.", "Bank of Ireland", "company", "name:bank-of-ireland:IRL"),
    ],
)
def test_on_whose_behalf_somebody_acts(text, name, capacity, behalf):
    resolved, found = read(text)
    mention = next(m for m in resolved.annotated.mentions if m.text == name)
    assert standing_at(resolved, mention) == (capacity, behalf or found[name])


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("NAIROBI, June 4 (Wire) - Kenya and Chad agreed. Energy Minister Ana Ruiz Prado signed.", "KEN"),
        ("Kenya and Chad agreed. Trade Minister Ana Ruiz Prado and Kenyan minister Bo Ek met in June.", "TCD"),
        ("Chile and Peru met. President Sebastian Pinera told Trade Minister Ana Ruiz Prado to sign.", None),
    ],
)
def test_an_official_of_no_stated_country_serves_who_the_report_shows(text, actor):
    resolved, found = read(text)
    person = resolved.actors[found["Ana Ruiz Prado"]]
    assert person.country == actor or actor is None


def test_a_country_that_is_inferred_is_in_the_id():
    text = "NAIROBI, June 4 (Wire) - Kenya and Chad agreed. Energy Minister Ana Ruiz Prado signed."
    assert read(text)[1]["Ana Ruiz Prado"] == "name:ana-ruiz-prado:KEN"


def test_whom_a_description_places_in_a_government_acts_for_its_state():
    resolved, _ = read("The second of the Chilean regime, Ana Ruiz Prado, met envoys of Peru.")
    mention = next(m for m in resolved.annotated.mentions if m.text == "Ana Ruiz Prado")
    assert standing_at(resolved, mention) == ("state", "state:CHL")


def test_the_president_of_something_unlisted_is_of_no_state_of_the_report():
    resolved, found = read(
        "NAIROBI, June 4 (Wire) - Kenya listened. Ana Ruiz Prado, President of Zarvelia, spoke to Kenya."
    )
    assert resolved.actors[found["Ana Ruiz Prado"]].country is None
