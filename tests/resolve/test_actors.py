"""Actors: which mention is whom, one node for all spellings, and what stays open."""

import pytest

from dragoman.document import Document
from dragoman.pipeline import run
from dragoman.records import Edtf


def actors(text, published=None):
    outcome = run(Document("0" * 64, "case.txt", text), published=Edtf.parse(published) if published else None)
    return {a.id: a for a in outcome.actors}, outcome


def words(actor):
    return {span.text for span in actor.mentions}


def test_name_demonym_and_capital_are_one_state():
    found, _ = actors("Chile spoke first. Chilean envoys stayed. Santiago rejected the plan.")
    assert words(found["state:CHL"]) == {"Chile", "Chilean", "Santiago"}


def test_an_epithet_is_the_one_state_of_the_document_that_fits_and_is_counted_as_printed():
    found, _ = actors("Nepal and Bangladesh met. The Himalayan nation signed.")
    assert found["state:NPL"].printed_as == {"Himalayan nation": 1}


def test_an_epithet_that_fits_two_stays_open_with_its_candidates():
    _, outcome = actors("Cuba and Jamaica met. The Caribbean country signed.")
    assert [i.code for i in outcome.issues if i.code == "ambiguous-actor"] == ["ambiguous-actor"]


def test_spellings_of_a_person_are_one_node_with_the_office_printed():
    text = "Ana Ruiz Prado, the Chilean minister of Mines, arrived. Ruiz Prado met Peru's envoy. The minister left."
    found, _ = actors(text)
    person = found["name:ana-ruiz-prado:CHL"]
    assert {"Ana Ruiz Prado", "Ruiz Prado"} <= words(person)
    assert any(role.basis == "stated" and "minister of Mines" in role.office for role in person.roles)


def test_a_family_name_is_completed_by_the_holder_of_office_on_the_date():
    found, _ = actors("Lula flew to Angola for talks with Angolan ministers. Brazil was pleased.", "2023-08-25")
    assert any(a.wikidata == "Q37181" and "Lula" in words(a) for a in found.values())


def test_an_office_without_a_name_is_its_holder_on_that_day_alone():
    text = "The Kenyan president met envoys from Uganda."
    dated, _ = actors(text, "2019-05-02")
    open_, _ = actors(text)
    assert any(a.schema_ == "Person" for a in dated.values())
    assert all(a.schema_ != "Person" for a in open_.values())


def test_a_pronoun_is_resolved_where_one_person_is_left_and_never_inside_a_quotation():
    text = 'Ana Ruiz Prado, a Chilean senator, met Peru\'s envoy. She left early. "He will be back," one guard said.'
    found, _ = actors(text)
    person = found["name:ana-ruiz-prado:CHL"]
    assert "She" in words(person)
    assert "He" not in words(person)


def test_a_person_is_not_given_the_country_of_another_office():
    found, _ = actors("Emmanuel Macron visited Ulaanbaatar on 21 May 2023.")
    assert next(a for a in found.values() if a.schema_ == "Person").country == "FRA"


def test_a_loaded_word_is_counted_and_stands_in_no_office():
    found, _ = actors("The dictator of Chad, Moussa Kella Banda, met envoys from Niger.")
    person = found["name:moussa-kella-banda:TCD"]
    assert sum(n for form, n in person.printed_as.items() if "dictator" in form) == 1
    assert all("dictator" not in role.office for role in person.roles)


def test_an_envoy_without_a_name_is_the_one_whose_post_is_stated_or_nobody():
    for text in ("The French ambassador met Nigerian officials.", "The ambassador of France to Chad met officials."):
        found, _ = actors(text, "1985-06-01")
        assert all(a.schema_ != "Person" for a in found.values() if "France to Chad" not in text), text
        for person in (a for a in found.values() if a.schema_ == "Person"):
            assert any(role.organisation == "TCD" for role in person.roles)


def test_a_dateline_s_agency_is_an_actor_that_acts_in_nothing_and_an_author_is_none():
    text = "Loan signed\n\nBy Otieno Wafula\n\nLUSAKA, May 2 (Eastwire) - Zambia signed a loan with China, it said."
    found, outcome = actors(text)
    assert words(found["name:eastwire:xx"]) == {"Eastwire"}
    assert outcome.document.authors == ("Otieno Wafula",)
    assert "name:otieno-wafula:xx" not in found
    sides = {i for r in outcome.records for side in ("source", "target") for i in getattr(r, side, ()) or ()}
    assert "name:eastwire:xx" not in sides


def test_an_agency_named_again_in_the_text_is_the_one_of_the_dateline():
    found, _ = actors("LUSAKA, May 2 (Savanna Wire) - Zambia signed, the bank told Savanna Wire.")
    assert len(found["name:savanna-wire:xx"].mentions) == 2


def test_a_dateline_that_says_only_agencies_names_none():
    found, _ = actors("LIMA (Agencies) - Peru and Chile signed a treaty, Lima said.")
    assert set(found) == {"state:PER", "state:CHL"}


def test_a_dateline_s_day_or_place_is_no_agency():
    found, _ = actors("WASHINGTON (Friday) - The United States signed.")
    assert set(found) == {"state:USA"}


