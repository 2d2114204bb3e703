"""The brief as a Word document: headings, lists and tables in Word's own styles, notes at the end, linked to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from markdown_it.tree import SyntaxTreeNode

from dragoman.export.brief.markdown import tree
from dragoman.export.packing import without_clock

_HEADING: Final = "Table Grid"


def write_word(markdown: str, file: Path) -> None:
    """Write the document; the same text gives the same bytes."""
    writer = _Writer()
    for node in tree(markdown).children:
        writer.block(node)
    writer.document.save(str(file))
    without_clock(file)


class _Writer:
    def __init__(self) -> None:
        self.document = Document()
        self.document.core_properties.author = "Dragoman"
        self.document.core_properties.comments = ""
        self.document.styles["Normal"].font.size = Pt(10.5)

    def block(self, node: SyntaxTreeNode) -> None:
        """A heading, paragraph, list, table, or the notes."""
        drawn: dict[str, Callable[[SyntaxTreeNode], None]] = {
            "heading": self._heading, "paragraph": self._paragraph, "bullet_list": self._list, "table": self._table,
            "footnote_block": self._notes,
        }  # fmt: skip
        drawn[node.type](node)

    def _heading(self, node: SyntaxTreeNode) -> None:
        level = int(node.tag[1])
        self._inline(self.document.add_heading(level=level - 1), node)
        if level == 1:
            self.document.core_properties.title = _text(node)

    def _paragraph(self, node: SyntaxTreeNode) -> None:
        self._inline(self.document.add_paragraph(), node)

    def _list(self, node: SyntaxTreeNode, depth: int = 1) -> None:
        style = "List Bullet" if depth == 1 else f"List Bullet {min(depth, 3)}"
        for item in node.children:
            for part in item.children:
                if part.type == "bullet_list":
                    self._list(part, depth + 1)
                else:
                    self._inline(self.document.add_paragraph(style=style), part)

    def _table(self, node: SyntaxTreeNode) -> None:
        rows = [row.children for section in node.children for row in section.children]
        table = self.document.add_table(rows=0, cols=len(rows[0]), style=_HEADING)
        for number, cells in enumerate(rows):
            for cell, told in zip(table.add_row().cells, cells, strict=True):
                paragraph = cell.paragraphs[0]
                self._inline(paragraph, told)
                for run in paragraph.runs if number == 0 else ():
                    run.bold = True
        _repeat_head(table.rows[0])
        self.document.add_paragraph()

    def _notes(self, node: SyntaxTreeNode) -> None:
        self.document.add_heading("Notes", level=1)
        for number, note in enumerate(node.children, 1):
            paragraph = self.document.add_paragraph()
            _bookmark(paragraph, f"note{number}", number)
            paragraph.add_run(f"{number}. ")
            for part in note.children:
                self._inline(paragraph, part)

    def _inline(self, paragraph: Paragraph, node: SyntaxTreeNode) -> None:
        for leaf, styles in _leaves(node):
            if leaf.type == "footnote_ref":
                _link(paragraph, f"note{leaf.meta['id'] + 1}", str(leaf.meta["id"] + 1))
            elif leaf.type in ("text", "code_inline", "softbreak", "text_special"):
                run = paragraph.add_run(_shown(leaf))
                run.bold, run.italic = "strong" in styles or None, "em" in styles or None


def _leaves(node: SyntaxTreeNode, styles: tuple[str, ...] = ()) -> Iterator[tuple[SyntaxTreeNode, tuple[str, ...]]]:
    """The inline leaves below a node, each with the marks around it."""
    for child in node.children:
        if child.children:
            yield from _leaves(child, (*styles, child.type))
        elif child.type != "footnote_anchor":
            yield child, styles


def _shown(leaf: SyntaxTreeNode) -> str:
    return " " if leaf.type == "softbreak" else leaf.content


def _text(node: SyntaxTreeNode) -> str:
    return "".join(_shown(leaf) for leaf, _ in _leaves(node))


def _link(paragraph: Paragraph, anchor: str, words: str) -> None:
    """A raised number that leads to a place in the same document."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), anchor)
    run = Run(OxmlElement("w:r"), paragraph)
    run.text, run.font.superscript = words, True
    link.append(run._r)  # noqa: SLF001 - python-docx has no door for links within a document
    paragraph._p.append(link)  # noqa: SLF001
    paragraph.add_run(" ").font.superscript = True


def _bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(tag)
        mark.set(qn("w:id"), str(number))
        if tag == "w:bookmarkStart":
            mark.set(qn("w:name"), name)
        paragraph._p.append(mark)  # noqa: SLF001


def _repeat_head(row: Any) -> None:
    """Word prints the first row again on each page."""
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    properties.append(head)
