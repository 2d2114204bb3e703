"""Whether the clause of an expression tells of the past, the present or the future."""

from __future__ import annotations

from dragoman.document import Annotated, Token

PAST, PRESENT, FUTURE = "past", "present", "future"
_AHEAD = frozenset({"will", "wo", "shall", "'ll", "’ll", "would", "may", "might", "could", "can", "should", "must"})
_PLANNED = frozenset(
    {"plan", "expect", "schedule", "set", "due", "slate", "hope", "intend", "aim", "project", "forecast"}
)


def tense_at(doc: Annotated, token: int) -> str:
    """The tense of the nearest verb above a token; infinitives and modals look ahead, a plain form is the present."""
    for at in doc.ancestors(token):
        found = doc.tokens[at]
        if found.pos in ("VERB", "AUX") and found.dep not in ("aux", "auxpass"):
            return _tense(doc, found)
        if found.lower in ("upcoming", "future"):
            return FUTURE
    return _tense(doc, doc.tokens[doc.sentence_of(token).root])


def _tense(doc: Annotated, verb: Token) -> str:
    helpers = doc.children(verb.i, "aux", "auxpass")
    words = {t.lower for t in helpers}
    perfect = any(t.lemma == "have" for t in helpers)
    if words & _AHEAD and not perfect:
        return FUTURE
    if verb.tag == "VB" and "to" in words:
        return FUTURE
    if verb.lemma in _PLANNED and any(t.lower in ("is", "are", "'s") for t in helpers):
        return FUTURE
    if verb.tag in ("VBD", "VBN") or perfect or words & {"was", "were", "did", "had"}:
        return PAST
    if verb.tag in ("VBG", "VBN") and verb.dep in ("advcl", "acl", "pcomp", "xcomp", "amod") and verb.head != verb.i:
        return _tense(doc, doc.tokens[verb.head]) if doc.tokens[verb.head].pos in ("VERB", "AUX") else PRESENT
    return PRESENT
