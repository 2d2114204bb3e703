"""The brief's Markdown as a tree, for those who draw it: CommonMark with tables and footnotes, HTML taken as text."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.footnote import footnote_plugin


def parser() -> MarkdownIt:
    """Reads what the brief writes."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table").use(footnote_plugin)
    reader.add_render_rule("footnote_caption", _number)
    return reader


def _number(_: RendererHTML, tokens: Sequence[Token], at: int, *__: object) -> str:
    """The same number wherever a note is cited."""
    return f"[{tokens[at].meta['id'] + 1}]"


def tree(text: str) -> SyntaxTreeNode:
    """The whole text as one node."""
    return SyntaxTreeNode(parser().parse(text))
