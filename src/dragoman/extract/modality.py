"""Modality: done, planned, denied or only supposed, from auxiliaries, negation and the words above a verb."""

from __future__ import annotations

from functools import lru_cache

from dragoman.document import Annotated, Token
from dragoman.extract.ground import table
from dragoman.records import Modality

IF = ("if", "unless", "provided", "should")
FARTHEST = 4  # steps up the parse; what governs from farther away governs something else
PRESENT = ("VBZ", "VBP")
UPCOMING = ("when", "once", "until", "till", "before", "after")  # what opens a clause of time
GOVERNED = ("xcomp", "ccomp", "advcl", "acl", "pcomp", "conj", "pobj", "dobj", "prep", "amod")


@lru_cache(maxsize=1)
def _cues() -> dict[tuple[str, str], Modality]:
    return {(row["place"], row["word"]): row["modality"] for row in table("modality.csv")}  # type: ignore[misc]


def modality(doc: Annotated, at: int, *, said: bool = False) -> Modality:
    """How a verb or noun is meant: negation first, then supposition, then plan; actual where nothing says otherwise.

    A noun for what is `said` (an accusation) was said, whoever denies or rejects it.
    """
    found = {m for m in (*_own(doc, at), *_above(doc, at, said=said)) if m}
    if any(t.lower in IF for t in doc.children(at, "mark")):
        return "hypothetical"  # "if Peru does not pay"
    for kind in ("negated", "hypothetical", "planned"):
        if kind in found:
            return kind
    return "actual"


def _own(doc: Annotated, at: int) -> list[Modality | None]:
    cues, token = _cues(), doc.tokens[at]
    found: list[Modality | None] = [
        cues.get((t.dep if t.dep in ("aux", "mark", "neg", "det") else "advmod", t.lower))
        for t in doc.children(at, "aux", "auxpass", "neg", "mark", "advmod", "det", "preconj")
        if t.tag != "NNP"  # "1 May" is a month
    ]
    if _backshifted(doc, token):
        found = ["planned" if m == "hypothetical" else m for m in found]
    for subject in doc.children(at, "nsubj", "nsubjpass", "dobj"):
        found += [cues.get(("det", t.lower)) for t in doc.children(subject.i, "det", "neg", "preconj")]
        found.append(cues.get(("subject", subject.lower)))
    for to in doc.children(at, "prep"):  # "has protested to neither side"
        found += [cues.get(("det", "no")) for t in doc.children(to.i, "pobj") if _is_neither(doc, t)]
    for by in doc.children(at, "agent"):
        found += [cues.get(("subject", t.lower)) for t in doc.children(by.i, "pobj")]
    subjects = [t.i for t in doc.children(at, "nsubj", "nsubjpass")]
    if token.dep == "advcl" and any(
        t.lower == "had" and t.i < min(subjects, default=0) for t in doc.children(at, "aux")
    ):
        found.append("hypothetical")  # "had Peru asked"
    if token.dep == "conj" and any(t.lower == "nor" for t in doc.children(token.head, "cc") if t.i < at):
        found.append("negated")  # "has neither approved nor refused"
    if token.tag == "VB" and not doc.children(at, "aux") and token.dep == "conj":
        found += _own(doc, token.head)
    if _announced(doc, token) or (token.dep == "ccomp" and subjunctive(doc, at)):
        found.append("planned")
    return found


def _backshifted(doc: Annotated, token: Token) -> bool:
    """Whether "would" is the "will" of somebody who spoke before: "Peru said it would pay"; not "would pay if …"."""
    above = doc.tokens[token.head]
    told = token.dep == "ccomp" and above.tag in ("VBD", "VBN") and ("told", above.lemma.lower()) in _cues()
    auxiliaries = {t.lower for t in doc.children(token.i, "aux")}
    conditions = [m for c in doc.children(token.i, "advcl") for m in doc.children(c.i, "mark") if m.lower in IF]
    return told and bool(auxiliaries & {"would", "'d"}) and not conditions


def _said_of(doc: Annotated, noun: Token) -> Modality | None:
    """What a sentence says of a report: "the claim that Peru left is false"."""
    told = noun.dep == "nsubj" and doc.tokens[noun.head].lemma == "be"
    said = doc.children(noun.head, "acomp", "attr") if told else []
    return next((cue for t in said if (cue := _cues().get(("untrue", t.lemma.lower())))), None)


