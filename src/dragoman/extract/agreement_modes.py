"""How a step in the life of an instrument is meant: done, planned, refused, wished for.

In: the verb or noun that tells the step. Out: its modality. Never: which step it is.
"""

from __future__ import annotations

from dragoman.document import Annotated, Token
from dragoman.extract.agreement_words import Stage, noun_at, words
from dragoman.extract.modality import modality
from dragoman.records.facts import Modality

_COMING = ("enter", "come", "take", "go", "expire", "lapse", "run")  # in the present tense, still ahead
_TOPIC = ("on", "about", "over", "for")  # what is agreed or talked about is still to be done
ENDING = ("suspended", "cancelled", "expired")


def willed(doc: Annotated, verb: int, stage: Stage) -> Modality | None:
    """What an act in the infinitive is by whose will it hangs on.

    An end decided upon is an end; what is asked for, wished or refused is not done. None where no will is told.
    """
    if not any(c.lower == "to" for c in doc.children(verb, "aux")):
        return None
    above = doc.tokens[doc.tokens[verb].head]
    if above.lemma.lower() in words("refusing") | words("wishing"):
        return "negated"
    decided = above.lemma.lower() in words("deciding") and stage.status in (*ENDING, "ratified")
    return "actual" if decided and modality(doc, above.i) == "actual" else None


def mode_of(doc: Annotated, verb: int, tie: str) -> Modality:
    """How a stage is meant; what the shared reading of modality leaves actual may still be to come."""
    mode, token = modality(doc, verb), doc.tokens[verb]
    above = doc.tokens[token.head]
    if token.dep == "pcomp" and above.lower == "without":
        return "negated"
    if tie == "nominal":
        return _nominal_mode(doc, token) or mode
    if mode == "planned" and token.tag in ("VBD", "VBZ", "VBN") and not doc.children(verb, "aux", "auxpass"):
        return "planned" if token.dep == "xcomp" and above.lower in words("raising") else "actual"
    if mode != "actual":
        return mode
    if any(c.lower == "to" for c in doc.children(verb, "aux")):
        return _infinitive(doc, verb)
    coming = token.tag in ("VBZ", "VBP") and token.lemma.lower() in _COMING and tie == "subject"
    return "planned" if coming or _shares_will(doc, token) else _from_above(doc, verb)


def _nominal_mode(doc: Annotated, token: Token) -> Modality | None:
    """How a step is meant that a noun tells, by what the noun hangs on: wished for, agreed upon, awaited; else None."""
    above = doc.tokens[token.head]
    over = doc.tokens[above.head]
    if above.pos == "ADP" and over.lemma.lower() in words("wishing"):
        return "negated"
    if above.lower in _TOPIC and (noun_at(doc, over.i) or over.lemma.lower() in words("talking")):
        return "planned"
    awaited = token.dep in ("nsubj", "nsubjpass", "dobj") and above.lemma.lower() in words("awaiting")
    return "planned" if awaited else None


def _shares_will(doc: Annotated, token: Token) -> bool:
    """Whether a joined verb stands under the "will" of the first ("will talk and sign")."""
    joined = token.dep == "conj" and not doc.children(token.i, "nsubj", "aux")
    return joined and any(c.lower == "will" for c in doc.children(token.head, "aux"))


def _infinitive(doc: Annotated, verb: int) -> Modality:
    """How an act in the infinitive is meant by what it hangs on: a plan, unless that is denied or only supposed."""
    above = doc.tokens[doc.tokens[verb].head]
    if above.lemma.lower() in words("managing"):
        return "actual"
    if above.pos == "ADJ" and above.head != above.i:
        above = doc.tokens[above.head]
    mode = modality(doc, above.i) if above.pos in ("VERB", "AUX") else "actual"
    return mode if mode in ("negated", "hypothetical") else "planned"


def _from_above(doc: Annotated, verb: int) -> Modality:
    """What the word above a clause makes of it: planned after plans and raising words, negated after refusals."""
    token = doc.tokens[verb]
    above = doc.tokens[token.head]
    if token.dep not in ("xcomp", "ccomp", "acl") or above.i == verb:
        return "actual"
    if above.lemma.lower() in words("planning") or (token.dep == "xcomp" and above.lower in words("raising")):
        return "planned"
    return "negated" if above.lemma.lower() in words("refusing") and above.i < verb else "actual"
