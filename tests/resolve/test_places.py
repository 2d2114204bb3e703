from dragoman.evaluate.seen import resolve_text


def places(text):
    return {place.name: place.country for place in resolve_text(text).places.values()}


def test_a_place_beside_a_place_and_after_its_kind_is_one():
    found = places("Shells fell in Basra and Mosul, and on the town of Kisumu.")
    assert found == {"Basra": "IRQ", "Mosul": "IRQ", "Kisumu": "KEN"}


def test_a_name_that_nothing_lists_is_a_place_only_where_it_can_be_nothing_else():
    assert places("Troops dug in near Qelvashan.") == {"Qelvashan": None}
    assert places("They met near Christmas and wrote to Qelvashan.") == {}
