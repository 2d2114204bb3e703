from __future__ import annotations

from dragoman.kb import load


def test_the_capital_comes_before_its_namesakes():
    best = load().places("Santiago")[0]
    assert (best.kind, best.country) == ("capital", "CHL")


def test_a_place_is_found_without_its_accents_and_has_coordinates():
    (bogota,) = (place for place in load().places("bogota") if place.country == "COL")
    assert abs(bogota.lat - 4.6) < 0.2
    assert abs(bogota.lon + 74.1) < 0.2
    assert bogota.geonames is not None


def test_an_unknown_place_is_nowhere():
    assert load().places("Nowhere-upon-Nothing") == ()


def test_a_region_with_a_government_is_known_by_name_and_adjective_with_its_states():
    assert load().region(["in", "New", "South", "Wales", "today"], 1) == (3, ("AUS",))
    assert load().region(["the", "Catalan", "president"], 1) == (1, ("ESP",))
    assert load().region(["Punjab"], 0) == (1, ("IND", "PAK"))
    assert load().region(["a", "plain", "word"], 2) is None
