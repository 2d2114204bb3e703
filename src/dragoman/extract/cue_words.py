"""Words that tell of saying, of those who say, and of what is said, as the data hold them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from dragoman.extract.clauses import MARKS, Page, Range, bare
from dragoman.extract.ground import table

BREAKS = frozenset({",", "—", "–", "-", "--", ":"}) | MARKS
ADDRESSING = ("tell", "inform", "assure", "remind")
PASSING_ON = frozenset({"cite", "quote"})
VERB_TAGS = ("VB", "VBD", "VBN", "VBP", "VBZ", "VBG", "NNS", "NN", "JJ")


@dataclass(frozen=True, slots=True)
class Cue:
    """What the data say of a verb."""

    kind: str
    frames: frozenset[str]
    hedged: bool
    negated: bool
    particle: str


@dataclass(frozen=True, slots=True)
class Source:
    """A source: its range and head token."""

    range: Range
    head: int


@dataclass(frozen=True, slots=True)
class Site:
    """A cue verb in its segment with its source; `inverted` where the source follows the verb."""

    page: Page
    verb: int
    bounds: Range
    source: Source | None
    inverted: bool
    cues: tuple[Cue, ...]

    def cue(self, frame: str) -> Cue | None:
        """The first cue that allows a frame."""
        return next((c for c in self.cues if frame in c.frames), None)


@lru_cache(maxsize=1)
def lexicon() -> dict[str, tuple[Cue, ...]]:
    """The cues of each verb, by lemma."""
    found: dict[str, list[Cue]] = {}
    for row in table("claims_verbs.csv"):
        frames = frozenset(row["frames"].split())
        cue = Cue(row["kind"], frames, row["hedge"] == "yes", row["negated"] == "yes", row["particle"])
        found.setdefault(row["lemma"], []).append(cue)
    return {lemma: tuple(cues) for lemma, cues in found.items()}


def forms(page: Page, at: int) -> tuple[str, ...]:
    """What a verb's lemma may be: the tagger's, else the word without its ending ("hopes" is no form of "hop")."""
    return _forms(page.tokens[at].lower, bare(page, at))


@lru_cache(maxsize=20_000)
def _forms(word: str, lemma: str) -> tuple[str, ...]:
    stripped = [word.removesuffix(ending) for ending in ("s", "d", "es", "ed") if word.endswith(ending)]
    stripped += [word[:-3] + "y" for ending in ("ies", "ied") if word.endswith(ending)]
    known = [f for f in stripped if f in lexicon() and f != lemma and (lemma not in lexicon() or f.startswith(lemma))]
    if lemma in lexicon():
        return (lemma, *known[:1])
    return tuple(known[:1]) or (lemma,)


def denies(page: Page, at: int) -> bool:
    """Whether a verb rejects what somebody else said."""
    return any(c.kind == "denial" and "s" in c.frames for form in forms(page, at) for c in lexicon().get(form, ()))


@lru_cache(maxsize=1)
def source_nouns() -> dict[str, str]:
    """Classes of nouns that can speak, by lemma."""
    return {row["word"]: row["class"] for row in table("claims_sources.csv")}


@lru_cache(maxsize=1)
def said_nouns() -> dict[str, tuple[str, bool]]:
    """Nouns for acts of saying ("claim", "warning"): what kind of act, and whether it is unsure."""
    return {row["noun"]: (row["kind"], row["hedge"] == "yes") for row in table("claims_nouns.csv")}


@lru_cache(maxsize=1)
def said_things() -> frozenset[str]:
    """Nouns for things said, which can be denied or rejected."""
    return frozenset(row["noun"] for row in table("claims_objects.csv"))
