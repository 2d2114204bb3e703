"""What states are called by without their names."""

from dragoman.kb.traits import body_at, leaders, trait_at
from dragoman.records import Edtf


def test_the_longest_trait_counts_however_a_tokeniser_parts_it():
    assert trait_at(["South", "-", "East", "Asian", "nation"], 0) == (4, trait_at(["Southeast", "Asian"], 0)[1])
    assert trait_at(["oil", "-", "rich", "state"], 0)[0] == 3
    assert trait_at(["angry", "state"], 0) is None


def test_who_is_a_member_depends_on_the_day():
    assert "HRV" not in body_at(["EU"], 0, Edtf.parse("2010-05-01"))[1]
    assert "HRV" in body_at(["EU"], 0, Edtf.parse("2020-05-01"))[1]
    assert "GBR" in body_at(["EU"], 0, None)[1]
    assert body_at(["eu"], 0, None) is None


def test_what_somebody_leads_in_is_kept_by_region_and_rank():
    assert leaders("world", "cocoa producer", "1") == {"CIV"}
    assert leaders("world", "cocoa producer", "2") == {"GHA"}
    assert leaders("world", "button producer", "1") == frozenset()
