"""Sentences on which no record rests are ends of a conflict, and of nothing else."""

import pytest
from test_measures import Press

from dragoman.crossdoc.narrated import EXTRACTOR
from dragoman.records import Claim, Conflict


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
