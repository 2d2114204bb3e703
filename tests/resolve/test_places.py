from dragoman.evaluate.seen import resolve_text


def places(text):
    return {place.name: place.country for place in resolve_text(text).places.values()}


def test_a_place_beside_a_place_and_after_its_kind_is_one():
    found = places("Shells fell in Basra and Mosul, and on the town of Kisumu.")
    assert found == {"Basra": "IRQ", "Mosul": "IRQ", "Kisumu": "KEN"}


def test_a_name_that_nothing_lists_is_a_place_only_where_it_can_be_nothing_else():
    assert places("Troops dug in near Qelvashan.") == {"Qelvashan": None}
    assert places("They met near Christmas and wrote to Qelvashan.") == {}


def test_a_listed_place_is_one_after_any_preposition_or_as_an_object_where_nobody_is_meant():
    assert places("Rebels retook Mosul after attacks on Basra.") == {"Mosul": "IRQ", "Basra": "IRQ"}
    assert places("They wrote to Hamilton about Victoria Salas.") == places("They wrote to Hamilton.")
