"""Pages with their parts labelled, as the sites of a style would print them, and as text copied from the screen."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dragoman.errors import UsageError
from dragoman.records import ZoneKind

KINDS: Final[dict[str, ZoneKind]] = {
    "T": "title", "B": "body", "H": "heading", "C": "caption", "R": "credit", "Y": "byline", "D": "dateline",
    "Q": "pull-quote", "X": "boilerplate", "L": "related",
}  # fmt: skip
_DATELINE = re.compile(r"\[D (?P<dateline>[^\]]+)\] ")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a page and its parts in order, each with the kind that a person gave it."""

    parts: tuple[tuple[ZoneKind, str], ...]

    @property
    def kind(self) -> ZoneKind:
        """The kind of the paragraph: that of its last part."""
        return self.parts[-1][0]

    @property
    def text(self) -> str:
        """The paragraph as printed."""
        return " ".join(text for _, text in self.parts)


@dataclass(frozen=True, slots=True)
class LabelledPage:
    """A page: its facts (style, site, url, published, author) and its blocks in the order of the screen."""

    name: str
    facts: dict[str, str]
    blocks: tuple[Block, ...]

    @property
    def copied(self) -> str:
        """What comes when a person marks everything on the screen and copies it."""
        return "\n\n".join(block.text for block in self.blocks)


def labelled_pages(folder: Path) -> list[LabelledPage]:
    """The pages of a folder. Raises UsageError where a line has no label."""
    return [_read(path) for path in sorted(folder.glob("*.txt"))]


def _read(path: Path) -> LabelledPage:
    facts, blocks = {}, []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        label, colon, text = line.partition(": ")
        if not colon:
            raise UsageError(f"{path}, line {number}: expected LABEL: text, found {line[:40]!r}")
        if label in KINDS:
            blocks.append(Block(tuple(_parts(KINDS[label], text))))
        else:
            facts[label] = text
    return LabelledPage(path.stem, facts, tuple(blocks))


def _parts(kind: ZoneKind, text: str) -> Iterator[tuple[ZoneKind, str]]:
    opening = _DATELINE.match(text)
    if opening:
        yield "dateline", opening["dateline"].strip()
        text = text[opening.end() :]
    yield kind, text


# How the sites of a style mark up a paragraph of each kind; {} stands for its text. The `soup` of old sites marks
# nothing, agencies print plain paragraphs.
_MARKUP: Final[dict[str, dict[str, str]]] = {
    "modern": {
        "title": "<h1>{}</h1>", "heading": "<h2>{}</h2>",
        "byline": '<div class="byline"><a rel="author">{}</a></div>', "dateline": "<div><time>{}</time></div>",
        "caption": "<figure><img src='a.jpg'><figcaption>{}</figcaption></figure>",
        "pull-quote": "<aside class='pullquote'><p>{}</p></aside>",
        "related": '<aside class="related"><a href="/b">{}</a></aside>',
        "boilerplate": "<div class='promo'><span>{}</span></div>", "credit": '<p class="credits"><em>{}</em></p>',
    },
    "wordpress": {
        "title": '<h1 class="entry-title">{}</h1>', "heading": "<h3>{}</h3>",
        "byline": '<span class="author vcard">{}</span>', "dateline": '<span class="posted-on">{}</span>',
        "caption": '<div class="wp-caption"><img src="a.jpg"><p class="wp-caption-text">{}</p></div>',
        "pull-quote": "<blockquote><p>{}</p></blockquote>", "related": '<p><strong><a href="/b">{}</a></strong></p>',
        "boilerplate": "<div class='sharedaddy'><p>{}</p></div>", "credit": "<p><em>{}</em></p>",
    },
    "translated": {
        "title": "<h1>{}</h1>", "heading": "<h2><b>{}</b></h2>", "byline": "<div class='firma'><p>{}</p></div>",
        "dateline": "<p class='fecha'>{}</p>", "caption": "<div class='foto'><img src='a.jpg'><p>{}</p></div>",
        "pull-quote": "<p><b>{}</b></p>", "related": "<p><b>{}</b></p>", "boilerplate": "<p>{}</p>",
        "credit": "<p>{}</p>",
    },
    "live": {
        "title": "<h1>{}</h1>", "dateline": "<p class='hora'><strong>{}</strong></p>",
        "caption": "<figure><img src='a.jpg'><figcaption>{}</figcaption></figure>",
        "related": "<p><a href='/b'>{}</a></p>",
    },
    "agency": {"title": "<h1>{}</h1>", "related": "<li><a href='/b'>{}</a></li>"},
    "soup": {
        "title": "<b><font size=5>{}</font></b><br>", "heading": "<p><b>{}</b></p>", "caption": "<p><i>{}</i></p>",
    },
}  # fmt: skip


def as_html(page: LabelledPage) -> bytes:
    """The page in the markup of its style, with the metadata that such sites state."""
    facts = page.facts
    markup = _MARKUP[facts["style"]]
    title = next(block.text for block in page.blocks if block.kind == "title")
    said = [f"<title>{html.escape(title)} - {html.escape(facts['site'])}</title>"]
    if facts["style"] != "soup":
        said.append(f'<meta property="og:site_name" content="{html.escape(facts["site"])}">')
        said.append(f'<meta property="article:published_time" content="{facts["published"]}T08:00:00+00:00">')
        said.append(f'<link rel="canonical" href="{facts["url"]}">')
    body = "\n".join(markup.get(block.kind, "<p>{}</p>").format(html.escape(block.text)) for block in page.blocks)
    wrapped = f"<table><tr><td>{body}</td></tr></table>" if facts["style"] == "soup" else f"<article>{body}</article>"
    return f'<!DOCTYPE html>\n<html lang="en"><head>{"".join(said)}</head>\n<body>{wrapped}</body></html>\n'.encode()
