"""Whatever comes and goes, the pairs that meet are those of a fresh start, and no old pair is asked about again."""

import random

from dragoman.crossdoc.meetings import CROWD, Meetings


def fresh(keys):
    return Meetings().update(keys, (), lambda a, b: (a, b))


def test_documents_come_change_and_go_and_the_pairs_are_those_of_a_fresh_start():
    chance, met, held = random.Random(4), Meetings(), {}  # noqa: S311 - the same order each time
    crowded = set()
    for _ in range(240):
        document = f"d{chance.randrange(90)}"
        if document in held and (chance.random() < 0.4 or len(held) > CROWD + 2):
            held.pop(document)
            found = met.update({}, [document], lambda a, b: (a, b))
        else:
            held[document] = ["formula", *(f"k{chance.randrange(40)}" for _ in range(2))]
            found = met.update({document: held[document]}, (), lambda a, b: (a, b))
        assert found == fresh(held)
        crowded.add(len(held) > CROWD)
    assert crowded == {True, False}


def test_what_everybody_says_brings_nobody_together_until_fewer_say_it():
    keys = {f"d{number:02d}": ["formula"] for number in range(CROWD + 1)}
    met = Meetings()
    assert met.update(keys, (), lambda *_: True) == {}
    assert len(met.update({}, ["d00"], lambda *_: True)) == CROWD * (CROWD - 1) / 2
    assert met.update({"d00": ["formula"]}, (), lambda *_: True) == {}


def test_only_pairs_of_what_has_come_are_asked_about():
    met, asked = Meetings(), []
    met.update({name: ["rail", name] for name in "abcd"}, (), lambda a, b: asked.append((a, b)))
    assert len(asked) == 6, "none of them found anything"
    asked.clear()
    met.update({"e": ["rail"]}, (), lambda a, b: asked.append((a, b)))
    assert sorted(asked) == [("a", "e"), ("b", "e"), ("c", "e"), ("d", "e")]
