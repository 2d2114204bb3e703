"""What kind of claim it is: statement or forecast, its polarity, its hedges, the day by which it will show."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, cast

from dragoman.document import Resolved, Token
from dragoman.extract.clauses import Attribution, Page, Range
from dragoman.extract.cue_words import forms, said_things, source_nouns
from dragoman.extract.ground import actors_under, table, time_values
from dragoman.records import Edtf
from dragoman.records.facts import ClaimKind

FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo"})
POSSIBLE = frozenset({"may", "might", "could"})
INSISTING = frozenset({"insist", "swear", "maintain", "protest", "retort", "vow", "assure", "reiterate", "counter"})
EXPECTING = frozenset({"expect", "anticipate", "foresee", "envisage", "predict"})
TERMS = frozenset({"shall", "may"})
NEGATIVE = frozenset({"no", "never", "nobody", "nothing", "none", "neither", "nor", "without"})
OPEN_TO_TURN = ("statement", "assessment")
FIRST_PERSON = frozenset({"i", "we"})


@lru_cache(maxsize=1)
def _hedges() -> dict[str, str]:
    return {row["word"]: row["tag"] for row in table("claims_hedges.csv")}


def hedges(page: Page, parts: tuple[Range, ...]) -> list[int]:
    """The tokens of a content by which it is said to be unsure."""
    return [
        t.i
        for first, last in parts
        for t in page.tokens[first:last]
        if _is_hedge(page.tokens, t) or _unsurprising(page, t)
    ]


def _unable(tokens: tuple[Token, ...], modal: Token) -> bool:
    """As in "could not confirm": an ability denied, no doubt."""
    return modal.i + 1 < len(tokens) and tokens[modal.i + 1].lower in ("not", "n't", "n’t")


def _unsurprising(page: Page, token: Token) -> bool:
    """As in "it would not surprise us if the cable had been cut", "I would not be surprised"."""
    if token.lower != "would" or token.tag != "MD" or not page.doc.children(token.head, "neg"):
        return False
    told = [page.tokens[token.head], *page.doc.children(token.head, "acomp", "attr")]
    return any(t.lemma.lower().startswith("surpris") for t in told)


def _is_hedge(tokens: tuple[Token, ...], token: Token) -> bool:
    for form in (token.lower, token.lemma.lower()):
        tag = _hedges().get(form)
        if tag == "MD" and form == "could" and _unable(tokens, token):
            return False
        if tag is not None and token.tag.startswith(tag) and not (tag == "V" and token.tag == "VBG"):
            return True
    return False


def kind(doc: Resolved, page: Page, found: Attribution, speaker: str | None) -> ClaimKind:
    """The cue's kind, turned by the content: the future makes a forecast or promise, a denied past a denial."""
    if found.kind not in OPEN_TO_TURN:
        return cast("ClaimKind", found.kind)
    if _called_untrue(page, found):
        return "denial"
    for first, last in found.contents:
        for token in () if _asks(page, last) else page.tokens[first:last]:
            if _is_term(page, found, token):
                continue
            if _tells_future(page, token, last) or _told_of_future(page, found, token):
                return "promise" if _own_act(doc, page, token, speaker) else "forecast"
    if any((verb := main_verb(page, part)) is not None and _expects(page, verb) for part in found.contents):
        return "forecast"
    if found.kind == "statement" and (_denies(doc, page, found, speaker) or _untrue(page, found)):
        return "denial"
    return cast("ClaimKind", found.kind)


def _untrue(page: Page, found: Attribution) -> bool:
    """As in "it is untrue that …", "the story is an invention"."""
    for part in found.contents:
        verb = main_verb(page, part)
        if verb is None or page.tokens[verb].lemma != "be" or page.doc.children(verb, "neg"):
            continue
        if any(c.lemma.lower() in _untruths() for c in page.doc.children(verb, "acomp", "attr")):
            return True
    return False


@lru_cache(maxsize=1)
def _untruths() -> frozenset[str]:
    return frozenset(row["word"] for row in table("claims_untruths.csv"))


def _called_untrue(page: Page, found: Attribution) -> bool:
    """As in "calls the story an invention": somebody's words are called false."""
    if found.frame != "a":
        return False
    words = [t.lemma.lower() for part in found.contents for t in page.tokens[part[0] : part[1]]]
    return any(w in _untruths() for w in words) and any(w in said_things() for w in words)


def _expects(page: Page, verb: int) -> bool:
    """As in "said they expected the ship in June": what is stated is an expectation."""
    return page.tokens[verb].lemma.lower() in EXPECTING and not negated(page, verb)


def _asks(page: Page, last: int) -> bool:
    """Whether a content ends as a question, which foretells nothing."""
    return any(t.text == "?" for t in page.tokens[last - 1 : last + 1])


def _is_term(page: Page, found: Attribution, token: Token) -> bool:
    """What a paper says that its parties shall or may do is a term of it, and foretells nothing."""
    return token.lower in TERMS and found.head is not None and _paper(page, found.head)


def _paper(page: Page, head: int) -> bool:
    return source_nouns().get(page.tokens[head].lemma.lower()) == "document"