def test_the_police_that_act_are_of_the_one_state_whose_adjective_stands_near():
    found, _ = actors("The police arrested two Kenyan traders.")
    assert found["name:police:KEN"].country == "KEN"


def test_of_two_with_one_family_name_the_office_beside_it_or_a_state_of_the_document_decides():
    text = "President Castro met envoys from Jamaica in Havana. Cuba was pleased."
    found, _ = actors(text, "2010-05-05")
    assert next(a for a in found.values() if a.schema_ == "Person").name == "Raúl Castro"
    open_, _ = actors("Castro met envoys in the capital.", "2010-05-05")
    assert all(a.wikidata is None for a in open_.values() if a.schema_ == "Person")


def test_both_forms_of_a_ministry_s_name_are_one_actor():
    found, _ = actors("The ministry of foreign affairs of Oman agreed. The Omani foreign ministry said more.")
    assert [a.country for a in found.values() if a.schema_ == "PublicBody"] == ["OMN"]


def test_the_government_of_a_region_is_a_body_and_not_the_state_called_so_elsewhere():
    found, _ = actors("The government of Norway signed. The government of Catalonia protested.")
    assert words(found["state:NOR"]) & {"government"} == {"government"}
    assert sum("government" in w for w in words(found["state:NOR"])) == 1
    assert found["name:government-of-catalonia:xx"].schema_ == "PublicBody"


def test_a_title_before_a_name_is_not_the_office_of_a_place_before_the_comma():
    found, _ = actors("A mine will open near Ica, Peruvian Energy Minister Ana Ruiz told reporters in Chile.")
    assert [role.office for role in found["name:ana-ruiz:PER"].roles] == ["Energy Minister"]


def test_a_longer_name_is_the_leader_known_by_its_first_and_one_other_word():
    found, _ = actors("Hugo Rafael Chávez Frías flew to Havana.", "2009-12-20")
    assert any(a.wikidata == "Q8440" for a in found.values())


def test_who_is_called_former_is_who_held_the_office_before():
    found, _ = actors("Former Prime Minister Hatoyama flew to Japan's embassy.", "2014-03-06")
    assert any(a.name == "Yukio Hatoyama" for a in found.values())


def test_an_acronym_that_a_document_defines_is_no_other_body_of_that_acronym():
    found, _ = actors("The Emerald Union (EU) wrote to China. The EU asked for trucks.")
    assert not any(a.name == "European Union" for a in found.values())
    assert any(a.name == "European Union" for a in actors("The EU signed.")[0].values())


def test_a_person_s_regime_is_the_state_and_a_regional_premier_acts_for_none():
    found, _ = actors("Nkurunziza's regime asked Rwanda for the officers.", "2014-05-10")
    assert found["state:BDI"].printed_as == {"regime": 1}
    found, _ = actors("The Bavarian premier, Horst Kolm, flew to Moscow.")
    assert any("regional" in role.office for a in found.values() for role in a.roles)


def test_a_listed_firm_that_shortens_the_documents_own_longer_name_is_that_one():
    text = "The Japanese company Mitsubishi Electric Corp. hired 30 people in Chile. Peru asked Mitsubishi to pay."
    found, _ = actors(text)
    assert "Mitsubishi" in words(found["name:mitsubishi-electric-corp:JPN"])


def test_an_acronym_that_the_document_spells_out_is_that_and_not_what_is_listed():
    found, _ = actors("The ICC ordered its umpires to rest. The International Cricket Council said rain would come.")
    assert "qid:Q47488" not in found
    found, _ = actors("The EU (Essex Union) of cricket clubs met in Chelmsford.")
    assert "qid:Q458" not in found


def test_a_namesake_of_a_minister_of_another_time_is_nobody_known():
    text = "Ana Weber, a nurse from Graz in Austria, met Peter Such, who paints. Andreas Christou of a choir sang."
    found, _ = actors(text, "1961-03-04")
    assert all(a.id.startswith("name:") for a in found.values() if a.schema_ == "Person")


def test_zaire_and_congo_are_one_state_under_two_names():
    found, _ = actors("Zaire closed its border. Zairean troops left.", "1996-08-30")
    assert words(found["state:COD"]) >= {"Zaire"}


def test_an_ambiguous_state_is_that_of_the_person_who_leads_it():
    found, _ = actors("Congo's president, Denis Sassou Nguesso, flew to Angola.", "2021-02-02")
    assert "state:COG" in found
    assert "state:COD" not in found


def test_the_fund_is_the_documents_own():
    found, _ = actors("The Saudi Fund for Development lent Chad money. The Fund wants it back.")
    assert "qid:Q7804" not in found


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Benin has freed two crew, its consul to Togo said. “They are well,” Consul Ines Adou said.", "ines-adou:BEN"),
        ("Rosa Vidal, minister of Chile, was received in Peru by her counterpart Hugo Salas.", "hugo-salas:PER"),
        ("Oman and Qatar met, their consul said. “They are well,” Consul Ines Adou said.", "ines-adou:xx"),
    ],
)
def test_a_bare_office_is_of_the_state_whose_holder_was_told_of(text, actor):
    assert f"name:{actor}" in actors(text)[0]
