"""One act told for two days or two places; and acts that are two."""

import pytest
from test_measures import Press

from dragoman.records import Conflict, Edtf, Event, Participant, Place

ACTORS = ("name:ana-rojas:CHL", "name:luis-prado:PER")
TOWNS = {"Tacna": (1, "-18.0"), "Moquegua": (2, "-17.2"), "Ilo": (3, "-17.6")}


def telling(press, key, words, day, town=None, kind="CONSULT"):
    """An act of Rojas and Prado on the text's second line."""
    sides = zip(ACTORS, ("source", "target"), strict=True)
    place = Place(name=town, country="PER", geonames=TOWNS[town][0], lat=TOWNS[town][1], lon="-70.2") if town else None
    press.records.append(
        Event(
            **press._base(key, words),
            type=kind,
            source=ACTORS[:1],
            target=ACTORS[1:],
            modality="actual",
            verb=press.span(key, "met" if "met" in words else "signed"),
            date=Edtf.parse(day),
            place=place,
            participants=tuple(Participant(actor=a, side=side, acts_for=f"state:{a[-3:]}") for a, side in sides),
        )
    )


def at_odds(one, other, days, towns=(None, None), kind="CONSULT"):
    press = Press(a=one, b=other)
    for key, words, day, town in zip("ab", (one, other), days, towns, strict=True):
        telling(press, key, words.rstrip("."), day, town, kind)
    return [(c.field, set(c.values)) for c in press.joined(Conflict)]


MET = "Rojas met Prado about the viaduct"
DAYS = ("2024-03-04", "2024-03-05")


@pytest.mark.parametrize(
    ("one", "other", "days", "expected"),
    [
        (f"{MET} on Monday.", f"{MET} on 5 March.", DAYS, [("date", set(DAYS))]),
        (f"{MET} on Monday.", f"{MET} on Tuesday.", DAYS, []),
        (f"{MET} on Monday.", f"{MET} again on 5 March.", DAYS, []),
        (f"{MET} on Monday.", f"{MET} on 25 February.", ("2024-03-04", "2024-02-25"), []),
    ],
)
def test_a_day_that_is_printed_is_held_against_another_day_of_the_same_act(one, other, days, expected):
    assert at_odds(one, other, days) == expected


def test_one_act_of_a_day_in_two_towns_is_at_odds():
    one, other = f"{MET} in Moquegua.", f"{MET} in Ilo."
    assert at_odds(one, other, (DAYS[0], DAYS[0]), ("Moquegua", "Ilo")) == [("place", {"Moquegua", "Ilo"})]
    assert at_odds(one, one, (DAYS[0], DAYS[0]), ("Moquegua", "Moquegua")) == []
    assert at_odds(one, f"{MET} for an hour.", (DAYS[0], DAYS[0]), ("Moquegua", "Ilo")) == [], "printed nowhere"
