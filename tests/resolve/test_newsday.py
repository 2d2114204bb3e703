"""The day of the news: said in the opening, of a past act, in the week before the text."""

from __future__ import annotations

import hashlib

import pytest

from dragoman import kb
from dragoman.annotate import annotate
from dragoman.document import Document
from dragoman.records import Edtf
from dragoman.repair import mend
from dragoman.resolve import resolve


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kenya and Uganda opened the crossing on Tuesday. Trucks rolled.", "2024-03-12"),
        ("Trucks rolled. Yesterday Kenya opened the crossing.", "2024-03-13"),
        ("Kenya opened the crossing on March 11. It is wide.", "2024-03-11"),
        ("Kenya will open the crossing on Tuesday. Trucks stand there.", None),
        ("Kenya opened the crossing in 2019. It is wide.", None),
        ("Kenya opened the crossing on January 11. It is wide.", None),
        ("Kenya protested over a boat that came on Saturday. It opened the crossing on Tuesday.", "2024-03-12"),
        ("Kenya protested over a boat that came on Saturday.", "2024-03-09"),
        ("It is wide. It is long. Kenya opened the crossing on Tuesday.", None),
    ],
)
def test_the_opening_gives_the_day_of_the_news(text, expected):
    known = kb.load()
    published = Edtf.parse("2024-03-14")
    document = Document(hashlib.sha256(text.encode()).hexdigest(), "test", text, published=published)
    found = resolve(annotate(mend(document, known), known), known).news
    assert (str(found.value) if found else None) == expected
