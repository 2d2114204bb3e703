"""Labelled pages: read, put into markup, matched with what repair made of them."""

from pathlib import Path

import pytest

from dragoman.errors import UsageError
from dragoman.evaluate.pages import as_html, labelled_pages
from dragoman.evaluate.zones import evaluate_zones

PAGES = Path(__file__).parents[2] / "eval" / "pages" / "dev"


def test_pages_have_a_title_facts_and_parts():
    pages = labelled_pages(PAGES)
    assert len(pages) == 15
    for page in pages:
        assert sum(block.kind == "title" for block in page.blocks) == 1
        assert {"style", "site", "url", "published"} <= set(page.facts)
        assert page.facts["published"].encode() in as_html(page) or page.facts["style"] == "soup"
    (wire,) = (page for page in pages if page.name == "02-wire")
    opening = next(block for block in wire.blocks if len(block.parts) > 1)
    assert [kind for kind, _ in opening.parts] == ["dateline", "body"]


def test_a_line_without_a_label_is_refused(tmp_path):
    (tmp_path / "a.txt").write_text("style: soup\nno label here\n")
    with pytest.raises(UsageError, match="line 2"):
        labelled_pages(tmp_path)


def test_a_page_is_scored(tmp_path):
    (tmp_path / "a.txt").write_text(
        "style: agency\nsite: Lakewire\nurl: https://lake.example/1\npublished: 2024-03-05\n"
        "T: Ports of two lakes agree on ferries\n"
        "B: [D LIMA, March 5 (Lakewire) -] The ports agreed on Tuesday to share ferries, crews and all costs.\n"
        "B: Kenya and Uganda signed an agreement on ferries in Kisumu on Monday, the ministry of transport said.\n"
        "C: Skip to content\n"
    )
    report = evaluate_zones(tmp_path)
    right, furniture = report.row("copied: all parts"), report.row("copied: furniture")
    assert right is not None
    assert furniture is not None
    assert (right.score, right.items) == (0.8, 5)
    assert any("caption taken for boilerplate" in line for line in report.failures)
    for name in ("words of trafilatura kept", "dates of metadata", "records not from captions, quotes pulled, links"):
        row = report.row(name)
        assert row is not None
        assert row.score == 1
