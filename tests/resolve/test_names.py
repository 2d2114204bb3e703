"""Names that two bear, that are turned round, or that belong to something else than they seem."""

import pytest

from dragoman.evaluate.seen import resolve_text


def links(text, published="2019-06-05"):
    resolved = resolve_text(text, published)
    return [(m.text, resolved.links[m.i]) for m in resolved.annotated.mentions]


def test_of_two_who_bear_a_name_it_is_neither():
    found = links("Ana Ruiz of Chile met Eva Ruiz of Peru. Ruiz was late.")
    assert ("Ruiz", None) in found


def test_of_two_who_bear_a_name_it_is_the_one_of_the_state_that_the_sentence_names():
    text = "Chile's Ana Ruiz, a senator, met Peru's Eva Ruiz, a judge. Back in Lima, Ruiz was silent."
    assert ("Ruiz", "name:eva-ruiz:PER") in links(text)


def test_two_of_one_full_name_and_two_countries_stay_two():
    text = "Mali's minister, Ana Ruiz, met Peru's minister, Ana Ruiz."
    assert len({actor for words, actor in links(text) if words == "Ana Ruiz"}) == 2


def test_a_name_with_the_family_name_first_is_found():
    assert ("Orbán Viktor", "qid:Q57641") in links("Orbán Viktor received the Kenyan envoy.")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("NO ONE KNOWS WHO WILL PAY FOR THE DAM IN CHAD", "WHO"),
        ("A farm near Erie, PA, sells milk to Panama.", "PA"),
        ("San José, in California, twins with Lima.", "San José"),
        ("Chad Hurley showed the Korean ministers a film.", "Chad"),
        ("Japan Tobacco bought a mill in Kenya.", "Japan"),
    ],
)
def test_a_word_that_only_looks_like_a_state_is_none(text, words):
    assert all(said != words for said, _ in links(text))


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("Japan Tobacco bought a mill in Kenya.", "Japan Tobacco", "name:japan-tobacco:JPN"),
        ("Telekom Malaysia left Laos.", "Telekom Malaysia", "name:telekom-malaysia:MYS"),
        ("The Emirates paid Kenya.", "Emirates", "state:ARE"),
        ("Emirates will fly to Kenya.", "Emirates", "name:emirates:ARE"),
        ("GUINEABISSAU AND ANGOLA SIGN", "GUINEABISSAU", "state:GNB"),
        ("Brussels warned Poland.", "Brussels", "qid:Q458"),
        ("Belgium paid, but Brussels regrets it.", "Brussels", "state:BEL"),
        ("The EU met. The bloc warned Chad.", "bloc", "qid:Q458"),
        ("Serbia asked Hungary for gas, and it agreed.", "it", "state:HUN"),
        ("Kenya gave the ROC rice, it was said in Brazzaville.", "ROC", "state:COG"),
    ],
)
def test_a_name_is_whom_its_context_says(text, words, actor):
    assert (words, actor) in links(text)


@pytest.mark.parametrize(("day", "actor"), [("1996-08-30", "state:SCG"), ("1986-08-30", "state:YUG")])
def test_of_bygone_states_of_one_name_it_is_that_of_the_day(day, actor):
    assert ("Yugoslavia", actor) in links("Yugoslavia signed a treaty with Poland.", day)


@pytest.mark.parametrize("rank", ["Gen.", "Lt. Gen.", "Maj. Gen.", "Col.", "Capt."])
def test_a_rank_is_no_part_of_a_name(rank):
    assert ("Ana Ruiz", "name:ana-ruiz:xx") in links(f"Army {rank} Ana Ruiz briefed the press.")


def test_initials_and_months_belong_to_names():
    found = dict(links("George W. Bush and George H. W. Bush spoke. Theresa May did not.", "2019-06-05"))
    assert len({found["George W. Bush"], found["George H. W. Bush"]}) == 2
    assert found["Theresa May"] == "qid:Q264766"


def test_an_adjective_that_acts_as_a_firm_does_is_the_airline_so_called():
    assert ("Norwegian", "name:norwegian-air-shuttle:NOR") in links("Norwegian cut 30 routes to Spain.")
    assert all(actor != "state:CHE" for _, actor in links("Swiss has lost its head of sales to a rival."))


def test_rebels_and_an_opposition_are_not_their_state():
    found = links("Syrian rebels shelled a camp. The Malian opposition wrote to Togo.")
    assert {actor for _, actor in found} == {"name:syrian-rebels:SYR", "name:malian-opposition:MLI", "state:TGO"}
    assert ("Malian", "state:MLI") in links("Malian opposition to the plan grew in Togo.")
