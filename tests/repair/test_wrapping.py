"""Lines broken at a fixed width: joined where they were broken, and nowhere else."""

from __future__ import annotations

import textwrap

import pytest

from dragoman.document import Document
from dragoman.repair import mend

FIRST = (
    "The ports of Lindau and Ostrova agreed on Monday to share their ferries, the harbour office said, and to let the "
    "crews of both sail under either flag until the bridge is built, which no one expects to happen before the spring."
)
SECOND = (
    "The cost of the line was not told. The two mayors spoke of a fair share for each side, and left the sums to their "
    "treasurers, who are to meet again in May in a town that neither of them has yet named in public or in private."
)


@pytest.mark.parametrize("width", [60, 72, 80])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_broken_lines_are_joined(width: int, newline: str) -> None:
    wrapped = "\n\n".join("\n".join(textwrap.wrap(each, width)) for each in (FIRST, SECOND)).replace("\n", newline)
    clean = mend(Document("0", "-", wrapped))
    assert clean.text == f"{FIRST}{newline * 2}{SECOND}"
    assert {e.kind for e in clean.edits} == {"whitespace"}
    assert len(clean.zones) == 2


def test_a_hyphen_at_the_line_end_goes_where_the_word_is_known() -> None:
    lines = [
        "The two ports of the lake agreed on Monday to begin a cooper-",
        "ation that the harbour office of both had asked for in 2019,",
        "and that the mayors of the two towns had put off since then.",
        "A vice-minister from the capital came to the signing, with a",
        "band and a choir, and left by the first boat of the new line.",
    ]
    clean = mend(Document("0", "-", "\n".join(lines)))
    assert "begin a cooperation that" in clean.text
    assert "\n" not in clean.text


@pytest.mark.parametrize(
    "text",
    [
        f"{FIRST}\n{SECOND}\n{FIRST[:90]}.\n{SECOND[:150]}.",
        "Ports agree\nA short list\nof things\nthat stay\nas they are\nand go on",
        "One line that is of a good length, and it ends with a stop, as it should.\nTwo.\nThree.\nFour.\nFive.\nSix.",
    ],
)
def test_lines_that_were_meant_are_kept(text: str) -> None:
    assert mend(Document("0", "-", text)).text == text
