"""The words of agreements, read from data: instruments and kinds, stages of life, sectors, silence on content."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import get_args

from dragoman.document import Annotated, Token
from dragoman.extract.ground import table
from dragoman.records.facts import AgreementKind, AgreementStatus


@dataclass(frozen=True, slots=True)
class Noun:
    """An instrument's name: strong ones are agreements by themselves, weak ones and loans need a verb that says so."""

    words: tuple[str, ...]
    kind: AgreementKind
    strength: str


@dataclass(frozen=True, slots=True)
class Stage:
    """What a verb does to an instrument: ladder and stage of RECORDS, the one-word status, and the verb's tie to it."""

    verb: str
    ladder: str
    stage: str
    status: AgreementStatus
    role: str


@dataclass(frozen=True, slots=True)
class Sector:
    """A field of dealings by its name of ours, and the OECD-DAC CRS purpose code (five digits) that it comes under."""

    name: str
    purpose: str


@lru_cache(maxsize=1)
def _nouns() -> dict[str, list[Noun]]:
    found: dict[str, list[Noun]] = {}
    for row in table("agreements_nouns.csv"):
        words = tuple(row["noun"].split())
        kind: AgreementKind = next(k for k in get_args(AgreementKind) if k == row["kind"])
        found.setdefault(words[0], []).append(Noun(words, kind, row["strength"]))
    return {first: sorted(nouns, key=lambda n: -len(n.words)) for first, nouns in found.items()}


def noun_at(doc: Annotated, at: int) -> Noun | None:
    """The longest instrument's name that starts at a token."""
    tokens = doc.tokens
    for form in (tokens[at].lower, _singular(tokens[at])):
        for noun in _nouns().get(form, ()):
            rest = tokens[at : at + len(noun.words)]
            if len(rest) == len(noun.words) and all(
                w in (t.lower, _singular(t)) for w, t in zip(noun.words, rest, strict=True)
            ):
                return noun
    return None


def _singular(token: Token) -> str:
    if token.lower in ("memoranda", "memorandums"):
        return "memorandum"
    if token.lower == "mous":
        return "mou"
    lemma = token.lemma.lower()
    return lemma[:-1] if token.tag in ("NNPS", "NNS") and lemma == token.lower and lemma.endswith("s") else lemma


@lru_cache(maxsize=1)
def _stages() -> dict[str, list[Stage]]:
    found: dict[str, list[Stage]] = {}
    for row in table("agreements_stages.csv"):
        status: AgreementStatus = next(s for s in get_args(AgreementStatus) if s == row["status"])
        stage = Stage(row["verb"], row["ladder"], row["stage"], status, row["role"])
        found.setdefault(row["verb"].split()[0], []).append(stage)
    return found


def stages_of(lemma: str) -> list[Stage]:
    """What a verb, by its lemma, can do to an instrument."""
    return _stages().get(lemma, [])


@lru_cache(maxsize=64)
def words(role: str) -> dict[str, str]:
    """The words of a role ("empty", "distinct", "nominal" …) with their values."""
    return {row["word"]: row["value"] for row in table("agreements_words.csv") if row["role"] == role}


@lru_cache(maxsize=1)
def _undisclosed() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(r["pattern"], re.IGNORECASE), r["scope"]) for r in table("agreements_undisclosed.csv"))


def says_undisclosed(text: str, *, own: bool) -> bool:
    """Whether a text says that content or details are kept back; only the `own` sentence speaks without a subject."""
    return any(p.search(text) for p, scope in _undisclosed() if own or scope == "near")


@lru_cache(maxsize=1)
def _sectors() -> tuple[tuple[re.Pattern[str], Sector], ...]:
    ends = {"stem": "", "word": r"s?\b"}
    return tuple(
        (
            re.compile(rf"\b{re.escape(row['stem'])}{ends[row['match']]}", re.IGNORECASE),
            Sector(row["sector"], row["purpose"]),
        )
        for row in table("agreements_sectors.csv")
    )


def sectors_in(text: str) -> tuple[Sector, ...]:
    """The sectors that a text names, in the order of the list."""
    return tuple(dict.fromkeys(sector for pattern, sector in _sectors() if pattern.search(text)))
