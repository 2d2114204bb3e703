"""Mentions: what the words point at, what stands beside them, and what is no actor."""

import pytest

from dragoman.annotate import annotate
from dragoman.document import Document
from dragoman.kb import load
from dragoman.repair import mend


def mentions(text):
    doc = annotate(mend(Document("0" * 64, "case.txt", text), load()), load())
    return doc.mentions


def named(text):
    return {m.text: m for m in mentions(text)}


@pytest.mark.parametrize(
    ("text", "words", "kind", "schema"),
    [
        ("The Chadian army crossed the river.", "Chadian army", "name", "PublicBody"),
        (
            "The Ministry of Mines and Water of Gabon issued a note.",
            "Ministry of Mines and Water",
            "name",
            "PublicBody",
        ),
        ("Talks opened at the Peru-Bolivia Border Commission.", "Peru-Bolivia Border Commission", "name", "PublicBody"),
        ("The Omani regime said nothing.", "Omani regime", "epithet", "State"),
        ("The government in Rabat agreed.", "government", "name", "State"),
        ("The Red Harvest Mining Company left the country.", "Red Harvest Mining Company", "name", "Company"),
        ("Interior Minister Ana Ruiz Prado spoke.", "Ana Ruiz Prado", "name", "Person"),
        ("Both countries signed it.", "Both countries", "common", "State"),
    ],
)
def test_a_mention_has_its_extent_kind_and_schema(text, words, kind, schema):
    found = named(text)
    assert words in found
    assert (found[words].kind, found[words].schema) == (kind, schema)


def test_an_office_is_joined_to_the_name_beside_it_and_gives_it_its_country():
    for text in (
        "The Brazilian minister of Energy, Joao Prado Lima, arrived.",
        "Joao Prado Lima, the Brazilian minister of Energy, arrived.",
        "Brazilian Energy Minister Joao Prado Lima arrived.",
    ):
        found = mentions(text)
        name = next(m for m in found if m.text == "Joao Prado Lima")
        assert any(m.kind == "office" and m.joined == name.i for m in found), text
        assert name.country == "BRA", text


def test_a_phrase_for_two_actors_is_found_twice():
    assert [m.text for m in mentions("The two countries agreed.")] == ["The two countries", "The two countries"] or [
        m.text for m in mentions("The two countries agreed.")
    ] == ["two countries", "two countries"]


def test_a_city_where_something_happens_is_no_government():
    assert all(m.text != "Lima" for m in mentions("The delegates met in Lima."))
    assert any(m.text == "Lima" for m in mentions("Lima rejected the offer."))


@pytest.mark.parametrize(
    "text", ["The Treaty of Oldfield lapsed.", "On Friday in April rain fell.", "West Africa is dry."]
)
def test_treaties_days_and_regions_are_no_actors(text):
    assert mentions(text) == ()


def test_an_acronym_in_brackets_belongs_to_the_name_before_it():
    found = mentions("The Northern Isotope Research Agency (NIRA) opened.")
    name = next(m for m in found if m.text == "Northern Isotope Research Agency")
    assert next(m for m in found if m.text == "NIRA").joined == name.i
