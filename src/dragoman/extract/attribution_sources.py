"""Who says it: the subject of a cue verb, or the speaker set after it."""

from __future__ import annotations

from dragoman.document import Token
from dragoman.extract.clauses import FINITE_TAGS, MARKS, NP_TAGS, Page, Range, bare, phrase
from dragoman.extract.cue_words import ADDRESSING, BREAKS, PASSING_ON, Source, forms, source_nouns

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
HANGING = ("conj", "xcomp", "advcl", "acl", "pcomp", "prep", "ccomp")
DEEPEST = 4
GOING_ON = frozenset({"go", "continue", "want", "limit", "prefer", "like", "hasten", "seem", "appear"})
SEEMING = frozenset({"seem", "appear"})


def subject(page: Page, verb: int, bounds: Range, depth: int = 0) -> Source | None:
    """Who does what a verb says: its subject or agent, or that of the verb it hangs on."""
    doc, token = page.doc, page.tokens[verb]
    if doc.children(verb, "auxpass") or doc.children(verb, "agent"):
        agents = [p for by in doc.children(verb, "agent") for p in doc.children(by.i, "pobj")]
        return Source(phrase(page, agents[0].i, bounds), agents[0].i) if agents else None
    for child in doc.children(verb, *SUBJECTS):
        if child.tag in ("WP", "WDT") or child.lower == "that":
            return _antecedent(page, token)
        if not page.quoted(child.i):
            return Source(phrase(page, child.i, (page.doc.sentence_of(verb).first, bounds[1])), child.i)
    return _inherited(page, verb, bounds, depth)


def _inherited(page: Page, verb: int, bounds: Range, depth: int) -> Source | None:
    """The subject of a verb that has none of its own: that of what it hangs on, or the noun before it."""
    doc, token = page.doc, page.tokens[verb]
    stray = token.dep == "conj" or (token.dep == "acl" and token.tag in FINITE_TAGS)
    if stray and page.tokens[token.head].pos in ("NOUN", "PROPN") and token.head < verb:
        return Source(phrase(page, token.head, (doc.sentence_of(verb).first, verb)), token.head)
    if depth < DEEPEST and token.head != verb and token.dep in HANGING:
        above = token.head if token.dep != "acl" else _verb_above(page, token.head)
        if bare(page, above) in PASSING_ON and (cited := doc.children(above, "dobj", "nsubjpass")):
            return Source(phrase(page, cited[0].i, bounds), cited[0].i)
        return subject(page, above, bounds, depth + 1)
    return _before(page, verb, bounds) if token.pos in ("NOUN", "ADJ") else None


def _verb_above(page: Page, at: int) -> int:
    return next((a for a in page.doc.ancestors(at) if page.tokens[a].pos in ("VERB", "AUX")), at)


def _antecedent(page: Page, verb: Token) -> Source | None:
    at = verb
    while at.dep in ("conj", "xcomp", "ccomp") and at.head != at.i:
        at = page.tokens[at.head]
    if at.dep not in ("relcl", "acl") or page.quoted(at.head):
        return None
    sentence = page.doc.sentence_of(verb.i)
    return Source(phrase(page, at.head, (sentence.first, at.i)), at.head)


def _before(page: Page, at: int, bounds: Range) -> Source | None:
    """The noun phrase that starts the segment, for a verb that the tagger took for a noun."""
    nouns = [i for i in range(bounds[0], at) if page.tokens[i].tag.startswith(("NN", "PRP"))]
    root = next((i for i in nouns if page.tokens[i].dep == "ROOT"), None)
    head = root if root is not None else next(reversed(nouns), None)
    return Source((bounds[0], at), head) if head is not None and at - bounds[0] < 12 else None


def plausible(page: Page, head: int) -> bool:
    """Whether a noun can be a speaker: a name, a pronoun, a mention of an actor, or a noun that speaks."""
    token = page.tokens[head]
    if token.tag in ("NNP", "NNPS", "PRP") or bare(page, head) in source_nouns():
        return True
    return any(m.first <= head < m.last for m in page.doc.mentions)


def inverted(page: Page, verb: int, bounds: Range) -> Source | None:
    """The speaker after the verb, where verb and speaker follow what is said: "…, warned the mayor"."""
    tokens = page.tokens
    start = chain_start(page, verb)
    set_off = start > bounds[0] and tokens[start - 1].text in BREAKS - {":"}
    if not set_off and not (start <= bounds[0] + 1 and page.quoted_before(start)):
        return None
    if tokens[verb].tag in ("VBG", "JJ") or (tokens[verb].tag == "VBN" and tokens[start - 1].text not in MARKS | {","}):
        return None
    if _subject_before(page, verb) or page.doc.children(verb, "auxpass", "agent"):
        return None
    found = _phrase_after(page, verb + 1, bounds)
    if found and any(f in ADDRESSING for f in forms(page, verb)):
        found = _phrase_after(page, found.range[1], bounds) or found
    said = page.quoted_before(start) is not None and found is not None and page.tokens[found.head].pos == "NOUN"
    return found if found and (said or plausible(page, found.head)) else None


def inverted_place(page: Page, verb: int) -> bool:
    """Whether the verb's group stands right after a comma or mark, as where its speaker follows."""
    start = chain_start(page, verb)
    return start > 0 and page.tokens[start - 1].text in BREAKS - {":"}


def chain_start(page: Page, verb: int) -> int:
    """Where the verb's group starts: "limited himself to say" at "limited"."""
    at = verb
    while (
        page.tokens[at].dep in ("xcomp", "advcl") and page.tokens[at].tag == "VB" and 0 < at - page.tokens[at].head <= 4
    ):
        at = page.tokens[at].head
    own = {c.i for c in page.doc.children(at, "aux", "neg", "advmod")}
    while at - 1 in own:
        at -= 1
    return at


def _subject_before(page: Page, verb: int) -> bool:
    """Whether the parse gives the verb a subject before it, with no other finite verb between."""
    subjects = page.doc.children(verb, "nsubj")
    if any(child.i > verb for child in subjects):
        return False
    for child in subjects:
        last = page.doc.reach(child.i)[1]
        if child.i < verb and not page.quoted(child.i) and not page.has_finite(min(last, verb), verb):
            return True
    return False


def _phrase_after(page: Page, first: int, bounds: Range) -> Source | None:
    """The noun phrase that starts at a token, adverbs skipped."""
    tokens = page.tokens
    while first + 1 < bounds[1] and tokens[first].tag == "RB":
        first += 1
    if first >= bounds[1] or tokens[first].tag not in NP_TAGS or tokens[first].tag == "VBG":
        return None
    head = first
    while first <= tokens[head].head < bounds[1] and tokens[head].head != head:
        if tokens[tokens[head].head].pos in ("VERB", "AUX"):
            break
        head = tokens[head].head
    last = phrase(page, head, (first, bounds[1]))[1]
    return Source((first, max(last, head + 1)), head)
