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
        ("Rabat (Gulf Wire) March 2 - The minister left.", "Rabat (Gulf Wire) March 2 -"),
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


@pytest.mark.parametrize(
    ("lines", "kinds"),
    [
        (["Sections", "WORLD", "Ports of two lakes agree", "BODY"], ["boilerplate", "boilerplate", "title", "body"]),
        (["Home / Press / News", "Ports of two lakes agree", "BODY"], ["boilerplate", "title", "body"]),
        (["Ports agree", "Ana Ruiz", "5 March 2024 - 06:40 a.m.", "BODY"], ["title", "byline", "dateline", "body"]),
        (["Ports agree", "JON VOSS", "SPECIAL ENVOY TO LIMA", "BODY"], ["title", "byline", "byline", "body"]),
        (["Ports agree", "The mayors have a plan but no money for it", "BODY"], ["title", "heading", "body"]),
        (
            [
                "Ports agree",
                "The plan is there. The money for it is not, as both of the mayors say.",
                "Ana Ruiz",
                "5 March 2024",
                "BODY",
            ],
            ["title", "heading", "byline", "dateline", "body"],
        ),
        (["Ports agree", "BODY", "18:45", "BODY"], ["title", "body", "dateline", "body"]),
        (
            ["Ports agree", "Ana Ruiz", "BODY", "Ana Ruiz is the author of a book on lakes."],
            ["title", "byline", "body", "byline"],
        ),
        (["Ports agree", "BODY", "Our app", "Published: 8/3/2021"], ["title", "body", "boilerplate", "dateline"]),
        (["Ports agree", "BODY", "À lire aussi : le lac et ses ports", "BODY"], ["title", "body", "related", "body"]),
        (["Ports agree", "BODY", "Leia também: o lago e os portos", "BODY"], ["title", "body", "related", "body"]),
        (["Ports agree", "The mayors on the quay on Monday (LAKE PRESS)", "BODY"], ["title", "caption", "body"]),
        (
            ["Ports agree", "BODY", "The line is run by the Ports and Inland Navigation Office (PINO)."],
            ["title", "body", "body"],
        ),
        (["Ports agree", "BODY", "/END/"], ["title", "body", "boilerplate"]),
    ],
)
def test_what_stands_around_the_body(lines: list[str], kinds: list[str]) -> None:
    told = iter(
        [
            "The ports agreed on Monday to share their ferries, their crews and all of the costs that come of both.",
            "More talks follow in May, said the harbour office, which did not say who would pay for the second boat.",
        ]
    )
    text = "\n\n".join(next(told) if line == "BODY" else line for line in lines)
    assert [zone.kind for zone in mend(Document("0", "-", text)).zones] == kinds