def _tells_future(page: Page, token: Token, last: int) -> bool:
    """A future of a main or "that" clause; what a relative clause adds turns nothing."""
    if token.tag == "MD" and token.lower == "could" and _unable(page.tokens, token):
        return False
    if token.lower in POSSIBLE and any(c.lower == "have" for c in page.doc.children(token.head, "aux")):
        return False
    if token.tag == "MD" and token.lower in FUTURE | POSSIBLE:
        return page.tokens[token.head].dep not in ("relcl", "acl", "advcl")
    if token.lower == "likely" and token.tag == "JJ":
        return True
    follows = page.tokens[token.i + 1 : min(last, token.i + 2)]
    return token.lower == "going" and any(t.lower == "to" for t in follows)


def _told_of_future(page: Page, found: Attribution, token: Token) -> bool:
    """As in "said they would leave": the future as the past tells it, where no condition makes it an if."""
    if (
        token.lower not in ("would", "'d", "’d")
        or token.tag != "MD"
        or page.tokens[found.verb].tag not in ("VBD", "VBN", "VBG")
    ):
        return False
    if any(t.lower in ("if", "should", "unless") for a, b in found.contents for t in page.tokens[a:b]):
        return False
    return page.tokens[token.head].dep not in ("relcl", "acl", "advcl")


def _own_act(doc: Resolved, page: Page, token: Token, speaker: str | None) -> bool:
    """Whether the speaker, or the state that the speaker acts for, is who will do it."""
    verb = token.head if token.tag == "MD" else token.i
    if token.lower in POSSIBLE or token.lower == "likely":
        return False
    return _is_own(doc, page.doc.children(verb, "nsubj"), speaker)


def _is_own(doc: Resolved, subjects: list[Token], speaker: str | None) -> bool:
    """Whether a clause's subject is the speaker or the state that it acts for."""
    if not subjects:
        return False
    if subjects[0].lower in FIRST_PERSON:
        return True
    acting = actors_under(doc, subjects[0].i)
    own = doc.actors.get(speaker or "")
    return own is not None and any(a in (own.id, f"state:{own.country}") for a in acting)


def _denies(doc: Resolved, page: Page, found: Attribution, speaker: str | None) -> bool:
    """A past act negated in the content's main clause, of which the speaker is suspected: its own, or insisted on."""
    verb = main_verb(page, found.contents[-1] if len(found.contents) > 1 else found.contents[0])
    if verb is None or not negated(page, verb):
        return False
    tags = {page.tokens[verb].tag, *[c.tag for c in page.doc.children(verb, "aux", "auxpass")]}
    past = {c.lemma for c in page.doc.children(verb, "aux", "auxpass")} & {"have", "do", "be"} or tags & {"VBD"}
    did_not = bool(past) and bool(tags & {"VBD", "VBN", "VBP", "VBZ"}) and page.tokens[verb].lemma != "be"
    insisted = any(form in INSISTING for form in forms(page, found.verb))
    return did_not and (insisted or _is_own(doc, page.doc.children(verb, "nsubj"), speaker))


def main_verb(page: Page, where: Range) -> int | None:
    """The verb on which all of a range hangs: the one whose head lies outside."""
    inside = range(*where)
    roots = [
        t for t in page.tokens[where[0] : where[1]]
        if t.pos in ("VERB", "AUX") and (t.head not in inside or t.head == t.i) and t.dep not in ("aux", "auxpass")
    ]  # fmt: skip
    return roots[0].i if roots else None


def negated(page: Page, verb: int) -> bool:
    """Whether a verb, its subject or its object is negated."""
    doc = page.doc
    if doc.children(verb, "neg") or page.tokens[verb].lower == "cannot":
        return True
    for child in doc.children(verb, "nsubj", "nsubjpass", "dobj", "attr", "expl", "advmod", "preconj", "cc"):
        if child.lower in NEGATIVE or any(c.lower in NEGATIVE for c in doc.children(child.i, "det", "neg")):
            return True
    return False


def polarity(page: Page, found: Attribution) -> Literal["positive", "negative"]:
    """Negative where the content's main clause, or the clause that its "is that" introduces, is negated."""
    if found.kind == "denial":
        return "negative"
    for part in found.contents:
        verb = main_verb(page, part)
        if verb is None:
            continue
        if any(negated(page, v) for v in _leading(page, verb, part)):
            return "negative"
    return "positive"


def _leading(page: Page, verb: int, part: Range) -> list[int]:
    """The content's verb, the first clause under it, and what an "is that" introduces."""
    found = [verb]
    for at in found:
        under = page.doc.children(at, "ccomp") if page.tokens[at].lemma in ("be", "mean") or at == verb else []
        found += [
            c.i for c in under if part[0] <= c.i < part[1] and (c.i < at or page.tokens[at].lemma in ("be", "mean"))
        ]
    return found


def horizon(doc: Resolved, parts: tuple[Range, ...]) -> Edtf | None:
    """The latest time after the document's own that a content names."""
    values = time_values(doc)
    now = doc.published.earliest
    start = now.earliest if now else None
    found: list[Edtf] = []
    for timex in doc.annotated.timexes:
        if any(first <= timex.first < last for first, last in parts) and (value := values.get(timex.i)) and value.value:
            ahead_of_now = start is None or value.value.latest is None or value.value.latest >= start
            found += [value.value] if timex.kind not in ("set", "time") and ahead_of_now else []
    ahead = [v for v in found if v.latest is not None]
    return max(ahead, key=lambda v: (v.latest, v.text)) if ahead else (found[0] if found else None)
