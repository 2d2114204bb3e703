"""Where things happen: names after "in", "at", "near", looked up in the gazetteer, coordinates where it has them."""

from __future__ import annotations

from dragoman.document import Annotated, Token
from dragoman.kb import KnowledgeBase, PlaceRow
from dragoman.records import Place

WHERE = frozenset(["in", "at", "near", "outside", "inside", "from", "to", "around", "across"])


def find(doc: Annotated, kb: KnowledgeBase, states: set[str]) -> dict[int, Place]:
    """Places by the token that heads their name; `states` are the ISO codes that the document speaks of."""
    found: dict[int, Place] = {}
    for token in doc.tokens:
        if token.dep == "pobj" and token.text[:1].isupper() and doc.tokens[token.head].lower in WHERE:
            first, last = _name(doc, token)
            rows = kb.places(doc.text(first, last))
            if rows:
                found[token.i] = _place(doc, first, last, _likeliest(rows, states))
    return found


def _name(doc: Annotated, token: Token) -> tuple[int, int]:
    first = token.i
    while first > 0 and doc.tokens[first - 1].dep == "compound" and doc.tokens[first - 1].text[:1].isupper():
        first -= 1
    return first, token.i + 1


def _likeliest(rows: tuple[PlaceRow, ...], states: set[str]) -> PlaceRow:
    """A place in a state that the document speaks of, else the one that the gazetteer ranks first."""
    return next((r for r in rows if r.country in states), rows[0])


def _place(doc: Annotated, first: int, last: int, row: PlaceRow) -> Place:
    return Place(name=doc.text(first, last), country=row.country, lat=row.lat, lon=row.lon, geonames=row.geonames)
