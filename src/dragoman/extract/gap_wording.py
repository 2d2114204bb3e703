"""The words of a gap's question: a short phrase of the text that stands on its own."""

from __future__ import annotations

from dragoman.document import Token
from dragoman.extract.clauses import Page, Range, phrase, trim

LONGEST = 18
FARTHEST = 2
ASKING = frozenset({"who", "whom", "whose", "what", "when", "where", "why", "how", "whether", "if", "which"})
LEADING = frozenset({"about", "regarding", "concerning", "from", "of"})
FILLING = frozenset(
    {
        "more",
        "further",
        "other",
        "exact",
        "precise",
        "specific",
        "additional",
        "concrete",
        "immediate",
        "official",
        "the",
        "a",
        "an",
        "any",
    }
)
MERE = frozenset({"more", "further", "other", "additional", "any"})
OWNERS = {"their": ("NNS", "NNPS"), "its": ("NN",)}
TOLD_OF = ("dobj", "nsubjpass", "attr", "nsubj")
NAMES = ("NNP", "NNPS")


def asks_clause(page: Page, where: Range) -> bool:
    """Whether a range opens with a word that asks: "how many will go", "in which year"."""
    return any(page.tokens[i].lower in ASKING for i in range(where[0], min(where[1], where[0] + 2)))


def worded(page: Page, where: Range) -> str:
    """The words of a range as a phrase of its own: pronouns give way to what they stand for, no capital opens it."""
    first, last = trim(page, *where)
    while last - first > 1 and _leads(page, first):
        first += 1
    last = min(last, first + LONGEST)
    if first >= last:
        return page.doc.text(*where)
    if owned := _with_owner(page, first, last):
        return owned
    for at in range(first, last):
        if page.tokens[at].tag == "WDT" and page.tokens[at].dep == "pobj":
            stands = _stands_for(page, at, first)
            if stands is not None:
                parts = (_text(page, first, at), page.doc.text(*trim(page, *stands)), _text(page, at + 1, last))
                return " ".join(filter(None, parts))
    return _opening_lowered(page, first, page.doc.text(first, last))


def _leads(page: Page, at: int) -> bool:
    """Whether a word only leads to the phrase that is meant: "about the talks", "further details"."""
    word = page.tokens[at].lower
    return word in MERE or (word in LEADING and page.tokens[at + 1].lower not in ASKING)


def _opening_lowered(page: Page, first: int, words: str) -> str:
    """A sentence's capital goes, a name's stays."""
    token = page.tokens[first]
    named = token.tag in NAMES or (token.tag == "JJ" and any(m.first <= first < m.last for m in page.doc.mentions))
    opens = first == page.doc.sentence_of(first).first or token.tag in ("DT", "PRP$", "WRB", "WP")
    acronym = token.text.isupper() and len(token.text) > 1
    return words if named or acronym or not opens else words[0].lower() + words[1:]


def _with_owner(page: Page, first: int, last: int) -> str | None:
    """As in "Their contents", "whose contents": the contents of what the sentence before tells of."""
    token = page.tokens[first]
    if token.tag == "WP$":
        stands = _stands_for(page, first, first)
        return f"the {page.doc.text(first + 1, last)} of {worded(page, stands)}" if stands else None
    tags = OWNERS.get(token.lower)
    sentence = page.doc.sentence_of(first)
    if tags is None or first != sentence.first:
        return None
    for before in page.doc.sentences[max(0, sentence.i - FARTHEST) : sentence.i][::-1]:
        told = [t for t in page.tokens[before.first : before.last] if t.tag in tags and t.dep in TOLD_OF]
        if things := [t for t in told if page.tokens[t.head].pos in ("VERB", "AUX")]:
            return _owned(page, (first + 1, last), things, (before.first, before.last))
    return None


def _owned(page: Page, words: Range, things: list[Token], bounds: Range) -> str:
    owner = min(things, key=lambda t: (TOLD_OF.index(t.dep), t.i))
    named = page.doc.text(*trim(page, *phrase(page, owner.i, bounds)))
    return f"the {page.doc.text(*words)} of {named[0].lower() + named[1:]}"


def _stands_for(page: Page, at: int, first: int) -> Range | None:
    """What a relative pronoun stands for: the head of its clause, else the noun phrase right before the range."""
    start = page.doc.sentence_of(at).first
    clause = next((a for a in page.doc.ancestors(at) if page.tokens[a].dep in ("relcl", "acl")), None)
    head = page.tokens[clause].head if clause is not None else -1
    if not start <= head < first:
        head = next((i for i in range(first - 1, start - 1, -1) if page.tokens[i].pos in ("NOUN", "PROPN")), -1)
    return phrase(page, head, (start, first)) if head >= start else None


def _text(page: Page, first: int, last: int) -> str:
    return page.doc.text(first, last) if first < last else ""
