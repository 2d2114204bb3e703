"""Contexts: what an event is about beside its type (PLOVER), from cues in its own clause and from what is linked to it.

PLOVER gives every event any number of contexts. None is guessed: a cue word of `contexts.csv` stands in the clause, the
frame's own CAMEO code says it, or an agreement or sum that rests on the same words has a sector or a kind that does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from dragoman.document import Annotated
from dragoman.extract.ground import table
from dragoman.kb.ontology import plover_contexts

BESIDE = ("relcl", "advcl", "parataxis")  # clauses below that tell of something else
NAMING = ("NOUN", "PROPN", "ADJ")


def contexts_at(doc: Annotated, trigger: int, cameo: str) -> tuple[str, ...]:
    """The contexts of the act at a trigger, by the words of its own clause and its CAMEO code, in the list's order."""
    clause = sorted(_own_clause(doc, trigger))
    words = {t.lower if t.pos == "VERB" else t.lemma.lower() for i in clause if (t := doc.tokens[i]).text.isalnum()}
    nouns = {t.lemma.lower() for i in clause if (t := doc.tokens[i]).pos in NAMING}
    (stems, by_stem), single, phrases = _cues()
    found = {c for noun in nouns for c in single.get(noun, ())}
    found |= {c for word in words if (begun := stems.match(word)) for c in by_stem[begun[0]]}
    text = " ".join(doc.tokens[i].lower for i in clause)
    found |= {c for phrase, c in phrases if phrase in text}
    return _ordered((*found, *_linked("cameo", (cameo,))))


def contexts_of(kind: str, values: Iterable[str]) -> tuple[str, ...]:
    """The contexts that linked records give: the `sector`s of an agreement, the kind of an `amount`."""
    return _ordered(_linked(kind, values))


def together(*several: Iterable[str]) -> tuple[str, ...]:
    """Contexts of one event from several places, each once, in the list's order."""
    return _ordered(c for some in several for c in some)


def _own_clause(doc: Annotated, trigger: int) -> set[int]:
    """The tokens below a trigger but for clauses that tell of something else."""
    aside = {i for t in doc.subtree(trigger) for b in doc.children(t, *BESIDE) for i in doc.subtree(b.i)}
    return {trigger, *doc.subtree(trigger)} - aside


def _linked(kind: str, values: Iterable[str]) -> list[str]:
    return [c for v in values for c in _by_value().get((kind, v), ())]


def _ordered(found: Iterable[str]) -> tuple[str, ...]:
    names = set(found)
    return tuple(name for name in plover_contexts() if name in names)


@lru_cache(maxsize=1)
def _by_value() -> dict[tuple[str, str], tuple[str, ...]]:
    rows = [r for r in table("contexts.csv") if r["kind"] != "word"]
    keys = {(r["kind"], r["cue"]) for r in rows}
    return {key: tuple(r["context"] for r in rows if (r["kind"], r["cue"]) == key) for key in keys}


@lru_cache(maxsize=1)
def _cues() -> tuple[tuple[re.Pattern[str], dict[str, list[str]]], dict[str, list[str]], list[tuple[str, str]]]:
    """Stems ("cyber*") with a pattern of all, the longest first; single nouns and adjectives; phrases: each with its
    contexts.
    """
    stems, single, phrases = dict[str, list[str]](), dict[str, list[str]](), list[tuple[str, str]]()
    for cue, context in ((r["cue"], r["context"]) for r in table("contexts.csv") if r["kind"] == "word"):
        if " " in cue:
            phrases.append((cue.rstrip("*"), context))
        else:
            (stems if cue.endswith("*") else single).setdefault(cue.rstrip("*"), []).append(context)
    longest = sorted(stems, key=len, reverse=True)
    return (re.compile("|".join(map(re.escape, longest))), stems), single, phrases
