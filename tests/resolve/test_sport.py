import pytest

from dragoman.evaluate.seen import resolve_text

REPORT = """Soccer: late goal decides the qualifier

Chile beat Peru 2-1 in the qualifier on Friday. The striker scored in the last minute of the match.

The coach of Peru praised his squad. Ana Ruiz (Bolivia) was the referee, and the match in Brazil drew a full stadium."""


def linked(text):
    resolved = resolve_text(text, "2023-05-05")
    return [(m.text, resolved.links[m.i]) for m in resolved.annotated.mentions if m.schema == "State"]


def test_in_a_report_on_games_the_names_of_states_are_teams():
    found = linked(REPORT)
    assert ("Chile", None) in found
    assert all(actor is None for text, actor in found if text == "Peru")


@pytest.mark.parametrize("where", [("Bolivia", "state:BOL"), ("Brazil", "state:BRA")])
def test_where_a_player_is_from_and_where_the_game_is_stay_states(where):
    assert where in linked(REPORT)


def test_an_article_that_mentions_a_cup_is_no_report_on_games():
    text = (
        "Qatar will build a stadium for Peru before the cup.\n\n"
        + "The ministers of Peru and Qatar signed the loan.\n\n" * 5
    )
    assert ("Peru", "state:PER") in linked(text)
