"""Whose copy a document is: agencies and outlets in credits and datelines, handouts, and the authors in bylines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from dragoman.document import Clean, Zone
from dragoman.kb import KnowledgeBase, Term
from dragoman.kb.rows import rows
from dragoman.records import Issue, Origin
from dragoman.resolve.nodes import Cast, Node, name_id

SMALL, LONGEST = ("of", "the", "and", "de", "la", "el"), 5
FRAMED = re.compile(
    r"(?P<before>[A-Z][\w-]+(?: [A-Z][\w-]+)?) (?=/[^/]+ [^/]+/)"
    r"|(?:\(|(?<!\w)/|(?<=\w)/(?=[A-Z]{3,}/))(?P<agency>[^()/\d|]{2,40})[)/]"
    r"|(?:[|–—-] )(?P<outlet>[^|–—\d]{3,40}?)(?= ?[|–—]|$)",
)
PARTS = {
    "byline": re.compile(r"([^|\n/–—(]+)"),
    "dateline": re.compile(r"/([^/\d]{5,40})/"),
    "credit": re.compile(r"(?i:\b(?:reporting|editing|writing|written|compiled|edited) by )([^;:()]+)"),
}
LED = re.compile(r"^[\s*]*(?:by|por|par|reporting|and|with)\s*:?\s+", re.IGNORECASE)
PERSON = re.compile(r"(?:(?!,| and | with | in ).)+", re.DOTALL)
WORD = re.compile(r"[^\W_][\w.’'-]*|[^\w\s]", re.UNICODE)
CREDITED = ("credit", "byline", "dateline")


@lru_cache(maxsize=1)
def _cues() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in rows("resolve", "origins.csv"):
        found.setdefault(row["kind"], []).append(row["words"])
    return {kind: tuple(words) for kind, words in found.items()}


@dataclass(frozen=True, slots=True)
class Credit:
    """An agency, outlet or author that a zone names: clean character offsets; `actor` is an id of the gazetteer."""

    name: str
    kind: Literal["agency", "outlet", "author"]
    zone: Zone
    start: int
    end: int
    actor: str | None = None

    @property
    def basis(self) -> str:
        """The part of the document that names it."""
        return self.zone.kind


def credited(clean: Clean, kb: KnowledgeBase) -> tuple[Credit, ...]:
    """Everybody whom credits, bylines and datelines name, in order; what is listed goes before what looks like one."""
    found: list[Credit] = []
    for zone in clean.zones:
        if zone.kind in CREDITED:
            text = clean.text[zone.start : zone.end]
            named = (*_listed(kb, text, zone), *_staffed(text, zone), *_framed(kb, text, zone), *_by(kb, text, zone))
            for credit in named:
                if all(credit.end <= c.start or c.end <= credit.start for c in found):
                    found.append(credit)
    return tuple(sorted(found, key=lambda c: c.start))


def origins(clean: Clean, kb: KnowledgeBase) -> tuple[Origin, ...]:
    """Each agency or outlet once, in order of name; a picture's credit is none, a handout is one."""
    found: dict[str, Origin] = {}
    for credit in credited(clean, kb):
        if credit.kind != "author":
            actor = credit.actor or name_id(credit.name, None)
            origin = Origin(name=credit.name, actor=actor, kind=credit.kind, basis=credit.basis)
            found.setdefault(origin.name.lower(), origin)
    for zone in clean.zones:
        if zone.kind == "caption" and any(w in clean.text[zone.start : zone.end].lower() for w in _cues()["handout"]):
            found.setdefault("handout", Origin(name="handout", kind="handout", basis="caption"))
    return tuple(found[key] for key in sorted(found))


def link_credits(cast: Cast, kb: KnowledgeBase) -> None:
    """Make actors of the agencies and outlets that the zones name; without mentions, they act in nothing.

    An author is none: who wrote a text is a fact of the document, not of what it tells.
    """
    for credit in credited(cast.doc.clean, kb):
        if credit.kind != "author":
            node = _node(credit, kb)
            node = cast.nodes.setdefault(node.id, node)
            node.credited.append((credit.start, credit.end))


def _node(credit: Credit, kb: KnowledgeBase) -> Node:
    entity = kb.entity(credit.actor) if credit.actor else None
    if entity:
        return Node(entity.id, entity.name, entity.schema, entity.country, entity.wikidata, list(entity.aliases))
    return Node(name_id(credit.name, None), credit.name, "Organization")


