"""A sentence being read for mentions: what was found, which words are taken."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.document import Annotated, MentionKind, Sentence, Standing, Token
from dragoman.kb import KnowledgeBase, Term
from dragoman.records import Schema


@dataclass(slots=True)
class Draft:
    """A mention in the making; `reach` is where the phrase around it ends.

    `weak`: nothing but its capitals speaks for it; it stands where another mention of the document bears it out.
    """

    first: int
    last: int
    kind: MentionKind
    schema: Schema | None = None
    candidates: tuple[str, ...] = ()
    office: str | None = None
    country: str | None = None
    joined: Draft | None = None
    reach: int = 0
    weak: bool = False
    standing: Standing | None = None


@dataclass(slots=True)
class Reading:
    """One sentence being read: its tokens, what was found, which tokens are taken, which names are places.

    `towns` are names of states and capitals that were found to be only towns or regions.
    """

    doc: Annotated
    kb: KnowledgeBase
    sentence: Sentence
    found: list[Draft]
    taken: set[int]
    words: list[str] = field(default_factory=list)
    places: set[str] = field(default_factory=set)
    shouted: bool | None = None
    towns: set[str] = field(default_factory=set)

    @property
    def tokens(self) -> tuple[Token, ...]:
        """All tokens of the document; indices are the document's."""
        return self.doc.tokens

    def in_capitals(self) -> bool:
        """Whether the sentence is printed in capitals throughout, so that they tell nothing."""
        if self.shouted is None:
            self.shouted = not any(word.islower() and word.isalpha() for word in self._words())
        return self.shouted

    def known(self, at: int) -> tuple[int, tuple[Term, ...]] | None:
        """The longest gazetteer entry that starts at a token, read in its sentence; as token count and terms."""
        return self.kb.longest(self._words(), at - self.sentence.first) if at < self.sentence.last else None

    def region(self, at: int) -> tuple[int, tuple[str, ...]] | None:
        """The part of a state that starts at a token: how many tokens it takes, and the ISO codes of its states."""
        inside = self.sentence.first <= at < self.sentence.last
        return self.kb.region(self._words(), at - self.sentence.first) if inside else None

    def _words(self) -> list[str]:
        if not self.words:
            self.words.extend(t.text for t in self.doc.sentence_tokens(self.sentence))
        return self.words

    def words_from(self, at: int) -> list[str]:
        """The words of the sentence from a token on."""
        return self._words()[at - self.sentence.first :]

    def free(self, at: int) -> bool:
        """Whether a token of the sentence is still to be had."""
        return self.sentence.first <= at < self.sentence.last and at not in self.taken

    def add(self, draft: Draft) -> Draft:
        """Keep a mention and take its tokens."""
        draft.reach = max(draft.reach, draft.last)
        self.found.append(draft)
        self.taken.update(range(draft.first, draft.last))
        return draft

    def ending(self, at: int) -> Draft | None:
        """The mention that ends just before a token."""
        return next((d for d in self.found if d.last == at), None)

    def starting(self, at: int) -> Draft | None:
        """The mention that starts at a token."""
        return next((d for d in self.found if d.first == at), None)
