"""Whose copy a document is: agencies and outlets in credits and datelines, handouts, and the authors in bylines."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from importlib.resources import files

from dragoman.document import Clean, Zone
from dragoman.kb import KnowledgeBase, Term
from dragoman.records import Issue, Origin

WORD = re.compile(r"[^\W_][\w.’'-]*|[^\w\s]", re.UNICODE)
CREDITED = ("credit", "byline", "dateline")


@lru_cache(maxsize=1)
def _cues() -> dict[str, tuple[str, ...]]:
    text = (files("dragoman.resolve") / "data" / "origins.csv").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    for row in csv.DictReader(text.splitlines()):
        found.setdefault(row["kind"], []).append(row["words"])
    return {kind: tuple(words) for kind, words in found.items()}


def origins(clean: Clean, kb: KnowledgeBase) -> tuple[Origin, ...]:
    """Each agency or outlet once, in order of name; a picture's credit is none, a handout is one."""
    found: dict[str, Origin] = {}
    for zone in clean.zones:
        text = clean.text[zone.start : zone.end]
        if zone.kind in CREDITED:
            for origin in (*_listed(kb, text, zone), *_unlisted(text, zone)):
                found.setdefault(origin.name.lower(), origin)
        elif zone.kind == "caption" and any(w in text.lower() for w in _cues()["handout"]):
            found.setdefault("handout", Origin(name="handout", kind="handout", basis="caption"))
    return tuple(found[key] for key in sorted(found))


def _listed(kb: KnowledgeBase, text: str, zone: Zone) -> list[Origin]:
    words, found, at = WORD.findall(text), list[Origin](), 0
    while at < len(words):
        match = kb.longest(words, at)
        term = next((t for t in match[1] if _media(kb, t)), None) if match else None
        if term and (entity := kb.entity(term.id)):
            kind = "agency" if entity.kind == "agency" else "outlet"
            found.append(Origin(name=term.text, actor=term.id, kind=kind, basis=zone.kind))
        at += match[0] if match else 1
    return found


def _media(kb: KnowledgeBase, term: Term) -> bool:
    entity = kb.entity(term.id)
    return entity is not None and entity.kind in ("agency", "outlet")


def _unlisted(text: str, zone: Zone) -> list[Origin]:
    """An outlet whose name only its byline gives: "TRIBUNE CORRESPONDENT"."""
    found = []
    for role in _cues()["staff"]:
        match = re.search(rf"([^\W\d_][\w .’'-]*?)\s+{role}\b", text, re.IGNORECASE)
        if zone.kind in ("byline", "credit") and match and match[1].lower() not in _cues()["not-outlet"]:
            found.append(Origin(name=match[1].strip(), kind="outlet", basis=f"{zone.kind}: {match[0].strip()}"))
    return found[:1]


def authors(clean: Clean, kb: KnowledgeBase) -> tuple[str, ...]:
    """Personal names in bylines: two to six capitalised words that are no outlet, no place and no function."""
    found = list(clean.document.authors)
    for zone in clean.zones:
        if zone.kind == "byline":
            for part in re.split(r"[|,\n/–—]| and | with ", clean.text[zone.start : zone.end]):
                if (name := _personal(part, kb)) and name not in found:
                    found.append(name)
    return tuple(found)


def _personal(part: str, kb: KnowledgeBase) -> str | None:
    name = re.sub(r"^\s*(by|por|par|reporting)\s*:?\s+", "", part.strip(), flags=re.IGNORECASE).strip(" .:()")
    words = name.split()
    lower = {w.lower() for w in words}
    plain = 2 <= len(words) <= 6 and all(
        w[:1].isupper() for w in words if w.lower() not in ("de", "del", "la", "y", "al")
    )
    if (
        not plain
        or any(c.isdigit() for c in name)
        or lower & set(_cues()["staff"])
        or lower & set(_cues()["not-person"])
    ):
        return None
    return None if kb.longest(words, 0) and not kb.persons(name) and not kb.persons(words[-1]) else name


def open_outlets(clean: Clean, found: tuple[Origin, ...]) -> tuple[Issue, ...]:
    """An issue for each outlet that a byline names and nothing lists: its name may be translated."""
    return tuple(
        Issue(
            document_id=clean.document.id,
            stage="resolve",
            code="unlisted-outlet",
            message=f"{o.name!r} is named as an outlet and is not listed; kept as printed",
        )
        for o in found
        if o.kind == "outlet" and o.actor is None
    )
