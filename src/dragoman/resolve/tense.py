"""Whether the clause of an expression tells of the past, the present or the future."""

from __future__ import annotations

from functools import lru_cache

from dragoman.document import Annotated, Token
from dragoman.kb.rows import rows

PAST, PRESENT, FUTURE, INTENDED = "past", "present", "future", "intended"
AHEAD = (FUTURE, INTENDED)
_REACH = 8


@lru_cache(maxsize=16)
def words_of(name: str) -> frozenset[str]:
    """The words of a class in `data/dating_cues.csv`."""
    return frozenset(row["word"] for row in rows("resolve", "dating_cues.csv") if row["class"] == name)


def looks_ahead(doc: Annotated, first: int, op: str | int | None = None, *, whole_month: bool = False) -> bool:
    """Whether what is dated lies ahead: said so by its tense, by a plain present ("arrives on Monday"), or invited to.

    `op` is the preposition before the expression; `whole_month` is for one without a day.
    """
    tense = tense_at(doc, first)
    if tense in AHEAD:
        return True
    verb = governor(doc, first)
    if verb is None:
        return False
    if tense == PRESENT:
        plain = verb.tag in ("VBZ", "VBP") and verb.pos == "VERB" and not _comes_after(doc, first, verb)
        return plain and verb.lemma.lower() not in words_of("stative") | words_of("reporting")
    return (whole_month or op == "for") and op in ("in", "for") and verb.lemma.lower() in words_of("inviting")


def _comes_after(doc: Annotated, token: int, verb: Token) -> bool:
    """Whether news is said to come after what is dated: "the protest comes after the arrest on May 4"."""
    between = [doc.tokens[at] for at in doc.ancestors(token) if at < token and doc.tokens[at].head == verb.i]
    return verb.lemma == "come" and any(t.lower in ("after", "following") for t in between)


def governor(doc: Annotated, token: int) -> Token | None:
    """The nearest verb above a token, helpers left aside."""
    above = (doc.tokens[at] for at in doc.ancestors(token))
    return next((t for t in above if t.pos in ("VERB", "AUX") and t.dep not in ("aux", "auxpass")), None)


def dates_a_verb(doc: Annotated, first: int, last: int) -> bool:
    """Whether tokens first:last hang on a verb, and not on a noun as in "the vote of May 2020".

    The preposition before them decides, as a parse hangs them on a name right after ("On 27 May 2020 Oslo said").
    """
    led = doc.tokens[first - 1] if first > doc.sentence_of(first).first else None
    if led is not None and led.pos == "ADP" and doc.tokens[led.head].pos in ("VERB", "AUX"):
        return True
    outer = next((t for t in doc.tokens[first:last] if not first <= t.head < last), None)
    above = doc.tokens[outer.head] if outer else None
    if above is not None and above.pos == "ADP":
        above = doc.tokens[above.head]
    return above is not None and above.pos in ("VERB", "AUX")


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
            return found if helpers & words_of("modal") and found.tag == "VB" else None
    return None


def _tense(doc: Annotated, verb: Token) -> str:
    helpers = doc.children(verb.i, "aux", "auxpass")
    words = {t.lower for t in helpers}
    perfect = any(t.lemma == "have" for t in helpers)
    above = doc.tokens[verb.head]
    planned = verb.lemma in words_of("planning") and words & {"is", "are", "'s", "’s"}
    if (words & words_of("modal") and not perfect) or planned:
        return FUTURE
    if "to" in words and not perfect:
        hoped = above.lemma in words_of("planning") and above.tag != "VBD"
        return FUTURE if hoped or above.lower in words_of("planning") else INTENDED
    if verb.dep == "conj" and above.tag == "VB" and not doc.children(verb.i, "nsubj", "nsubjpass", "aux"):
        return _tense(doc, above)
    loose = verb.tag == "VBG" and verb.dep in ("advcl", "acl", "pcomp", "xcomp") and above.pos in ("VERB", "AUX")
    if loose and above.i != verb.i:
        return _tense(doc, above)
    passive_now = verb.tag == "VBN" and words & {"is", "are", "am", "'s", "’s", "being"} and not perfect
    if passive_now and not words & {"was", "were"}:
        return PRESENT
    told = verb.tag in ("VBD", "VBN") or perfect or words & {"was", "were", "did", "had"}
    return PAST if told else PRESENT
