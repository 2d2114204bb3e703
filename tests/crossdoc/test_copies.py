"""Copies: edited, printed in part, handed on; and reports of one affair that are none."""

# ruff: noqa: E501 - an article's paragraph is one line
import random
import sys
import textwrap

import pytest

from dragoman.crossdoc import Comparisons, copies, trail
from dragoman.crossdoc.copies import CROWD, compared, traced
from dragoman.crossdoc.prints import keys, print_of
from dragoman.records import DocumentRecord, EditRecord, Edtf, Published

WIRE = """Paraguay and Malta agree on port dues
ASUNCION, 4 March 2024 (Guarani Press)

Paraguay and Malta agreed on Monday to halve the dues that Paraguayan grain ships pay in the port of Marsaxlokk, transport minister Elsa Prieto said in Asuncion after two days of talks with her colleague Joseph Camilleri.

The lower dues hold for five years and for ships of up to 40,000 tonnes. They apply from the first of June, and cost the port about 3 million euros a year, according to the Maltese harbour board.

Prieto thanked Camilleri for his patience and invited him to the river fair in Encarnacion in October, where a pier for grain will be opened.
"""
OTHER = """Malta lowers harbour dues for landlocked partner
Valletta Mail, 5 March 2024

Grain from Paraguay will be cheaper to land at Marsaxlokk. That is the outcome of the visit of Joseph Camilleri to Asuncion, from which he returned on Tuesday with an invitation to a river fair.

Farmers on the island fear for their prices, and the opposition wants to know who makes up for the 3 million euros that the port will lose in every one of the five years.
"""
CHANGED = {"agreed": "settled", "halve": "cut", "pay": "owe", "talks": "meetings", "colleague": "counterpart",
           "hold": "count", "apply": "start", "about": "some", "patience": "friendship", "invited": "asked",
           "opened": "inaugurated", "two": "three", "grain": "corn", "lower": "reduced", "said": "stated"}  # fmt: skip


def document(key, day=None, **more):
    published = Published(edtf=Edtf.parse(day), basis="stated") if day else Published()
    return DocumentRecord(id=key, source=key, published=published, status="accepted", **more)


def edited(text):
    """The text with every word changed that CHANGED names: a sixth of them."""
    return " ".join(CHANGED.get(word, word) for word in text.split(" "))


PAIRS = [
    (document("wire", "2024-03-04"), WIRE),
    (document("edited", "2024-03-05"), edited(WIRE).replace("Guarani Press", "Rio Times, Guarani Press")),
    (document("undated"), "Port dues\nRio online\n" + WIRE.split("\n", 2)[2]),
    (document("other", "2024-03-05"), OTHER),
]


def test_an_edited_and_an_undated_copy_are_led_to_the_dated_original():
    assert copies(PAIRS) == {"edited": "wire", "undated": "wire"}


def test_a_second_report_of_the_same_affair_is_no_copy_and_takes_no_passage():
    found = trail([PAIRS[0], PAIRS[3]])
    assert (dict(found.copy_of), dict(found.passages)) == ({}, {})


def wrapped(text, width=60):
    """The paragraphs with a line break where a page would end its line, and the edits by which repair took them back."""
    broken = "\n\n".join("\n".join(textwrap.wrap(part, width)) for part in text.split("\n\n"))
    ends = [
        at for at in range(1, len(broken) - 1) if broken[at] == "\n" and "\n" not in broken[at - 1] + broken[at + 1]
    ]
    return broken, tuple(EditRecord(kind="whitespace", start=at, end=at + 1, before="\n", after=" ") for at in ends)


def test_a_paragraph_that_a_page_broke_into_lines_is_one():
    taken = WIRE.split("\n\n")[2]
    text, edits = wrapped(
        "Corn\n\nFarmers met in Mosta for a first time this year, and spoke for hours of seed.\n\n" + taken
    )
    found = trail([PAIRS[0], (document("lines", "2024-03-06", edits=edits), text)])
    start = text.index("The lower dues")
    assert found.passages["lines"] == ((start, len(text), "wire"),)


