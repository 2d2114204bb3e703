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


@pytest.mark.parametrize(
    "text",
    [
        "Lake Orvel flooded two provinces, and Cyclone Hadda hit the coast.",
        "The Tarva River divides them, and the Mosk Valley lies behind it.",
        "Engineers repaired Korvan Airport and the Belmont Stadium after Hurricane Petra.",
        "Annex B binds both; God knows why.",
        "The plant sends 300 MW in March.",
        "They met in Zarvel. Zarvel was calm.",
    ],
)
def test_land_water_weather_buildings_units_and_annexes_are_no_actors(text):
    assert [m.text for m in mentions(text) if m.kind == "name"] == []


def test_an_unlisted_name_that_acts_somewhere_is_one_everywhere():
    text = "Farouk Zentari said no. Papers of Farouk Zentari burnt. Papers of Corvan Melt burnt."
    assert [m.text for m in mentions(text)] == ["Farouk Zentari", "Farouk Zentari"]


@pytest.mark.parametrize(
    ("text", "word", "found"),
    [
        ("She wrote on Facebook that the talks went on.", "Facebook", False),
        ("The minister said it in a post on X.", "X", False),
        ("The minister of Peru said it on his Telegram channel.", "Telegram", False),
        ("The European Union fined Facebook.", "Facebook", True),
        ("Norway imposed a ban on TikTok.", "TikTok", True),
    ],
)
def test_a_platform_that_only_carries_words_is_no_actor(text, word, found):
    assert (word in named(text)) is found


@pytest.mark.parametrize(
    ("text", "words", "schema", "country"),
    [
        ("The Kenyan migration office expelled two men.", "Kenyan migration office", "PublicBody", "KEN"),
        ("The national oil company of Chad signed.", "national oil company", "Company", "TCD"),
        ("Peru's customs service seized fuel.", "customs service", "PublicBody", "PER"),
        ("State television in Iran showed it.", "State television", "Organization", "IRN"),
        ("The president's office in Nairobi declined.", "president's office", "PublicBody", "KEN"),
        ("The police in Uganda arrested two men.", "police", "PublicBody", "UGA"),
        ("The Norwegian Red Cross sent tents.", "Norwegian Red Cross", "Organization", "NOR"),
        ("The Nepal Red Cross Society sent tents.", "Nepal Red Cross Society", "Organization", "NPL"),
    ],
)
def test_bodies_in_lower_case_and_national_branches_have_their_state(text, words, schema, country):
    found = named(text)
    assert words in found
    assert (found[words].schema, found[words].country) == (schema, country)


def test_a_city_that_only_says_where_a_company_sits_is_no_state():
    for text in ("The Nairobi company refused.", "The Lima-based bank lent money."):
        assert all(m.schema != "State" for m in mentions(text)), text


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("The Minister of Foreign Affairs of Mongolia N.Batsukh spoke.", "N.Batsukh", "MNG"),
        ("Ana Ruiz Prado, head of the Central Bank of Chile, spoke.", "Ana Ruiz Prado", "CHL"),
        ("The minister met his Bolivian counterpart, Juan Quispe Mamani.", "Juan Quispe Mamani", "BOL"),
        ("Former Vice President Carlos Mora of Ecuador was held.", "Carlos Mora", "ECU"),
        ("Lemma Tadesse, security adviser to Ethiopia's prime minister, left.", "Lemma Tadesse", "ETH"),
        ("Six Indian envoys, High Commissioner Ravi Mehta among them, left.", "Ravi Mehta", "IND"),
        ("Six Canadians, led by acting High Commissioner Peter Odum, left.", "Peter Odum", "CAN"),
        ("Kenya and its governor Peter Lomosi agreed.", "Peter Lomosi", "KEN"),
        ("The mayor of Cúcuta, Jairo Prada, spoke.", "Jairo Prada", "COL"),
        ("Lao Minister of Planning and Trade Kham Phomvihan spoke.", "Kham Phomvihan", "LAO"),
        ("A minister, Ana Ruiz Prado, met envoys of Chile.", "Ana Ruiz Prado", None),
    ],
)
def test_a_person_has_the_state_that_the_words_around_the_name_give(text, name, country):
    assert named(text)[name].country == country


