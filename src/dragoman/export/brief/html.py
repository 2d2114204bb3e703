"""The brief as one HTML file: no script, nothing fetched, made to be printed and sent."""

from __future__ import annotations

import re
from html import escape, unescape
from importlib.resources import files
from typing import Final

from dragoman.export.brief.markdown import parser

_TITLE: Final = re.compile(r"<h1>(.*?)</h1>", re.DOTALL)
_TAG: Final = re.compile(r"<[^>]+>")
_PAGE: Final = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<main>
{body}</main>
</body>
</html>
"""


def as_html(markdown: str) -> str:
    """A whole page of the brief."""
    body = parser().render(markdown)
    heading = _TITLE.search(body)
    title = escape(unescape(_TAG.sub("", heading[1]))) if heading else "Brief"
    style = (files("dragoman.export") / "data" / "brief.css").read_text(encoding="utf-8")
    return _PAGE.format(title=title, style=style, body=_accessible(body))


def _accessible(body: str) -> str:
    """Notes under a heading of their own, table heads that say that they are, wide tables that scroll."""
    noted = body.replace('<section class="footnotes">', '<section class="footnotes">\n<h2>Notes</h2>', 1)
    return (
        noted.replace("<th>", '<th scope="col">')
        .replace("<table>", '<div class="wide" tabindex="0" role="region" aria-label="table"><table>')
        .replace("</table>", "</table></div>")
    )