def _announced(doc: Annotated, token: Token) -> bool:
    """A headline's future, an infinitive that no verb governs: "President to visit China"; not "the first to"."""
    above = doc.tokens[token.head]
    alone = token.dep == "ROOT" or (token.dep == "acl" and above.dep == "ROOT" and above.pos in ("NOUN", "PROPN"))
    ranked = any(t.tag in ("JJS", "RBS") or t.lower in ("first", "only", "last") for t in doc.children(above.i, "amod"))
    return alone and not ranked and any(t.lower == "to" for t in doc.children(token.i, "aux"))


def subjunctive(doc: Annotated, at: int) -> bool:
    """Whether a clause with "that" tells what shall be: its verb is bare ("insisted that Peru drop")."""
    marks = {t.lower for t in doc.children(at, "mark")}
    bare = doc.tokens[at].tag == "VB" and not doc.children(at, "aux", "auxpass")
    return bare and "that" in marks and bool(doc.children(at, "nsubj", "nsubjpass"))


def _above(doc: Annotated, at: int, *, said: bool) -> list[Modality | None]:
    """What governing words make of a verb or noun: "plans to", "refused to", "barred from", "a visit was cancelled"."""
    found, token = list[Modality | None](), doc.tokens[at]
    for _ in range(FARTHEST):
        step = _step(doc, token)
        if step is None:
            break
        above, place = step
        if said and place == "noun":
            break
        found += _from(doc, token, above, place)
        joined = token.dep == "conj" and token.tag == "VB" and above.tag == "VB"  # "agreed to stop and to talk"
        outside = above.pos not in ("VERB", "AUX", "NOUN", "ADP", "ADJ")
        if not joined and (outside or (above.pos == "VERB" and place == "clause")):
            break
        token = above
    return found


def _is_neither(doc: Annotated, noun: Token) -> bool:
    return any(t.lower == "neither" for t in (noun, *doc.children(noun.i, "det", "preconj")))


def _perfect(doc: Annotated, token: Token) -> bool:
    """Whether an infinitive is of what would lie behind: "to have flown"."""
    return {"to", "have"} <= {t.lower for t in doc.children(token.i, "aux")}


def _step(doc: Annotated, token: Token) -> tuple[Token, str] | None:
    """The governing word above a token, past the preposition of a gerund, and how it governs."""
    subject = token.dep in ("nsubj", "nsubjpass") and token.pos in ("NOUN", "PROPN")
    if token.dep not in GOVERNED and not subject:
        return None
    above = doc.tokens[token.head]
    if token.dep == "pcomp":
        return doc.tokens[above.head], above.lower if above.lower in ("from", "against") else "over"
    bare = token.dep == "ccomp" and token.tag == "VB" and not doc.children(token.i, "aux", "mark")
    bidden = token.dep == "advcl" and token.tag == "VB" and any(t.i < token.i for t in doc.children(above.i, "dobj"))
    if token.dep in ("xcomp", "acl") or bare or bidden:  # "help Peru build a port", "directed ministers to meet"
        return above, "over"
    return above, "noun" if token.pos in ("NOUN", "PROPN") else "clause"


def _from(doc: Annotated, token: Token, above: Token, place: str) -> list[Modality | None]:
    cues, found = _cues(), list[Modality | None]()
    if token.dep != "acl" or token.tag == "VB":
        cue = cues.get((place, above.lemma.lower()))
        undone = cue == "negated" and "negated" in _own(doc, above.i)
        found.append("planned" if undone else cue)  # what was not cancelled still stands
    purpose = token.dep == "advcl" and token.tag == "VB" and above.pos == "VERB"
    if purpose and not any(t.text == "," for t in doc.tokens[above.i : token.i]):  # a comma ends what "not" governs
        found.append(modality(doc, above.i))
    if above.lemma in ("be", "have") and token.dep == "xcomp" and token.tag == "VB":
        yet = any(t.lower == "yet" for t in doc.children(above.i, "advmod"))  # "has yet to pay"
        found.append("negated" if yet else "planned" if above.lemma == "be" else None)
    if above.lemma == "be" and token.dep == "xcomp" and token.tag == "VBN" and _perfect(doc, token):
        found.append("negated")  # "was to have flown on Monday": it came to nothing
    if token.dep == "advcl" and token.tag in PRESENT and any(t.lower in UPCOMING for t in doc.children(token.i)):
        found.append("planned")  # "to be signed when he visits"
    if token.dep == "acl" and above.pos == "NOUN":
        found.append(_said_of(doc, above))
    if place == "over" and above.pos == "NOUN" and any(t.lower == "no" for t in doc.children(above.i, "det")):
        found.append("negated")
    if token.dep == "conj" and token.pos in ("VERB", "AUX"):
        found += [m for m in _own(doc, above.i) if m == "hypothetical"]
    elif place == "over" and above.pos in ("VERB", "AUX", "ADJ"):
        found += _own(doc, above.i)
    return found
