"""Modality: done, planned, denied or only supposed, from auxiliaries, negation and the words above a verb."""

from __future__ import annotations

from functools import lru_cache

from dragoman.document import Annotated
from dragoman.extract.ground import table
from dragoman.records import Modality


@lru_cache(maxsize=1)
def _cues() -> dict[tuple[str, str], Modality]:
    return {(row["place"], row["word"]): row["modality"] for row in table("modality.csv")}  # type: ignore[misc]


def modality(doc: Annotated, at: int) -> Modality:
    """How a verb or noun is meant: negation first, then supposition, then plan; actual where nothing says otherwise."""
    found = {m for m in (*_own(doc, at), *_above(doc, at)) if m}
    for kind in ("negated", "hypothetical", "planned"):
        if kind in found:
            return kind
    return "actual"


def _own(doc: Annotated, at: int) -> list[Modality | None]:
    cues, token = _cues(), doc.tokens[at]
    found: list[Modality | None] = [
        cues.get((t.dep if t.dep in ("aux", "mark", "neg") else "advmod", t.lower))
        for t in doc.children(at, "aux", "auxpass", "neg", "mark", "advmod", "det", "preconj")
    ]
    for subject in doc.children(at, "nsubj", "nsubjpass", "dobj"):
        found += [cues.get(("det", t.lower)) for t in doc.children(subject.i, "det", "neg", "preconj")]
        found.append(cues.get(("subject", subject.lower)))
    if token.tag == "VB" and not doc.children(at, "aux") and token.dep == "conj":
        found += _own(doc, token.head)
    return found


def _above(doc: Annotated, at: int) -> list[Modality | None]:
    """What governing words make of a verb: "plans to", "refused to", "if", "in case of"."""
    cues, found, token = _cues(), list[Modality | None](), doc.tokens[at]
    while token.dep in (
        "xcomp",
        "ccomp",
        "advcl",
        "acl",
        "pcomp",
        "conj",
        "pobj",
        "dobj",
        "prep",
        "amod",
        "nsubj",
        "nsubjpass",
    ):
        if token.dep in ("nsubj", "nsubjpass") and token.pos not in ("NOUN", "PROPN"):
            break
        above = doc.tokens[token.head]
        place = (
            "over" if token.dep in ("xcomp", "pcomp", "acl") else "noun" if token.pos in ("NOUN", "PROPN") else "clause"
        )
        if token.dep != "acl" or token.tag == "VB":
            found.append(cues.get((place, above.lemma.lower())))
        if token.dep == "advcl" and token.tag == "VB" and above.pos == "VERB":
            found.append(modality(doc, above.i))
        if above.lemma == "be" and token.dep == "xcomp" and token.tag == "VB":
            found.append("planned")
        if token.dep == "conj" and token.pos in ("VERB", "AUX"):
            found += [m for m in _own(doc, above.i) if m == "hypothetical"]
        elif place == "over":
            found += [m for m in _own(doc, above.i) if m in ("negated", "hypothetical")]
        if above.i == token.i or above.pos not in ("VERB", "AUX", "NOUN", "ADP", "ADJ"):
            break
        if above.pos == "VERB" and place == "clause":
            break
        token = above
    return found