@pytest.mark.parametrize(
    ("text", "office", "name"),
    [
        ("Acting High Commissioner Peter Odum left.", "Acting High Commissioner", "Peter Odum"),
        ("Vice Foreign Minister Chang Ho-jin spoke.", "Vice Foreign Minister", "Chang Ho-jin"),
        ("Cabinet Secretary John Mbadi signed.", "Cabinet Secretary", "John Mbadi"),
        ("Secretary of Transport Ana Ruiz Prado signed.", "Secretary of Transport", "Ana Ruiz Prado"),
    ],
)
def test_an_office_before_a_name_is_no_part_of_it(text, office, name):
    found = named(text)
    assert found[office].kind == "office"
    assert found[name].i == found[office].joined


@pytest.mark.parametrize(
    ("text", "words", "schema"),
    [
        ("Kenya awarded the contract to Zarmintec.", "Zarmintec", None),
        ("The contract between Mozambique and Eldorvane lapsed.", "Eldorvane", None),
        ("The Jubana Alliance rejected it.", "Jubana Alliance", "Organization"),
        ("Ghana sold beans to Barvex Trading.", "Barvex Trading", "Company"),
        ("She told the broadcaster Zarvel FM so.", "Zarvel FM", None),
        ("The Nigerian ministry of petroleum signed.", "Nigerian ministry of petroleum", "PublicBody"),
    ],
)
def test_partners_of_deals_and_groups_are_no_persons(text, words, schema):
    found = named(text)
    assert words in found
    assert found[words].schema == schema


def test_a_force_before_its_chief_is_no_body_of_its_own():
    found = named("The Kenyan army chief met envoys.")
    assert found["army chief"].country == "KEN"
    assert "Kenyan army" not in found


def test_a_state_s_name_in_the_name_of_a_storm_or_a_gulf_is_no_actor():
    for text in ("Cyclone India hit the coast.", "The Gulf of Oman is near."):
        assert mentions(text) == (), text


def test_a_list_of_portfolios_ends_before_the_name():
    found = named("Minister of Foreign Affairs and International Cooperation Abdou Zarvane of Chad spoke.")
    assert found["Abdou Zarvane"].country == "TCD"
    assert found["Minister of Foreign Affairs and International Cooperation"].office == "foreign_minister"


def test_the_president_of_a_state_s_parliament_does_not_head_the_state():
    found = named("The president of Kenya's parliament spoke.")
    assert found["president"].office is None


def test_a_plural_title_is_that_of_each_name_after_it():
    found = named("Foreign ministers Ana Ruiz of Chile and Luis Paz of Peru signed.")
    assert [(found[n].office, found[n].country) for n in ("Ana Ruiz", "Luis Paz")] == [
        ("foreign_minister", "CHL"),
        ("foreign_minister", "PER"),
    ]
    assert "Ana Ruiz" in named("Ministers Ana Ruiz and Luis Paz signed in Lima.")


@pytest.mark.parametrize("title", ["Sénateur", "Ministro", "Sheikh", "Frau"])
def test_a_title_in_another_language_is_no_part_of_the_name(title):
    assert "Ana Ruiz Prado" in named(f"{title} Ana Ruiz Prado met a Chilean envoy.")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The ambassador of Peru, Rosa Quispe, and the mayor of Arica, Juan Salas, spoke.", "Juan Salas"),
        ("The Bavarian premier, Horst Kolm, flew to Moscow.", "Horst Kolm"),
        ("The president of Catalonia, Artur Kolm, flew to Moscow.", "Artur Kolm"),
    ],
)
def test_a_town_s_or_region_s_office_is_told_from_a_state_s(text, name):
    assert named(text)[name].office in ("mayor", "governor")


@pytest.mark.parametrize(
    "text", ["The president's brother, Ana Kolm, flew to Chile.", "The daughter of Peru's president, Ana Kolm, sued."]
)
def test_kin_of_a_holder_do_not_get_the_office(text):
    assert named(text)["Ana Kolm"].office is None


def test_a_heading_in_capitals_stops_at_the_name_that_is_known():
    assert "PUTIN" in named("PUTIN FLIES TO ANKARA")


def test_words_of_a_kind_after_a_listed_name_are_no_part_of_it():
    assert "TASS" in named("TASS news agency quoted the Peruvian minister.")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Burundi will pay Kigali 5 million dollars.", "Kigali"),
        ("Minsk's obligations to Moscow amount to 8 billion dollars.", "Moscow"),
        ("The Andorran and French ministers signed a pact.", "Andorran"),
    ],
)
def test_a_state_is_no_town_and_no_person_for_what_stands_beside_it(text, words):
    assert named(text)[words].schema == "State"


def test_a_text_may_end_with_the_name_of_a_bank():
    assert "National Bank" in named("The loan is of the National Bank")
