"""What annotation finds: tokens with their parse, sentences, mentions, time expressions, quotations, figures.

Positions are token indices unless a name says `char`; token offsets are of the clean text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from dragoman.document.source import Clean
from dragoman.records import Issue, Schema, Span, ZoneKind

READER: Final = "reader"  # the learned reader's name in what it proposes


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its place in the parse: `head` and `children` are token indices; a root is its own head.

    `dep` are ClearNLP labels (nsubj, dobj, prep, pobj …), `tag` Penn Treebank, `pos` Universal Dependencies' tags.
    """

    i: int
    start: int
    end: int
    text: str
    lemma: str
    tag: str
    pos: str
    dep: str
    head: int
    sentence: int
    children: tuple[int, ...]

    @property
    def lower(self) -> str:
        """The word in lower case."""
        return self.text.lower()


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens first:last of one sentence, in one paragraph and one zone."""

    i: int
    first: int
    last: int
    root: int
    paragraph: int
    zone: ZoneKind


Standing = Literal["former", "acting", "designate", "shadow"]
MentionKind = Literal["name", "acronym", "demonym", "capital", "metonym", "epithet", "office", "pronoun", "common"]


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that point at an actor. `head` is the token that the parse hangs it on.

    `candidates` are ids that the knowledge base offers; `schema` is what its words say it is, if they do. `office` and
    `country` are what the words beside a name, or an office itself, state. `joined` is the index of the name that an
    office stands in apposition with. A phrase for two actors ("both countries") is two mentions of one extent.
    `standing` is how an office is held where the words say more than that it is ("former", "acting").
    """

    i: int
    first: int
    last: int
    head: int
    kind: MentionKind
    text: str
    schema: Schema | None = None
    candidates: tuple[str, ...] = ()
    office: str | None = None
    country: str | None = None
    joined: int | None = None
    standing: Standing | None = None


TimexKind = Literal["date", "weekday", "relative", "duration", "set", "time", "vague", "anchored"]


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression. `parts` holds what its words say by field: day, month, weekday, unit, count and so on."""

    i: int
    first: int
    last: int
    kind: TimexKind
    text: str
    parts: tuple[tuple[str, str | int], ...] = ()

    def part(self, name: str) -> str | int | None:
        """What the words give for a field, or None."""
        return next((value for key, value in self.parts if key == name), None)


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch between quotation marks: clean character offsets of what stands inside them.

    `damaged` where a mark is missing or the quotation closes in mid-sentence; `scare` for words set off, not said.
    """

    i: int
    char_start: int
    char_end: int
    paragraph: int
    damaged: bool = False
    scare: bool = False


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure as printed: decimal strings, unit (ISO 4217 code, RECORDS unit, or the word), qualifier, token span."""

    i: int
    first: int
    last: int
    value: str | None
    low: str | None
    high: str | None
    unit: str
    qualifier: Literal["exact", "about", "more-than", "less-than", "up-to", "range"]
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """Tokens first:last that the learned reader takes for something, with its probability."""

    first: int
    last: int
    kind: str
    probability: float


@dataclass(frozen=True, slots=True)
class ProposedAct:
    """A dealing that somebody other than a rule sees at a token: PLOVER type, how it is meant, tokens of either side.

    `by` names who: the learned reader, or an annotator that was asked for.
    """

    token: int
    type: str
    probability: float
    modality: str
    source: tuple[int, ...]
    target: tuple[int, ...]
    by: str = READER


@dataclass(frozen=True, slots=True)
class Opinion:
    """What an annotator proposes for a document, and what it could not do."""

    acts: tuple[ProposedAct, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposals:
    """What is seen in a document beside the rules. Proposals only: rules over them decide what is recorded.

    `dealing` holds, for each token, the probability that it tells a dealing at all, where the learned reader was asked.
    """

    names: tuple[Proposal, ...] = ()
    spoken: tuple[Proposal, ...] = ()
    cues: tuple[Proposal, ...] = ()
    things: tuple[Proposal, ...] = ()
    acts: tuple[ProposedAct, ...] = ()
    dealing: tuple[float, ...] = ()


@dataclass(frozen=True)
class Annotated:
    """A document with everything that its words show, before anything is looked up or reasoned."""

    clean: Clean
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...] = ()
    timexes: tuple[Timex, ...] = ()
    quotes: tuple[Quote, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    proposals: Proposals | None = None  # None: read by rules alone
    issues: tuple[Issue, ...] = ()

    @cached_property
    def timed(self) -> frozenset[int]:
        """The tokens that stand in a time expression."""
        return frozenset(i for t in self.timexes for i in range(t.first, t.last))

    @cached_property
    def timexes_by_sentence(self) -> dict[int, list[Timex]]:
        """The time expressions of each sentence that has any, in order."""
        found: dict[int, list[Timex]] = {}
        for timex in self.timexes:
            found.setdefault(self.tokens[timex.first].sentence, []).append(timex)
        return found

    @cached_property
    def mentions_by_token(self) -> dict[int, list[Mention]]:
        """The mentions that cover each token, in order."""
        found: dict[int, list[Mention]] = {}
        for mention in self.mentions:
            for i in range(mention.first, mention.last):
                found.setdefault(i, []).append(mention)
        return found

    @cached_property
    def acts_by_token(self) -> dict[int, list[ProposedAct]]:
        """The acts that somebody proposes, by their word; the learned reader's first."""
        found: dict[int, list[ProposedAct]] = {}
        for act in self.proposals.acts if self.proposals else ():
            found.setdefault(act.token, []).append(act)
        return found

    def text(self, first: int, last: int) -> str:
        """The clean text of tokens first:last."""
        return self.clean.text[self.tokens[first].start : self.tokens[last - 1].end]

    def span(self, first: int, last: int) -> Span:
        """The raw span of tokens first:last."""
        return self.clean.span(self.tokens[first].start, self.tokens[last - 1].end)

    def sentence_tokens(self, sentence: Sentence) -> tuple[Token, ...]:
        """The tokens of a sentence."""
        return self.tokens[sentence.first : sentence.last]

    def sentence_of(self, token: int) -> Sentence:
        """The sentence in which a token stands."""
        return self.sentences[self.tokens[token].sentence]

    def sentence_span(self, sentence: Sentence) -> Span:
        """The raw span of a sentence."""
        return self.span(sentence.first, sentence.last)

    def children(self, token: int, *deps: str) -> list[Token]:
        """The dependents of a token, all or those with these labels."""
        below = [self.tokens[c] for c in self.tokens[token].children]
        return [t for t in below if not deps or t.dep in deps]

    def subtree(self, token: int) -> Iterator[int]:
        """The indices of a token and all that hangs on it, unordered."""
        stack = [token]
        while stack:
            at = stack.pop()
            yield at
            stack.extend(self.tokens[at].children)

    def reach(self, token: int) -> tuple[int, int]:
        """The token range first:last that a token's subtree covers."""
        within = sorted(self.subtree(token))
        return within[0], within[-1] + 1

    def ancestors(self, token: int) -> Iterator[int]:
        """The heads above a token, nearest first."""
        at = token
        while self.tokens[at].head != at:
            at = self.tokens[at].head
            yield at

    def token_range(self, char_start: int, char_end: int) -> tuple[int, int]:
        """The tokens that touch these clean characters, as first:last; empty (first == last) where none does."""
        hit = [t.i for t in self.tokens if t.start < char_end and t.end > char_start]
        return (hit[0], hit[-1] + 1) if hit else (0, 0)
