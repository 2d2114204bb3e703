"""Whether the clause of an expression tells of the past, the present or the future."""

from __future__ import annotations

from dragoman.document import Annotated, Token

PAST, PRESENT, FUTURE, INTENDED = "past", "present", "future", "intended"
AHEAD = (FUTURE, INTENDED)
_MODALS = frozenset({"will", "wo", "shall", "'ll", "’ll", "would", "may", "might", "could", "can", "should", "must"})
_PLANNED = frozenset(
    {"plan", "expect", "schedule", "set", "due", "slate", "hope", "intend", "aim", "project", "forecast", "want"}
)
_REACH = 8


def tense_at(doc: Annotated, token: int) -> str:
    """The tense of the verb that governs a token.

    Modals look ahead (FUTURE); so do infinitives of planning; any other infinitive is INTENDED: ahead of the verb
    above it, which may itself be past. A plain form is the PRESENT.
    """
    left = _modal_on_the_left(doc, token)
    if left is not None:
        return _tense(doc, left)
    for at in doc.ancestors(token):
        found = doc.tokens[at]
        if at < token and any(t.text in (":", ";") for t in doc.tokens[at:token]):
            return PRESENT
        if found.pos in ("VERB", "AUX") and found.dep not in ("aux", "auxpass"):
            return _tense(doc, found)
        if found.lower in ("upcoming", "future"):
            return FUTURE
    return _tense(doc, doc.tokens[doc.sentence_of(token).root])


def _modal_on_the_left(doc: Annotated, token: int) -> Token | None:
    """The nearest verb on the left where a modal carries it: the parse often hangs a late adjunct on another clause."""
    first = doc.sentence_of(token).first
    for at in range(token - 1, max(first, token - _REACH) - 1, -1):
        found = doc.tokens[at]
        if found.text in (";", ":"):
            return None
        if found.pos in ("VERB", "AUX"):
            helpers = {t.lower for t in doc.children(at, "aux")}
            return found if helpers & _MODALS and found.tag == "VB" else None
    return None


def _tense(doc: Annotated, verb: Token) -> str:
    helpers = doc.children(verb.i, "aux", "auxpass")
    words = {t.lower for t in helpers}
    perfect = any(t.lemma == "have" for t in helpers)
    above = doc.tokens[verb.head]
    planned = verb.lemma in _PLANNED and words & {"is", "are", "'s", "’s"}
    if (words & _MODALS and not perfect) or planned:
        return FUTURE
    if "to" in words and not perfect:
        hoped = above.lemma in _PLANNED and above.tag != "VBD"
        return FUTURE if hoped or above.lower in _PLANNED else INTENDED
    if verb.dep == "conj" and above.tag == "VB" and not doc.children(verb.i, "nsubj", "nsubjpass", "aux"):
        return _tense(doc, above)
    loose = verb.tag == "VBG" and verb.dep in ("advcl", "acl", "pcomp", "xcomp") and above.pos in ("VERB", "AUX")
    if loose and above.i != verb.i:
        return _tense(doc, above)
    told = verb.tag in ("VBD", "VBN") or perfect or words & {"was", "were", "did", "had"}
    return PAST if told else PRESENT
