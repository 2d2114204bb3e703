"""Zones: which part each paragraph plays."""

from __future__ import annotations

import csv
from itertools import groupby
from pathlib import Path

import pytest

from dragoman.document import Document
from dragoman.repair import mend
from dragoman.repair.paragraphs import paragraphs

HERE = Path(__file__).parent


def cases() -> dict[str, list[str]]:
    with (HERE / "zones.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {name: [row["kind"] for row in group] for name, group in groupby(rows, key=lambda row: row["article"])}


@pytest.mark.parametrize(("name", "kinds"), cases().items(), ids=list(cases()))
def test_paragraphs_of_an_article(name: str, kinds: list[str]) -> None:
    clean = mend(Document("0", name, (HERE / "articles" / f"{name}.txt").read_text(encoding="utf-8")))
    ends = [
        clean.zone_at(p.start) if clean.zone_at(p.start) != "dateline" else _last(clean, p)
        for p in paragraphs(clean.text)
    ]
    assert ends == kinds


def _last(clean, paragraph) -> str:
    return clean.zone_at(paragraph.end - 1)


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("WARSAW, June 5 (Lakewire) - Poland waits.", "WARSAW, June 5 (Lakewire) -"),
        ("SEOUL, Oct. 5 (Han News) -- Talks resumed.", "SEOUL, Oct. 5 (Han News) --"),
        ("Brno, March 12, 2021 – The text was signed.", "Brno, March 12, 2021 –"),
        ("Lima, 03 Aug 2021 19:12 (Andes).- The minister left.", "Lima, 03 Aug 2021 19:12 (Andes).-"),
        ("ALMATY. April 19. Steppe-News /Dana Ser/ - Trade grew.", "ALMATY. April 19. Steppe-News /Dana Ser/ -"),
        ("TUNIS, July 18. /MAP/. A text was signed.", "TUNIS, July 18. /MAP/."),
        ("QUITO - The city woke up.", "QUITO -"),
        ("DHAKA: The bank agreed.", "DHAKA:"),
        ("Rome. – The two left.", "Rome. –"),
        ("In June - a month of rain - talks began.", ""),
        ("The minister (an engineer) - and his aide - left.", ""),
        ("EXCLUSIVE: The two towns agree.", ""),
        ("18:05 That is all for today.", ""),
    ],
)
def test_datelines_that_open_the_body(text: str, dateline: str) -> None:
    clean = mend(Document("0", "-", f"Two ports agree on ferries\n\n{text}\n\nThe end came soon after that."))
    found = [clean.text[z.start : z.end] for z in clean.zones if z.kind == "dateline"]
    assert found == ([dateline] if dateline else [])


@pytest.mark.parametrize(
    ("paragraph", "kind", "part"),
    [
        ("Nothing else could be told. (Lake Wire)", "credit", "(Lake Wire)"),
        ("Crowds rallied outside the port. (END)", "boilerplate", "(END)"),
        ("The line will open again in May. LTV", "credit", "LTV"),
    ],
)
def test_credits_that_close_the_body(paragraph: str, kind: str, part: str) -> None:
    clean = mend(Document("0", "-", f"The ports agreed on a line.\n\n{paragraph}"))
    last = clean.zones[-1]
    assert (last.kind, clean.text[last.start : last.end]) == (kind, part)
    assert clean.zones[-2].kind == "body"


def test_a_related_list_ends_where_sentences_begin() -> None:
    text = "Ports agree\n\nThe ports agreed.\n\nKeep reading:\n\nA ferry is for sale\n\nThe line opens in May."
    kinds = [z.kind for z in mend(Document("0", "-", text)).zones]
    assert kinds == ["title", "body", "related", "related", "body"]


def test_a_paragraph_told_twice_is_taken_out() -> None:
    told = "The ports agreed on Monday to share their ferries, their crews and the costs of both."
    text = f"Ports agree\n\n{told}\n\nMore talks follow in May, the harbour office said.\n\n{told}\n\nThe end."
    clean = mend(Document("0", "-", text))
    assert [(e.kind, e.before, e.after) for e in clean.edits] == [("duplicate", f"\n\n{told}", "")]
    assert clean.text.count(told) == 1


def test_a_caption_told_twice_stays() -> None:
    line = "The two mayors of the lake towns on the quay before they left for the ferry (Lakefoto)"
    clean = mend(Document("0", "-", f"Ports agree\n\nThe ports agreed on a line.\n\n{line}\n\n{line}"))
    assert clean.edits == ()
    assert [z.kind for z in clean.zones][-2:] == ["caption", "caption"]