def test_a_compilation_has_each_paragraph_from_its_own_source():
    first, second = (text.split("\n\n")[1] for text in (WIRE, OTHER))
    both = f"What the papers say\nRio Digest, 6 March 2024\n\n{first}\n\n{second}\n"
    found = trail([*PAIRS[:1], *PAIRS[3:], (document("digest", "2024-03-06"), both)])
    assert "digest" not in found.copy_of
    passages = {both[start:end]: source for start, end, source in found.passages["digest"]}
    assert passages == {first: "wire", second: "other"}


def test_a_refused_document_is_no_copy_of_another():
    refused = [(document(key).model_copy(update={"status": "refused"}), "") for key in ("a", "b")]
    assert copies(refused) == {}


def test_of_one_day_the_one_whose_line_of_origin_says_less_is_the_original():
    desk = WIRE.replace("ASUNCION, 4 March 2024 (Guarani Press)", "Rio Times, Monday 4 March 2024 (Guarani Press)")
    assert copies([(document("a", "2024-03-04"), desk), (document("b", "2024-03-04"), WIRE)]) == {"a": "b"}


@pytest.mark.parametrize("seed", range(20))
def test_the_order_of_arrival_changes_nothing(seed):
    shuffled = random.Random(seed).sample(PAIRS, len(PAIRS))  # noqa: S311 - an order, no secret
    assert trail(shuffled) == trail(PAIRS)


def test_keys_are_the_same_on_every_machine():
    found = keys(print_of(*PAIRS[0]))
    assert len(found) == len(set(found)) > 60
    assert found[0] == "3fd02246a91c07fe"


def test_comparisons_that_are_kept_give_the_trail_of_all_at_once_and_compare_only_what_is_new(monkeypatch):
    """Documents come, change and go; each trail is that of a fresh start, and old pairs are not compared again."""
    asked = []
    real = compared
    monkeypatch.setattr(sys.modules[trail.__module__], "compared", lambda a, b: asked.append((a, b)) or real(a, b))
    chance = random.Random(3)  # noqa: S311 - the same order each time
    kept, held = Comparisons(), {}
    for turn in range(12):
        record, text = chance.choice(PAIRS)
        if turn % 4 == 3 and held:
            held.pop(chance.choice(sorted(held)))
        else:
            held[record.id] = (record, text + "\n\nA line more." * (turn % 2))
        found = kept.trail(list(held.values()))
        assert found == trail(list(held.values()))
    asked.clear()
    kept.trail(list(held.values()))
    assert asked == []
    kept.trail([*held.values(), (document("late", "2024-03-09"), WIRE)])
    assert asked
    assert all("late" in (a.document, b.document) for a, b in asked)


def crowd(size):
    """So many desks that print the wire's text under lines of their own, a day later."""
    return [(document(f"desk {n}", "2024-03-05"), WIRE.replace("Guarani Press", f"Desk {n}")) for n in range(size)]


def test_a_text_that_more_desks_print_than_share_a_formula_is_still_one_text():
    found = trail([PAIRS[0], *crowd(CROWD + 6)])
    assert found.copy_of == {f"desk {n}": "wire" for n in range(CROWD + 6)}


def test_copies_of_one_text_are_not_compared_with_one_another(monkeypatch):
    asked = []
    monkeypatch.setattr(sys.modules[trail.__module__], "compared", lambda a, b: asked.append((a, b)) or compared(a, b))
    found = trail([PAIRS[0], *crowd(40)])
    assert set(found.copy_of.values()) == {"wire"}
    assert len(asked) == 40


def test_two_that_gave_all_to_a_third_are_compared_even_if_they_share_no_key():
    """The wire and its edited copy meet a later copy alone; their own keys are left out."""
    wire, copy = print_of(*PAIRS[0]), print_of(*PAIRS[1])
    late = print_of(document("late", "2024-03-06"), WIRE)
    assert traced([(wire, late), (copy, late)]).copy_of == {"edited": "wire", "late": "wire"}
