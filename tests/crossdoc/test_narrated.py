"""Sentences on which no record rests are ends of a conflict, and of nothing else."""

import pytest
from test_measures import Press

from dragoman.crossdoc.narrated import EXTRACTOR
from dragoman.records import Claim, Conflict, ZoneRecord


def at_odds(one, other):
    """The kinds and values of the conflicts between two texts of which every record rests on the first line."""
    press = Press(a=one, b=other)
    for key in press.texts:
        press.forecast(key, press.texts[key].split(".")[0], "2030")
    return [(c.kind, set(c.values)) for c in press.joined(Conflict)]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("The toll applies from May.", "The toll applies from October.", [("horizon", {"2024-05", "2024-10"})]),
        ("The lease runs until 2031.", "The lease runs until 2036.", 1),
        ("The pylons are to reach Arica in May.", "The pylons will arrive in Arica in July.", 1),
        ("The toll was raised in May.", "The toll was raised in October.", []),
        ("It employs 80 masons.", "It employs 50 masons.", [("value", {"80", "50"})]),
        ("The camp has a staff of 80.", "The camp has a staff of 50.", [("value", {"80", "50"})]),
        ("The lining will last six years.", "The lining lasts nine years.", [("value", {"6", "9"})]),
        ("Chile pays half.", "Chile pays a quarter.", [("value", {"50", "25"})]),
        ("A further 80 masons came.", "It employs 50 masons.", []),
        ("A quay at Arica will open in 2027.", "A quay at Iquique will open in 2029.", []),
        ("It may employ 80 masons.", "It employs 50 masons.", []),
        ("The toll gate was reopened.", "The toll gate was not reopened.", [("polarity", {"actual", "negated"})]),
        ("Deliveries of stone begin in May.", "The stone will be delivered in July.", 1),
        ("The opening in 2030 stands.", "The opening comes in 2032.", 1),
        ("Prado read the treaty.", "No note of protest had been sent.", []),
        ("Rojas sent a note of protest.", "No note of protest had been sent.", 1),
    ],
)
def test_plans_numbers_and_denials_of_the_narrator_are_compared(one, other, expected):
    found = at_odds(one, other)
    assert len(found) == expected if isinstance(expected, int) else found == expected


def test_only_claims_to_which_a_conflict_points_are_kept():
    press = Press(a="The toll applies from May. Masons sang.", b="The toll applies from October. Masons slept.")
    for key in press.texts:
        press.forecast(key, press.texts[key].split(".")[0], "2030")
    kept = [claim for claim in press.joined(Claim) if claim.extractor == EXTRACTOR]
    assert sorted(claim.content.text for claim in kept) == [
        "The toll applies from May.",
        "The toll applies from October.",
    ]
    assert {claim.speaker_class for claim in kept} == {"narrator"}


def test_what_the_title_counts_and_the_body_counts_otherwise_is_at_odds():
    words = "Chile sends Peru five cranes"
    press = Press(a="Chile sends four cranes to Peru.")
    press.texts["a"] = f"{words}\n{press.texts['a']}"
    press.forecast("a", "Chile sends four cranes to Peru", "2030")
    title = ZoneRecord(kind="title", start=0, end=len(words))
    assert {values for _, values in press.odds(zones=(title,))} == {("4", "5")}
    assert press.odds() == [], "where nothing tells that it is a title"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("It employs 60 masons.", "It employs twenty-two masons.", [("value", {"60", "22"})]),
        ("It carries 80 masons.", "A second barge carries 50 masons.", []),
        ("It feeds 50 masons.", "By now it feeds 80 masons.", []),
        ("80 masons were waiting.", "50 masons had been waiting.", []),
        ("The quay is to be ready in 2028.", "The quay need not be ready until 2031.", 1),
        ("The first mast can be raised in 2031.", "The first mast will be raised in 2028.", 1),
        ("The mast will be raised in 2028.", "A further mast stands ready. It will be raised in 2031.", []),
    ],
)
def test_figures_of_two_things_or_times_may_differ(one, other, expected):
    found = at_odds(one, other)
    assert len(found) == expected if isinstance(expected, int) else found == expected
