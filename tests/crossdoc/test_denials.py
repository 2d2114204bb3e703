"""What one text tells and another denies."""

import pytest
from test_measures import Press

from dragoman.records import Agreement, Claim, Conflict, Event


def press(told, denied):
    found = Press(a=told, b=denied)
    found.records.append(
        Agreement(
            **found._base("a", told.rstrip(".")), parties=("state:CHL", "state:PER"), kind="contract", status="signed"
        )
    )
    return found


def deny(found, words):
    fields = {"speaker_class": "office", "form": "indirect", "kind": "denial", "polarity": "negative"}

    found.records.append(
        Claim(**found._base("b", words), **fields, certainty="certain", content=found.span("b", words))
    )
    return [(c.kind, set(c.values)) for c in found.joined(Conflict)]


@pytest.mark.parametrize(
    ("denied", "count"),
    [
        ("The contract on the viaduct has not been signed yet", 1),
        ("The contract on the viaduct will not be signed", 0),
        ("The contract on the viaduct was not discussed", 0),
    ],
)
def test_a_negative_statement_denies_what_stands_under_its_not(denied, count):
    found = press("The contract on the viaduct was signed on Monday.", f"{denied}.")
    assert deny(found, denied) == [("polarity", {"actual", "negated"})] * count


def test_acts_of_one_type_between_the_same_parties_are_denied_with_a_word_in_common():
    found = Press(a="Chile fired three drones over Tacna.", b="Chile did not launch any drone, Rojas said.")
    for key, verb, modality in (("a", "fired", "actual"), ("b", "launch", "negated")):
        words = found.texts[key].split("\n")[1]
        fields = {"type": "MOBILIZE", "source": ("state:CHL",), "modality": modality, "verb": found.span(key, verb)}
        found.records.append(Event(**found._base(key, words), **fields))
    assert [set(c.values) for c in found.joined(Conflict)] == [{"actual", "negated"}]
