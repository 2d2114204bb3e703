from __future__ import annotations

import pytest

from dragoman.kb import load


def sense(text: str) -> set[tuple[str, str | None]]:
    return {(p.office, p.region) for p in load().offices if " ".join(p.words) == text}


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("foreign minister", "foreign_minister"),
        ("minister of foreign affairs", "foreign_minister"),
        ("defense minister", "defence_minister"),
        ("vice president", "vice_president"),
        ("ambassador", "ambassador"),
        ("central bank governor", "central_bank_governor"),
        ("spokeswoman", "spokesperson"),
        ("economist", "expert"),
    ],
)
def test_words_name_an_office(text, office):
    assert sense(text) == {(office, None)}


def test_a_chancellor_is_another_in_latin_america():
    assert sense("chancellor") == {("head_of_government", "europe"), ("foreign_minister", "latin-america")}


def test_the_longest_pattern_comes_first_and_all_are_lower_case_and_sourced():
    patterns = load().offices
    lengths = [len(pattern.words) for pattern in patterns]
    assert lengths == sorted(lengths, reverse=True)
    assert all(pattern.source for pattern in patterns)
    assert all(word == word.lower() for pattern in patterns for word in pattern.words)
    assert len({(p.words, p.office) for p in patterns}) == len(patterns)
