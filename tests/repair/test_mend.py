"""The whole of repair: any text goes through, every edit is true, zones tile the paragraphs."""

from __future__ import annotations

import re
import time
from itertools import pairwise

import pytest
from counting import calls
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.document import Clean, Document
from dragoman.repair import mend

PIECES = [
    "Nicolás ", "oru naveli", "The ", "It ", ". ", "..", ",", " , ", "”", "“", "\n", "\r\n", "\n\n", "Keep reading:",
    "(X/Ito)", "Photo: X", "WARSAW, June 5 (Ost) - ", "yesterday.The", "talkswere", " that ", "\u00a0", "\u200b",
    "Ã©", "â€™", "é", "MARTA RUIZ", "\u2028", "7", "2014that", "http://a.b", "ﬁ", "e\u0301", "a", " ", "By ", "&amp;",
    "minister ", "žena", "said",
]  # fmt: skip
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=25).map("".join))


def applied(clean: Clean) -> str:
    raw, out, at = clean.document.text, [], 0
    for edit in clean.edits:
        out += [raw[at : edit.start], edit.after]
        at = edit.end
    return "".join(out) + raw[at:]


@given(TEXTS)
def test_any_text_is_mended_by_edits_alone(text: str) -> None:
    clean = mend(Document("0", "-", text))
    assert applied(clean) == clean.text
    assert all(text[e.start : e.end] == e.before != e.after for e in clean.edits)
    assert all(a.end <= b.start for a, b in pairwise(clean.edits))


@given(TEXTS)
def test_zones_tile_the_paragraphs(text: str) -> None:
    clean = mend(Document("0", "-", text))
    covered = [0] * len(clean.text)
    for zone in clean.zones:
        assert zone.start < zone.end
        assert len(clean.text[zone.start : zone.end].splitlines()) == 1
        for i in range(zone.start, zone.end):
            covered[i] += 1
    assert all(covered[i] == 1 for i, c in enumerate(clean.text) if not c.isspace())
    assert max(covered, default=0) <= 1


@given(TEXTS)
def test_words_of_the_clean_text_have_spans(text: str) -> None:
    clean = mend(Document("0", "-", text))
    for word in re.finditer(r"\w+", clean.text):
        start, end = clean.offsets.to_raw(*word.span())
        assert text[start:end] == "" or clean.span(*word.span()).text == text[start:end]


@settings(max_examples=40)
@given(TEXTS)
def test_the_same_text_is_mended_alike(text: str) -> None:
    document = Document("0", "-", text)
    assert mend(document) == mend(document)


def test_line_ends_stay_as_they_are() -> None:
    clean = mend(Document("0", "-", "A line of text here.\r\nAnother line.\r\n"))
    assert clean.text == "A line of text here.\r\nAnother line.\r\n"
    assert [(z.start, z.end) for z in clean.zones] == [(0, 20), (22, 35)]


def test_a_sound_article_is_left_alone() -> None:
    text = "Two ports agree on ferries\n\nThe ports of Lindau and Ostrova agreed on Monday to share their ferries.\n"
    assert mend(Document("0", "-", text)).edits == ()


def test_a_long_text_takes_work_in_proportion() -> None:
    article = "The ports of Lindau and Ostrova agreed on Monday to share ferry number {} and its crew.\n\n"
    few, many = (Document("0", "-", "".join(article.format(i) for i in range(times))) for times in (100, 2000))
    mend(few)

    assert calls(mend, many) < 30 * calls(mend, few)


@pytest.mark.parametrize(
    "text",
    [
        "x" * 100_000,
        "1," * 50_000,
        "a’" * 50_000,
        "\u0430a" * 50_000,
        "Said so. (" + "A" * 100_000,
        "With " + "A" * 590,
        "ab cd ef gh ij.\n" * 6_000,
        "www.a.b " * 12_000,
    ],
    ids=lambda text: text[:12],
)
def test_no_text_takes_forever(text: str) -> None:
    start = time.process_time()
    mend(Document("0", "-", text))
    assert time.process_time() - start < 60
