"""Quotations: every kind of mark, broken and scare ones, apostrophes left alone, offsets that quote the text."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.annotate import quotes
from dragoman.annotate.parser import parse
from dragoman.document import Clean, Document, OffsetMap, Zone


def found(text):
    whole = OffsetMap((0,), (0,), len(text), len(text))
    doc = parse(Clean(Document("q" * 64, "s", text), text, whole, (), (Zone("body", 0, len(text)),)))
    return [(text[q.char_start : q.char_end], q.damaged, q.scare) for q in quotes.find(doc)]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('He said "we will pay" on Monday.', "we will pay"),
        ("He said “we will pay” on Monday.", "we will pay"),
        ("He said «we will pay» on Monday.", "we will pay"),
        ("He said « we will pay » on Monday.", "we will pay"),
        ("He said „we will pay” on Monday.", "we will pay"),
        ("He said „we will pay“ on Monday.", "we will pay"),
        ("He said ‘we will pay’ on Monday.", "we will pay"),
        ("He said 'we will pay' on Monday.", "we will pay"),
        ("He said “we don’t pay” on Monday.", "we don’t pay"),
        ("He said “we saw ‘them’ pay” on Monday.", "we saw ‘them’ pay"),
    ],
)
def test_marks_of_every_kind(text, inside) -> None:
    assert found(text) == [(inside, False, False)]


@pytest.mark.parametrize(
    "text",
    [
        "The states' rights and the king's horses don't matter.",
        "In the '90s it wasn't so.",
        "The mast is 6' tall and the plank 9\" wide.",
        "Home » Africa » News of the day.",
        "It’s the ministers’ turn.",
    ],
)
def test_apostrophes_feet_and_breadcrumbs_are_no_quotations(text) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("He said “we will pay.", "we will pay."),
        ("They agreed. We will pay,” he said.", "We will pay,"),
        ("It was part of “the making of a new order.” without more.", "the making of a new order."),
        ("“The port has been a poor deal” reliable.", "The port has been a poor deal"),
    ],
)
def test_broken_quotations_are_damaged(text, inside) -> None:
    assert (inside, True, False) in found(text)


def test_a_quotation_that_goes_on_in_the_next_paragraph_is_whole() -> None:
    text = "“We will pay, he said.\n\n“We will pay tomorrow,” he said."
    assert [damaged for _, damaged, _ in found(text)] == [False, False]


@pytest.mark.parametrize(
    ("text", "scare"),
    [
        ("The so-called “peace corridor” is closed.", True),
        ("The “plan B” of the firm is old.", True),
        ("He calls it “a scandal”.", False),
        ("“A scandal,” she said.", False),
        ("The port “will never open again” after this.", False),
    ],
)
def test_words_set_off_are_told_from_words_said(text, scare) -> None:
    assert [s for _, _, s in found(text)] == [scare]


def test_each_paragraph_stands_alone() -> None:
    assert [t for t, _, _ in found("“We pay.”\n\n“They pay.”")] == ["We pay.", "They pay."]


@settings(max_examples=40)
@given(st.text(alphabet="ab .,\n\"'“”«»„’", max_size=40))
def test_any_marks_give_ranges_in_order_inside_the_text(text) -> None:
    whole = OffsetMap((0,), (0,), len(text), len(text))
    doc = parse(Clean(Document("q" * 64, "s", text), text, whole, (), (Zone("body", 0, len(text)),)))
    spans = [(q.char_start, q.char_end) for q in quotes.find(doc)]
    assert all(0 <= a < b <= len(text) and "\n" not in text[a:b] for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in pairwise(spans))
