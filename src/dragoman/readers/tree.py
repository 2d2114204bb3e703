"""A page's tree: what a person could not see is taken out; which parts the markup names is noted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, cast

from dragoman.document import Zone
from dragoman.kb.rows import rows
from dragoman.records import ZoneKind

_GONE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0+(?:\.0+)?(?![.\d])|"
    r"opacity\s*:\s*0+(?:\.0+)?(?![.\d])|text-indent\s*:\s*-\d{4,}|(?:left|top)\s*:\s*-\d{4,}px",
    re.IGNORECASE,
)
_COLOUR = re.compile(r"(?<![-\w])color\s*:\s*([^;!]+)", re.IGNORECASE)
_GROUND = re.compile(r"background(?:-color)?\s*:\s*([^;!]+)", re.IGNORECASE)
_WHITE = frozenset({"#fff", "#ffffff", "white", "rgb(255,255,255)", "transparent", "rgba(0,0,0,0)"})
_RULE = re.compile(r"(?:^|[}/])\s*(?P<names>[.#][\w-]+(?:\s*,\s*[.#][\w-]+)*)\s*\{(?P<style>[^{}]*)\}")
_NESTED = re.compile(r"@[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_LOOK_AT_STYLES = 200_000
# Where more than this share of a page is hidden, it is the article that waits for a script to show it.
_MOST = 0.5
# White space in markup may be as long as the words.
_SLACK = 4
_PARAGRAPHS = 3
_TEXTLESS = frozenset({"script", "style", "noscript", "template", "head", "title", "svg"})
_SPACE = re.compile(r"\s+")


def drop_hidden(tree: Any) -> list[str]:
    """Take out of the tree what its styles hide from people; the texts that were taken out, in order."""
    names = _hiding_names(tree)
    found = [each for each in tree.iter() if isinstance(each.tag, str) and _hidden(each, names)]
    all_found = set(found)
    found = [each for each in found if each.tag not in {"html", "body"} and not _inside(each, all_found)]
    texts = [text for each in found if (text := plain(each))]
    if sum(map(len, texts)) > _MOST * len(plain(tree)):
        return []
    for each in found:
        _take_out(each)
    return texts


def unfold_layout(tree: Any) -> None:
    """Turn tables that only lay a page out (a cell holds several paragraphs) into plain blocks, in place."""
    for table in [each for each in tree.iter("table") if any(_laid_out(cell) for cell in each.iter("td"))]:
        for part in table.iter("table", "tbody", "thead", "tfoot", "tr", "td", "th"):
            part.tag = "div"


def _laid_out(cell: Any) -> bool:
    return sum(1 for _ in cell.iter("p", "br", "h1", "h2")) >= _PARAGRAPHS


def _hidden(element: Any, names: frozenset[str]) -> bool:
    if element.tag in _TEXTLESS:
        return False
    style = element.get("style") or ""
    if "hidden" in element.attrib and element.get("hidden") != "until-found":
        return True
    if style and (_GONE.search(style) or _same_colour(style)):
        return True
    if element.tag == "font" and _SPACE.sub("", element.get("color") or "").lower() in _WHITE:
        return True
    marks = [f".{each}" for each in (element.get("class") or "").split()] + [f"#{element.get('id')}"]
    return any(mark in names for mark in marks)


def _same_colour(style: str) -> bool:
    """Whether letters have the colour of what they stand on; white ones stand on white unless another is named."""
    colour, ground = _COLOUR.search(style), _GROUND.search(style)
    if colour is None:
        return False
    letters = _SPACE.sub("", colour.group(1)).lower()
    if ground is None:
        return letters in _WHITE
    return letters == _SPACE.sub("", ground.group(1)).lower()


def _hiding_names(tree: Any) -> frozenset[str]:
    """Classes and ids that the page's own style sheet hides on every screen."""
    found: set[str] = set()
    for sheet in tree.iter("style"):
        if any("amp" in name for name in sheet.attrib):
            continue
        text = _NESTED.sub("", (sheet.text or "")[:_LOOK_AT_STYLES]) if "@" in (sheet.text or "") else sheet.text or ""
        for rule in _RULE.finditer(text[:_LOOK_AT_STYLES]):
            if _GONE.search(rule["style"]) or ("background" in rule["style"] and _same_colour(rule["style"])):
                found.update(name.strip() for name in rule["names"].split(","))
    return frozenset(found)


def _inside(element: Any, others: set[Any]) -> bool:
    return any(above in others for above in element.iterancestors())


def _take_out(element: Any) -> None:
    """Remove an element and keep the text that follows it."""
    parent = element.getparent()
    if parent is None:
        return
    tail, before = element.tail or "", element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def plain(element: Any, most: int | None = None) -> str:
    """All text of an element that is prose, spaces folded; of a longer one somewhat more than `most` characters."""
    found, length = [], 0
    for piece in lines(element):
        found.append(piece)
        length += len(piece)
        if most is not None and length > _SLACK * most:
            break
    return " ".join(" ".join(found).split())


def lines(element: Any) -> Iterator[str]:
    """Every piece of text in an element, in order; scripts and styles have none."""
    stack: list[tuple[Any, bool]] = [(element, True)]
    while stack:
        at, opening = stack.pop()
        if not opening:
            if at.tail:
                yield at.tail
            continue
        if isinstance(at.tag, str) and at.tag not in _TEXTLESS:
            if at.text:
                yield at.text
            for child in reversed(at):
                stack.extend(((child, False), (child, True)))


@lru_cache(maxsize=1)
def _marks() -> tuple[tuple[ZoneKind, str, re.Pattern[str]], ...]:
    table = rows("readers", "markup.csv")
    return tuple(
        (cast("ZoneKind", row["kind"]), row["where"], re.compile(row["pattern"], re.IGNORECASE)) for row in table
    )


def named_parts(tree: Any) -> dict[str, ZoneKind]:
    """Texts of elements, spaces folded, with the part that tag or class names; the innermost name counts.

    A text of paragraphs and headings that no markup names stands for body: it is left out.
    """
    found: dict[str, ZoneKind] = {}
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in {"html", "body", "head", "article", "main"}:
            continue
        kind = _kind(element)
        if kind is None:
            continue
        for block in _blocks(element):
            text = plain(block, _longest(kind))
            if text and len(text) <= _longest(kind):
                found[text] = kind
    return found


def _longest(kind: ZoneKind) -> int:
    """How many characters a part of this kind has at most: a class on a wrapper must not rename the article."""
    return 1200 if kind in {"caption", "pull-quote"} else 300


def _blocks(element: Any) -> list[Any]:
    """The element, and the paragraphs, items and headings inside it."""
    inner = [e for e in element.iter("p", "li", "a", "span", "h2", "h3", "h4", "figcaption", "div") if e is not element]
    return [element, *inner[:60]]


def _kind(element: Any) -> ZoneKind | None:
    values = {"tag": element.tag, "class": f"{element.get('class') or ''} {element.get('id') or ''}".strip()}
    values["rel"] = element.get("rel") or ""
    for kind, where, pattern in _marks():
        value = values[where]
        if value and (pattern.search(value) if where == "class" else pattern.fullmatch(value)):
            return kind
    return None


def hints_in(text: str, parts: dict[str, ZoneKind]) -> tuple[Zone, ...]:
    """The lines of an extracted text that the markup names."""
    found, at = [], 0
    for line in text.split("\n"):
        kind = parts.get(" ".join(line.removeprefix("- ").split()))
        if kind and line.strip():
            found.append(Zone(kind, at, at + len(line)))
        at += len(line) + 1
    return tuple(found)
