"""A user's own facts over the packaged ones: written and read again, joined, and checked for conflicts."""

import pytest

from dragoman.errors import UsageError
from dragoman.kb import KnowledgeBase
from dragoman.kb.checking import disagreements
from dragoman.kb.layer import Layer, OwnActor, OwnTenure, own_actor, read_layer, written
from dragoman.records import Edtf

ANA = own_actor("Ana Ruiz Prado", "Person", "CHL", ["Ruiz Prado Ana"], "", "gazette")


def tenure(**more):
    cells = {"person": ANA.id, "office": "trade_minister", "title": "Trade Minister", "country": "CHL"}
    return OwnTenure(**{**cells, "organisation": "", "start": "2030-01", "end": "..", "source": "gazette", **more})


def codes(*actors, tenures=()):
    return {d.code for d in disagreements(KnowledgeBase(), Layer(actors, tuple(tenures)))}


def test_what_is_written_is_read_again():
    layer = Layer((ANA,), (tenure(),))
    assert read_layer(written(layer.actors, OwnActor), written(layer.tenures, OwnTenure)) == layer


def test_own_facts_are_found_by_name_and_by_office_on_a_day():
    known = KnowledgeBase(Layer((ANA,), (tenure(),)))
    assert [p.id for p in known.persons("Ruiz Prado Ana")] == [ANA.id]
    held = [t for t in known.holders("trade_minister", "CHL", Edtf.parse("2030-06-01")) if t.person_id == ANA.id]
    assert [t.source for t in held] == ["gazette"]


def test_a_further_name_of_a_packaged_actor_means_that_actor():
    state = OwnActor("state:KEN", "Kenya", "State", "KEN", "Wakandia", "", "state", "own")
    known = KnowledgeBase(Layer((state,)))
    assert known.longest(["Wakandia"], 0)[1][0].id == "state:KEN"
    assert known.longest(["Kenya"], 0)[1][0].id == "state:KEN"


def test_one_id_twice_keeps_the_names_of_both():
    other = own_actor("Ana Ruiz Prado", "Person", "CHL", ["A. Ruiz"], "", "letter")
    (joined,) = Layer((ANA,)).joined(Layer((other,))).actors
    assert set(joined.aliases.split("|")) == {"Ruiz Prado Ana", "A. Ruiz"}


def test_conflicts_are_told():
    assert "name" in codes(own_actor("Angela Merkel", "Person", "CHL", [], "", "gazette"))
    assert "country" in codes(own_actor("Bo Ek", "Person", "XYZ", [], "", "gazette"))
    assert "person" in codes(tenures=[tenure()])
    assert "office" in codes(ANA, tenures=[tenure(office="grand_vizier")])
    assert "dates" in codes(ANA, tenures=[tenure(start="2031", end="2030")])
    assert "tenure" in codes(ANA, tenures=[tenure(office="head_of_state", start="2019-01-01", end="2019-06-01")])
    assert codes(ANA, tenures=[tenure()]) == set()


@pytest.mark.parametrize(
    ("actors", "tenures", "told"),
    [
        ("id,name\nx,Y\n", "", "actors.csv lacks columns"),
        ("id,name,schema,country,aliases,wikidata,kind,source\nx,Y,Wizard,,,,,z\n", "", "actors.csv, line 2"),
        ("", "person,office,title,country,organisation,start,end,source\nx,y,,,,soon,,z\n", "'soon' is no date"),
    ],
)
def test_a_bad_sheet_is_refused_with_its_line(actors, tenures, told):
    with pytest.raises(UsageError, match=told):
        read_layer(actors, tenures)


def test_an_actor_needs_a_source_and_a_known_schema():
    with pytest.raises(UsageError, match="needs a name and a source"):
        own_actor("Bo Ek", "Person")
    with pytest.raises(UsageError, match="is no schema"):
        own_actor("Bo Ek", "Wizard", source="gazette")