def _listed(kb: KnowledgeBase, text: str, zone: Zone) -> list[Credit]:
    spans = list(WORD.finditer(text))
    words, found, at = [m.group() for m in spans], list[Credit](), 0
    while at < len(words):
        match = kb.longest(words, at)
        term = next((t for t in match[1] if _media(kb, t)), None) if match else None
        if match and term and (entity := kb.entity(term.id)):
            kind: Literal["agency", "outlet"] = "agency" if entity.kind == "agency" else "outlet"
            start, end = zone.start + spans[at].start(), zone.start + spans[at + match[0] - 1].end()
            found.append(Credit(term.text, kind, zone, start, end, term.id))
        at += match[0] if match else 1
    return found


def _media(kb: KnowledgeBase, term: Term) -> bool:
    entity = kb.entity(term.id)
    return entity is not None and entity.kind in ("agency", "outlet")


def _staffed(text: str, zone: Zone) -> list[Credit]:
    """An outlet whose name only its byline gives: "TRIBUNE CORRESPONDENT"."""
    for role in _cues()["staff"]:
        match = re.search(rf"([^\W\d_][\w .’'-]*?)\s+{role}\b", text, re.IGNORECASE)
        if zone.kind in ("byline", "credit") and match and match[1].lower() not in _cues()["not-outlet"]:
            return [_credit(match[1], "outlet", zone, match.start(1))]
    return []


def _framed(kb: KnowledgeBase, text: str, zone: Zone) -> list[Credit]:
    """An agency in brackets or strokes, or an outlet after a dash or bar: "(Eastwire)", "/TASS/", "| The Tribune |"."""
    found = []
    for match in FRAMED.finditer(text):
        group = str(match.lastgroup)
        kind: Literal["agency", "outlet"] = "outlet" if group == "outlet" else "agency"
        headed = kind == "agency" or _headed({w.lower() for w in match[group].split()})
        if headed and _outlet_like(kb, match[group]) and (zone.kind, kind) != ("byline", "agency"):
            found.append(_credit(match[group], kind, zone, match.start(group)))
    return found


def _outlet_like(kb: KnowledgeBase, name: str) -> bool:
    """Whether a framed text can name an outlet: capitals, no place, no state, no day, no person, no direction."""
    words = name.split()
    lower = {w.lower().strip(".") for w in words}
    if not words or len(words) > LONGEST or not all(w[:1].isupper() or w.lower() in SMALL for w in words):
        return False
    closed = lower & {*_cues()["staff"], *_cues()["not-person"], *_cues()["not-agency"]}
    known = kb.longest(words, 0) or kb.places(name) or _personal(name, kb)
    return not lower <= {*_cues()["nameless"]} and (_headed(lower) or not (closed or known))


def _headed(lower: set[str]) -> bool:
    return bool(lower & set(_cues()["outlet-head"]))


def _by(kb: KnowledgeBase, text: str, zone: Zone) -> list[Credit]:
    """Persons: each part of a byline, what strokes hold in a dateline, and who reported or edited by a credit."""
    found = []
    for part in PARTS[zone.kind].finditer(text):
        for match in PERSON.finditer(part[1]):
            name = _personal(match.group(), kb)
            if name and (zone.kind != "dateline" or "." in name or kb.given_name(name.split()[0])):
                at = part.start(1) + match.start() + match.group().index(name)
                found.append(_credit(name, "author", zone, at))
    return found


def _credit(name: str, kind: Literal["agency", "outlet", "author"], zone: Zone, at: int) -> Credit:
    name = name.strip()
    return Credit(name, kind, zone, zone.start + at, zone.start + at + len(name))


def authors(clean: Clean, kb: KnowledgeBase) -> tuple[str, ...]:
    """Personal names in bylines, credits and datelines, after those that the file itself gives."""
    named = [c.name for c in credited(clean, kb) if c.kind == "author"]
    return tuple(dict.fromkeys([*clean.document.authors, *named]))


def _personal(part: str, kb: KnowledgeBase) -> str | None:
    name = LED.sub("", part.strip()).strip(" .:()*")
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


def open_outlets(clean: Clean, kb: KnowledgeBase, found: tuple[Origin, ...]) -> tuple[Issue, ...]:
    """An issue for each outlet that a byline names and nothing lists: its name may be translated."""
    return tuple(
        Issue(
            document_id=clean.document.id,
            stage="resolve",
            code="unlisted-outlet",
            message=f"{o.name!r} is named as an outlet and is not listed; kept as printed",
        )
        for o in found
        if o.kind == "outlet" and o.actor is not None and kb.entity(o.actor) is None
    )
