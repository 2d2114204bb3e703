"""Where things happen: names after "in", "near", "the town of", with coordinates where the gazetteer has them."""

from __future__ import annotations

from collections.abc import Collection

from dragoman.document import Annotated, Token
from dragoman.kb import KnowledgeBase, PlaceRow
from dragoman.records import Place

WHERE = frozenset(["in", "at", "near", "outside", "inside", "from", "to", "around", "across"])
TOWARDS = frozenset(["on", "for", "into", "through", "throughout", "over", "toward", "towards", "of", "between", "via"])
SETTLED = frozenset(
    ["town", "towns", "city", "cities", "village", "villages", "province", "region", "district", "port"]
)


def find(doc: Annotated, kb: KnowledgeBase, states: set[str]) -> dict[int, Place]:
    """Places by the token that heads their name; `states` are the ISO codes that the document speaks of."""
    found: dict[int, Place] = {}
    for token in doc.tokens:
        if token.text[:1].isupper() and _says_where(doc, token, found):
            first, last = _name(doc, token)
            rows = kb.places(doc.text(first, last))
            if rows and (not _only_listed(doc, token) or not _taken(doc, token)):
                found[token.i] = _place(doc, first, last, _likeliest(rows, states))
            elif _surely_a_place(doc, token):
                name = doc.text(first, last)
                found[token.i] = Place(name=name, country=None, lat=None, lon=None, geonames=None)
    return found


def _surely_a_place(doc: Annotated, token: Token) -> bool:
    """Whether a name that nothing lists can only be a place: "near X", "the village of X"; not "near Christmas"."""
    dated = any(t.first <= token.i < t.last for t in doc.timexes)
    above = doc.tokens[token.head]
    settled = above.lower == "of" and doc.tokens[above.head].lower in SETTLED
    return token.pos == "PROPN" and not dated and (settled or above.lower == "near")


def _says_where(doc: Annotated, token: Token, found: Collection[int]) -> bool:
    """Whether a name stands after "in" and the like, after "the town of", or beside a place: "in Basra and Najaf"."""
    above = doc.tokens[token.head]
    if token.dep in ("conj", "appos"):
        return above.i in found
    if token.dep not in ("pobj", "dobj"):
        return False
    settled = above.lower == "of" and doc.tokens[above.head].lower in SETTLED
    return (token.dep == "pobj" and (above.lower in WHERE or settled)) or _only_listed(doc, token)


def _only_listed(doc: Annotated, token: Token) -> bool:
    """Whether a name stands where a place may, and persons and bodies may as well: "attacks on X", "retook X"."""
    above = doc.tokens[token.head]
    return token.dep == "dobj" or (token.dep == "pobj" and above.lower in TOWARDS)


def _taken(doc: Annotated, token: Token) -> bool:
    """Whether a mention of somebody stands at a name."""
    return any(m.first <= token.i < m.last and m.kind != "capital" for m in doc.mentions)


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
