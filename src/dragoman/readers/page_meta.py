"""What a page says of its article: schema.org data, meta tags, Open Graph. A date is taken only where one is stated."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dragoman.kb.rows import rows
from dragoman.readers.dates import parse_date
from dragoman.readers.meta import Meta
from dragoman.records import Edtf

_ARTICLE = re.compile(
    r"(?:News|Analysis|Reportage|Opinion|Background)?(?:News)?Article$|BlogPosting$|LiveBlogPosting$|Report$"
)
_TIME_CLASS = re.compile(r"publi|post|entry|date|created", re.IGNORECASE)
_UPDATED = re.compile(r"updat|modif", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s/]+\.[^\s]+$|https?://[^\s/]+(?:/|$)")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?=[-_]|$)")
_PAGE_NAME = re.compile(r"(?:https?:|www\.|@)", re.IGNORECASE)
_DEEP = 12
_MANY = 2000


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says of itself; `body` is an article's text in its data, `walled` that it is not free to read."""

    meta: Meta
    body: str = ""
    walled: bool = False


def page_meta(tree: Any) -> Page:
    """The metadata of a page's tree."""
    from trafilatura import extract_metadata  # noqa: PLC0415

    data = _article_data(tree)
    found = extract_metadata(tree, extensive=False)
    meta = Meta(
        url=_first_address(_link(tree, "canonical"), found.url, _string(data.get("url"))),
        title=_string(data.get("headline")) or _clean(found.title),
        publisher=_name(data.get("publisher")) or _clean(found.sitename),
        authors=tuple(dict.fromkeys(_names(data.get("author")))) or _authors(found.author),
        language=_code(_string(data.get("inLanguage")) or tree.get("lang") or found.language),
        published=_published(tree, data),
    )
    walled = str(data.get("isAccessibleForFree", "")).casefold() == "false"
    return Page(meta, _string(data.get("articleBody")) or "", walled)


def _published(tree: Any, data: dict[str, Any]) -> Edtf | None:
    """The date that the page states: its data, its meta tags, the time that its article is marked with."""
    stated = [_string(data.get("datePublished")), *_tagged(tree), *_times(tree), _string(data.get("dateCreated"))]
    return next((day for each in stated if each and (day := parse_date(each))), None)


@lru_cache(maxsize=1)
def _date_names() -> dict[tuple[str, str], int]:
    return {(row["attribute"], row["name"]): i for i, row in enumerate(rows("readers", "meta_dates.csv"))}


def _tagged(tree: Any) -> list[str]:
    """Dates of publication in meta tags, the plainest names first."""
    found = []
    for tag in tree.iter("meta"):
        for attribute in ("property", "name", "itemprop"):
            place = _date_names().get((attribute, (tag.get(attribute) or "").strip().lower()))
            if place is not None and tag.get("content"):
                found.append((place, tag.get("content")))
    return [content for _, content in sorted(found, key=lambda pair: pair[0])]


def _times(tree: Any) -> Iterator[str]:
    """The times that are marked as when the article was published, then the first time of the article."""
    times = [t for t in tree.iter("time") if t.get("datetime")]
    told = [t for t in times if _marks(t) and not _UPDATED.search(_marks(t))]
    yield from (t.get("datetime") for t in told if "pubdate" in t.attrib or _TIME_CLASS.search(_marks(t)))
    inside = [t for t in times if not _UPDATED.search(_marks(t)) and _of_article(t)]
    if len(inside) == 1 or (inside and len({t.get("datetime")[:10] for t in inside}) == 1):
        yield inside[0].get("datetime")


def _of_article(element: Any) -> bool:
    return any(above.tag in {"article", "header", "main"} for above in element.iterancestors())


def _marks(element: Any) -> str:
    parent = element.getparent()
    pubdate = "pubdate" if "pubdate" in element.attrib else ""
    own = f"{element.get('class') or ''} {element.get('itemprop') or ''} {pubdate}"
    return f"{own} {parent.get('class') or '' if parent is not None else ''}".strip()


def _article_data(tree: Any) -> dict[str, Any]:
    """The schema.org object of the article in the page's linked data; empty where there is none."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            loaded = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for each in _objects(loaded):
            kinds = each.get("@type")
            if any(_ARTICLE.match(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds])):
                return each
    return {}


def _objects(loaded: Any) -> Iterator[dict[str, Any]]:
    """The objects in linked data, outermost first."""
    level, seen = [loaded], 0
    for _ in range(_DEEP):
        below: list[Any] = []
        for each in level:
            seen += 1
            if seen > _MANY:
                return
            if isinstance(each, dict):
                yield each
                below.extend(each.values())
            elif isinstance(each, list):
                below.extend(each)
        level = below


def _name(value: Any) -> str | None:
    return next(_names(value), None)


def _names(value: Any) -> Iterator[str]:
    """The names of a person, an organisation, or a list of them."""
    for each in value if isinstance(value, list) else [value]:
        name = _string(each.get("name")) if isinstance(each, dict) else _string(each)
        if name and not _PAGE_NAME.match(name):
            yield name.removeprefix("By ").strip()


def _authors(text: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for part in (text or "").split(";") if (name := part.strip())))


def _string(value: Any) -> str | None:
    if isinstance(value, list):
        value = next((v for v in value if isinstance(v, str)), None)
    return _clean(value) if isinstance(value, str) else None


def _clean(value: str | None) -> str | None:
    return " ".join(value.split())[:1000] or None if value else None


def _code(value: str | None) -> str | None:
    found = _LANGUAGE.match((value or "").strip())
    return found.group().lower() if found else None


def _link(tree: Any, rel: str) -> str | None:
    return next((link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == rel), None)


def _first_address(*addresses: str | None) -> str | None:
    return next((a.strip() for a in addresses if a and _ADDRESS.match(a.strip())), None)
