"""Dates that a relative clause takes from what it describes: "in May, when they met"; "the pact of 2023, by which".

A parse often reads "the following year Laos sued" as a clause that describes the year; the year dates it all the same.
"""

from __future__ import annotations

from dragoman.document import Annotated, Timex, Token

_DATING = ("date", "weekday", "relative")
_PREPOSITIONS = frozenset({"by", "under", "in", "at", "through", "with", "during"})


def antecedent_date(doc: Annotated, verb: Token) -> Timex | None:
    """The expression that a verb's relative clause describes, or that dates the act or paper which it describes.

    A clause with "which" alone tells of a thing at any time ("the accord of 2023, which they praised"): None.
    """
    when = _when(doc, verb)
    if when is not None and (timex := _just_before(doc, when)):
        return timex
    if (cleft := _cleft(doc, verb)) is not None:
        return cleft
    if verb.dep != "relcl":
        return None
    within = _within_which(doc, verb)
    if not within and any(t.lower in ("which", "that", "who") for t in doc.tokens[verb.head + 1 : verb.i]):
        return None
    described = next((t for t in doc.timexes if t.first <= verb.head < t.last and t.kind in _DATING), None)
    return described or (_of_noun(doc, verb.head) if within else None)


def paper_date(doc: Annotated, verb: Token) -> Timex | None:
    """The expression that dates the paper in which something is done or said: "in a note of 4 June"."""
    led = [t for t in doc.children(verb.i, "prep") if t.lower in ("in", "by")]
    papers = [paper.i for preposition in led for paper in doc.children(preposition.i, "pobj")]
    return next((found for paper in papers if (found := _dated(doc, paper) or _of_noun(doc, paper))), None)


def _dated(doc: Annotated, paper: int) -> Timex | None:
    """The expression of a paper "dated 4 June"."""
    marks = {t.i for t in doc.children(paper, "acl") if t.lower == "dated"}
    hung = (
        t for t in doc.timexes if t.kind in _DATING and {doc.tokens[i].head for i in range(t.first, t.last)} & marks
    )
    return next(hung, None)


def _cleft(doc: Annotated, verb: Token) -> Timex | None:
    """The expression that stands before its clause: "it was in May that they met"."""
    above = doc.tokens[verb.head]
    led = {t.lower for t in doc.children(above.i, "nsubj", "expl")} if above.lemma == "be" else set()
    if "it" not in led or above.i == verb.i:
        return None
    return next((t for t in doc.timexes if above.i < t.first and t.last <= verb.i and t.kind in _DATING), None)


def scene_verb(doc: Annotated, verb: Token) -> int | None:
    """The verb whose scene another verb goes on with, and so its day; None where it tells another.

    "Replied by expelling two consuls"; "met in Oslo, where they signed it"; "held talks, at which he thanked her".
    """
    above = doc.tokens[verb.head]
    if verb.tag == "VBG" and verb.dep == "pcomp" and above.lower == "by":
        leads = doc.tokens[above.head]
        return leads.i if leads.pos == "VERB" else None
    if verb.dep != "relcl" or verb.tag not in ("VBD", "VBN") or _told_back(doc, verb):
        return None
    where = any(t.lower == "where" for t in doc.children(verb.i, "advmod"))
    if not where and not _within_which(doc, verb) and not _of_whom(doc, verb):
        return None
    leads = next((doc.tokens[at] for at in doc.ancestors(verb.i) if doc.tokens[at].pos == "VERB"), verb)
    return leads.i if leads.tag == "VBD" else None


def _of_whom(doc: Annotated, verb: Token) -> bool:
    """Whether a clause after a comma goes on with whom an act met: "received by Peru's president, whom he invited"."""
    led = doc.children(verb.i, "dobj")
    return any(t.lower == "whom" and t.i and doc.tokens[t.i - 1].text == "," for t in led)


def joined_verbs(doc: Annotated, verb: int) -> tuple[int, ...]:
    """A verb and those before it that it is joined to by "and"."""
    found = [verb]
    while doc.tokens[found[-1]].dep == "conj" and doc.tokens[found[-1]].head not in found:
        found.append(doc.tokens[found[-1]].head)
    return tuple(found)


def _told_back(doc: Annotated, verb: Token) -> bool:
    """Whether a perfect puts a verb before or after the scene: "where they had signed it"."""
    return any(t.lemma in ("have", "will", "would") for t in doc.children(verb.i, "aux"))


def _when(doc: Annotated, verb: Token) -> int | None:
    """The "when" of which a verb is the first; by their order, as parses go astray at "when it re-established"."""
    for at in range(verb.i - 1, doc.sentence_of(verb.i).first, -1):
        token, following = doc.tokens[at], doc.tokens[at + 1]
        if token.lower == "when":
            return at
        if token.pos == "VERB" and token.text.isalpha() and following.text != "-":
            return None
    return None


def _just_before(doc: Annotated, at: int) -> Timex | None:
    last = at - 1 if at and doc.tokens[at - 1].text == "," else at
    return next((t for t in doc.timexes if t.last == last and t.kind in _DATING), None)


def _within_which(doc: Annotated, verb: Token) -> bool:
    """Whether "by which", "at which", "with whom" opens the clause."""
    return any(
        t.i < verb.i
        and t.lower in _PREPOSITIONS
        and any(o.lower in ("which", "whom") for o in doc.children(t.i, "pobj", "pcomp"))
        for t in doc.children(verb.i, "prep")
    )


def _of_noun(doc: Annotated, noun: int) -> Timex | None:
    """The expression that hangs on a noun, with no verb and no other dated noun between: "the accord of 2023"."""
    for timex in doc.timexes:
        if not (noun < timex.first <= noun + 4 and timex.kind in _DATING):
            continue
        outer = next((t for t in doc.tokens[timex.first : timex.last] if not timex.first <= t.head < timex.last), None)
        above = doc.tokens[outer.head] if outer else None
        if above is not None and above.pos == "ADP":
            above = doc.tokens[above.head]
        if above is not None and above.i == noun:
            return timex
    return None
