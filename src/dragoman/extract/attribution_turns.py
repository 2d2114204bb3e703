"""Turns of phrase that tell who said it without a plain "X said": heard from X, word from X, "… is how X put it".

`data/claims_verbs.csv` marks with r the verbs by which something is heard from somebody else.
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.document import Sentence, Token
from dragoman.extract.attribution_sources import plausible
from dragoman.extract.clauses import Attribution, Page, Quoted, Range, bare, phrase, reach, segments, trim
from dragoman.extract.cue_words import forms, lexicon, said_nouns

THAT_REACH = 14
GIVING = frozenset({"from", "by"})
DASHES = frozenset({"–", "—", "-", "--", ",", ":"})
HOW = frozenset({"what", "how"})
SO = frozenset({"so", "thus", "as"})
SPEAKING = frozenset({"speak", "begin", "write", "run", "go", "read", "conclude", "reply", "answer", "argue"})


def find(page: Page, sentence: Sentence) -> Iterator[Attribution]:
    """The attributions by such a turn in a sentence."""
    for bounds in segments(page, sentence):
        for at in range(*bounds):
            if not page.quoted(at):
                yield from _heard(page, sentence.i, at, bounds)
                yield from _word_from(page, sentence.i, at, bounds)
                yield from _cleft(page, sentence.i, at, bounds)
                yield from _thus(page, sentence.i, at, bounds)


def _heard(page: Page, sentence: int, at: int, bounds: Range) -> Iterator[Attribution]:
    """As in "the paper learned from a person in the palace that …": the person says it, the paper passes it on."""
    if page.tokens[at].pos != "VERB" or not any("r" in c.frames for f in forms(page, at) for c in lexicon().get(f, ())):
        return
    giver = _giver(page, page.doc.children(at, "prep"), bounds)
    content = _that(page, giver, bounds) if giver is not None else None
    if giver is not None and content:
        hearers = tuple(c.i for c in page.doc.children(at, "nsubj"))
        source = (phrase(page, giver, bounds)[0], min(phrase(page, giver, bounds)[1], content[0]))
        yield Attribution(sentence, (at, at + 1), at, (content,), "statement", "that", source, giver, via=hearers)


def _word_from(page: Page, sentence: int, at: int, bounds: Range) -> Iterator[Attribution]:
    """As in "word came from the minister that …", "a warning by the envoy that …"."""
    row = said_nouns().get(bare(page, at))
    if not row or page.tokens[at].pos != "NOUN":
        return
    verb = page.tokens[at].head
    above = page.doc.children(verb, "prep") if page.tokens[verb].lemma in ("come", "arrive", "reach") else []
    giver = _giver(page, [*page.doc.children(at, "prep"), *above], bounds)
    content = _that(page, giver, bounds) if giver is not None else None
    if giver is not None and content and plausible(page, giver):
        source = (phrase(page, giver, bounds)[0], min(phrase(page, giver, bounds)[1], content[0]))
        yield Attribution(sentence, (at, at + 1), at, (content,), row[0], "noun", source, giver, hedged=row[1])


def _giver(page: Page, preps: list[Token], bounds: Range) -> int | None:
    """Who stands after the last "from" or "by" of a verb or noun: a town from which word comes stands first."""
    heads = [p.i for t in preps if t.lower in GIVING for p in page.doc.children(t.i, "pobj")]
    return next((h for h in reversed(heads) if bounds[0] <= h < bounds[1]), None)


def _that(page: Page, head: int, bounds: Range) -> Range | None:
    """The clause that "that" opens soon after a phrase."""
    for at in range(head + 1, min(bounds[1] - 1, head + THAT_REACH)):
        token = page.tokens[at]
        if token.text in (",", ":") or page.quoted(at):
            return None
        if token.lower == "that":
            verb = token.head
            found = trim(page, at, min(page.doc.reach(verb)[1], bounds[1]) if verb > at else bounds[1])
            return found if page.has_finite(*found) else None
    return None


def _quotation_before(page: Page, at: int) -> Quoted | None:
    """The quotation right before a word, were it only a word or two."""
    ending = [q for q in page.quotes if 0 < at - q.last <= 2 and page.tokens[at - 1].text in DASHES]
    return ending[-1] if ending else page.quoted_before(at)


def _cleft(page: Page, sentence: int, at: int, bounds: Range) -> Iterator[Attribution]:
    """As in "“a lifeline” was what the minister called it", "… is how the envoy put it"."""
    token = page.tokens[at]
    if token.lower not in HOW or at - 2 < bounds[0] or page.tokens[at - 1].lemma != "be":
        return
    verb = next((a for a in page.doc.ancestors(at) if a > at and page.tokens[a].pos == "VERB"), None)
    who = page.doc.children(verb, "nsubj") if verb is not None else []
    content = trim(page, bounds[0], at - 1)
    told = page.quotes_in(*content) or page.has_finite(*content)
    if verb is None or not who or not told or not any(f in lexicon() for f in forms(page, verb)):
        return
    source = phrase(page, who[0].i, (at + 1, verb))
    yield Attribution(sentence, (verb, verb + 1), verb, (content,), "assessment", "paren", source, who[0].i)


def _thus(page: Page, sentence: int, at: int, bounds: Range) -> Iterator[Attribution]:
    """As in "Thus spoke the general: no retreat", and "“Paid in full” – so the minister described it"."""
    if page.tokens[at].lower not in SO or at + 2 >= bounds[1]:
        return
    before = _quotation_before(page, at)
    verb = next((a for a in (page.tokens[at].head,) if page.tokens[a].pos == "VERB" and a > at), None)
    who = [c for c in page.doc.children(verb, "nsubj") if plausible(page, c.i)] if verb is not None else []
    if verb is None or not who or not any(f in lexicon() for f in forms(page, verb)):
        return
    source = phrase(page, who[0].i, (at + 1, bounds[1]))
    if before is not None and verb > who[0].i and page.tokens[at].lower != "as":
        yield Attribution(
            sentence, (verb, verb + 1), verb, ((before.first, before.last),), "assessment", "paren", source, who[0].i
        )
    elif verb == at + 1 and bare(page, verb) in SPEAKING:
        colon = next((i for i in range(who[0].i, bounds[1]) if page.tokens[i].text.endswith(":")), None)
        content = trim(page, colon + 1, bounds[1]) if colon is not None else (0, 0)
        if colon is not None and content[0] < content[1]:
            named = (min(source[0], reach(page, who[0].i, bounds)[0]), min(source[1], colon))
            head = max(c.i for c in who)
            yield Attribution(sentence, (verb, verb + 1), verb, (content,), "statement", "colon", named, head)
