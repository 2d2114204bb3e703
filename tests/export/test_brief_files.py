"""The brief as a web page and as a Word document, read back by readers of both."""

import re
import time
from html.parser import HTMLParser

import docx
import pytest
import richer

from dragoman.errors import UsageError
from dragoman.export import Dyad, Party, brief, form_of, write_brief


@pytest.fixture(scope="module")
def text(tmp_path_factory):
    held = richer.holdings(tmp_path_factory.mktemp("richer"))
    return brief(held, Dyad(Party("CHL", "Chile"), Party("PER", "Peru")))


class Page(HTMLParser):
    """Tags, ids and targets of a page, and its text."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.ids, self.targets, self.said, self.attributes = [], set(), set(), [], set()
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append(tag)
        self.attributes.update(given)
        self.ids.add(given.get("id"))
        if tag == "a":
            self.targets.add(given["href"])

    def handle_data(self, data):
        self.said.append(data)


def test_a_web_page_stands_alone_and_runs_nothing(text, tmp_path):
    write_brief(text, tmp_path / "b.html", "html")
    written = (tmp_path / "b.html").read_text(encoding="utf-8")
    page = Page(written)
    assert page.tags.count("h1") == 1
    assert not {"script", "img", "link", "iframe", "object"} & set(page.tags)
    assert not [name for name in page.attributes if name.startswith("on")]
    assert {target[1:] for target in page.targets} <= page.ids
    assert all(target.startswith("#") for target in page.targets)
    assert "<script>alert(1)</script>" in "".join(page.said)
    assert "@media print" in written
    assert "default-src 'none'" in written
    assert not re.search(r"url\(|@import", written)


def test_a_note_has_one_number_wherever_it_is_cited(text, tmp_path):
    write_brief(text, tmp_path / "b.html", "html")
    numbers = re.findall(
        r'class="footnote-ref"><a href="#fn(\d+)"[^>]*>\[([^\]]+)\]', (tmp_path / "b.html").read_text()
    )
    assert len(numbers) > 10
    assert all(number == shown for number, shown in numbers)


def test_a_word_document_has_headings_tables_and_notes_that_are_linked_to(text, tmp_path):
    write_brief(text, tmp_path / "b.docx", "docx")
    document = docx.Document(str(tmp_path / "b.docx"))
    headings = [p.text for p in document.paragraphs if p.style.name.startswith(("Heading", "Title"))]
    assert headings[0] == "Chile and Peru"
    assert {"At a glance", "Timeline", "Agreements", "Money", "Notes"} <= set(headings)
    assert [cell.text for cell in document.tables[0].rows[0].cells] == ["Date", "What", "Between", "Status", "Source"]
    xml = document.element.xml
    anchors, names = set(re.findall(r'w:anchor="(\w+)"', xml)), set(re.findall(r'w:name="(note\d+)"', xml))
    assert anchors == names
    assert len(names) == len(re.findall(r"^\[\^\d+\]: ", text, re.MULTILINE))
    assert any("<script>alert(1)</script>" in p.text for p in document.paragraphs)
    assert document.core_properties.title == "Chile and Peru"


@pytest.mark.parametrize("form", ["markdown", "html", "docx"])
def test_the_same_brief_gives_the_same_bytes(text, tmp_path, form):
    for name in ("one", "two"):
        write_brief(text, tmp_path / name, form)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_the_suffix_of_a_file_says_its_form(tmp_path):
    from pathlib import Path

    found = [form_of(Path(name)) for name in ("a.md", "a.HTML", "a.docx", "a.txt", "a")]
    assert found == ["markdown", "html", "docx", "markdown", "markdown"]


def test_an_unknown_form_and_a_file_that_cannot_be_written_are_named(text, tmp_path):
    with pytest.raises(UsageError, match="markdown, html, docx"):
        write_brief(text, tmp_path / "b.pdf", "pdf")
    with pytest.raises(UsageError, match="cannot be written"):
        write_brief(text, tmp_path / "none" / "b.md", "markdown")


@pytest.mark.parametrize("form", ["markdown", "html", "docx"])
def test_another_order_of_reading_on_another_day_gives_the_same_bytes(tmp_path, monkeypatch, form):
    written = []
    for name, day in (("one", 0), ("two", 100 * 86_400)):
        (tmp_path / name).mkdir()
        held = richer.holdings(tmp_path / name, backwards=name == "two")
        now = time.time() + day
        monkeypatch.setattr(time, "time", lambda moment=now: moment)
        monkeypatch.setattr(time, "localtime", lambda *_, moment=now: time.gmtime(moment))
        file = tmp_path / name / "brief"
        write_brief(brief(held, Dyad(Party("CHL", "Chile"), Party("PER", "Peru"))), file, form)
        written.append(file.read_bytes())
        monkeypatch.undo()
    assert written[0] == written[1]
