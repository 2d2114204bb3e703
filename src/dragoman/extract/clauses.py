"""A document laid out for reading who says what: quotations as token ranges, segments, noun phrases, trimmed ranges."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.document import Annotated, Quote, Sentence, Token

Range = tuple[int, int]

NP_TAGS = ("DT", "PRP", "PRP$", "NNP", "NNPS", "NN", "NNS", "JJ", "CD", "PDT", "VBG", "WP")
FINITE_TAGS = ("VBD", "VBP", "VBZ", "MD")
MARKS = frozenset("\"'“”„«»‘’`") | {"``", "''"}
SET_OFF = frozenset({",", "–", "—", "--", "-"})
LOOSE = MARKS | frozenset(",;:-–—…") | {"--", ".", "..", "...", "and", "but"}


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation as tokens first:last, without its marks."""

    first: int
    last: int
    quote: Quote


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what, as token ranges: a cue ties a source to a content (Pareti 2012; Newell and others 2018).

    `head` is the source's head token; `contents` are in order, several where the cue splits them. `kind` is what the
    cue says of the act (statement, denial …), `hedged` whether it is unsure itself, `frame` the pattern that found
    it, `via` the heads of those who passed it on.
    """

    sentence: int
    cue: Range
    verb: int
    contents: tuple[Range, ...]
    kind: str
    frame: str
    source: Range | None = None
    head: int | None = None
    hedged: bool = False
    via: tuple[int, ...] = ()

    @property
    def hull(self) -> Range:
        """From the first content token to the last."""
        return self.contents[0][0], self.contents[-1][1]


@dataclass(frozen=True, slots=True)
class Page:
    """An annotated document with its quotations by token; `inside` gives for each token the quotation it stands in."""

    doc: Annotated
    quotes: tuple[Quoted, ...]
    inside: dict[int, int]

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The document's tokens."""
        return self.doc.tokens

    def quoted(self, token: int) -> Quoted | None:
        """The quotation in which a token stands; words merely set off count as none."""
        at = self.inside.get(token)
        return None if at is None or self.quotes[at].quote.scare else self.quotes[at]

    def quotes_in(self, first: int, last: int) -> list[Quoted]:
        """The quotations that tokens first:last touch."""
        return [q for q in self.quotes if q.first < last and q.last > first]

    def quoted_before(self, token: int) -> Quoted | None:
        """The quotation that ends right before a token, in its paragraph, with nothing but marks between."""
        for quote in self.quotes:
            if 0 <= token - quote.last <= 2 and all(t.lower in LOOSE for t in self.tokens[quote.last : token]):
                same = self.doc.sentence_of(token).paragraph == quote.quote.paragraph
                return quote if same and not quote.quote.scare else None
        return None

    def has_finite(self, first: int, last: int) -> bool:
        """Whether tokens first:last hold a finite verb."""
        return any(t.tag in FINITE_TAGS for t in self.tokens[first:last])


def lay_out(doc: Annotated) -> Page:
    """The page of a document."""
    starts = [t.start for t in doc.tokens]
    quotes = []
    for quote in doc.quotes:
        first, last = bisect_left(starts, quote.char_start), bisect_left(starts, quote.char_end)
        if first < last:
            quotes.append(Quoted(first, last, quote))
    inside = {i: at for at, q in enumerate(quotes) for i in range(q.first, q.last)}
    return Page(doc, tuple(quotes), inside)


def segments(page: Page, sentence: Sentence) -> Iterator[Range]:
    """The parts of a sentence between semicolons that stand outside quotations."""
    first = sentence.first
    for at in range(sentence.first, sentence.last):
        if page.tokens[at].text == ";" and at not in page.inside:
            yield first, at
            first = at + 1
    if first < sentence.last:
        yield first, sentence.last


def trim(page: Page, first: int, last: int) -> Range:
    """The range without marks, commas and conjunctions at its edges."""
    tokens = page.tokens
    while first < last and tokens[first].lower in LOOSE:
        first += 1
    while last > first and (tokens[last - 1].lower in LOOSE or tokens[last - 1].text in "!?"):
        if tokens[last - 1].text in "!?" or page.inside.get(last - 1) is not None:
            break
        last -= 1
    return first, last


def reach(page: Page, token: int, bounds: Range) -> Range:
    """The range of a token's subtree within bounds."""
    first, last = page.doc.reach(token)
    return max(first, bounds[0]), min(last, bounds[1])


def phrase(page: Page, head: int, bounds: Range) -> Range:
    """A noun phrase around its head: appositions and "of" phrases kept, relative clauses cut off."""
    first, last = reach(page, head, bounds)
    cut = [
        page.doc.reach(t.i)[0]
        for t in page.doc.children(head, "relcl", "acl", "advcl", "parataxis", "ccomp", "conj")
        if t.i > head and (t.dep != "conj" or t.pos in ("VERB", "AUX"))
    ]
    for t in page.doc.children(head, "appos"):
        cut += [page.doc.reach(c.i)[0] for c in page.doc.children(t.i, "relcl") if c.i > t.i]
    last = min([last, *[c for c in cut if c > head]])
    while last > head + 1 and page.tokens[last - 1].lower in {",", "and", "-", "–", "—", ":", "who", "which"}:
        last -= 1
    return first, last


def whole_source(page: Page, found: Attribution) -> Range | None:
    """The source with the relative clause or participle that follows it, as far as neither cue nor content begins:
    "a pollster who worked for the party".
    """
    if found.source is None or found.head is None or page.tokens[found.head].tag in ("PRP", "WP", "WDT"):
        return found.source
    first, last = found.source
    below = [found.head, *[t.i for t in page.doc.children(found.head, "appos")]]
    ends = [page.doc.reach(c.i)[1] for h in below for c in page.doc.children(h, "relcl", "acl") if c.i >= last]
    stops = [at for at in (found.cue[0], *[p[0] for p in found.contents]) if at >= last]
    end = min([max([last, *ends]), *stops])
    crosses = any(last <= i < end for part in (found.cue, *found.contents) for i in part)
    while end > last and page.tokens[end - 1].text in SET_OFF:
        end -= 1
    return (first, end) if not crosses else found.source


def bare(page: Page, token: int) -> str:
    """A token's lemma in lower case, whatever part of speech the tagger saw."""
    return page.tokens[token].lemma.lower()
