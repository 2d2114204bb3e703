"""Given mentions of events, grouped by crossdoc.wording and by the baseline: the same stem within a topic."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from dragoman.crossdoc import rarity, wording
from dragoman.crossdoc.groups import merged
from dragoman.crossdoc.words import plain, stem
from dragoman.evaluate.coreference import Group, Score, b_cubed, ceaf_e, conll, grouped, muc
from dragoman.evaluate.report import Row


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention of an event: words as printed, its sentence and its document's words, and its chain in the gold."""

    key: Hashable
    topic: str
    document: str
    words: tuple[str, ...]
    sentence: tuple[str, ...]
    story: frozenset[str]
    chain: Hashable


_MEASURES: dict[str, Callable[[Sequence[Group], Sequence[Group]], Score]] = {
    "B3": b_cubed, "MUC": muc, "CEAFe": ceaf_e,
}  # fmt: skip


def scored(mentions: Sequence[Mention], suffix: str = "") -> list[Row]:
    """Each measure for the clusterer and, below it, for the baseline."""
    gold = grouped({mention.key: mention.chain for mention in mentions})
    rows = []
    for name, groups in (("", by_wording(mentions)), (" of same stem in topic", by_stem(mentions))):
        rows.append(Row(f"CoNLL F1{name}{suffix}", conll(gold, groups), len(mentions)))
        for measure, score in ((label, take(gold, groups)) for label, take in _MEASURES.items()):
            detail = f"P {score.precision:.3f}  R {score.recall:.3f}"
            rows.append(Row(f"{measure} F1{name}{suffix}", score.f1, len(mentions), detail=detail))
    return rows


def by_stem(mentions: Iterable[Mention]) -> list[Group]:
    """The baseline: mentions of one topic whose last words have one stem."""
    return grouped({m.key: (m.topic, stem(plain(m.words[-1]))) for m in mentions})


def by_wording(mentions: Iterable[Mention]) -> list[Group]:
    """The groups of the clusterer, over all topics at once."""
    stories = {m.document: rarity.weights(m.story) for m in mentions}
    told = {m.key: wording.telling(m.document, m.words, m.sentence, stories[m.document]) for m in mentions}
    found = merged(
        sorted(told, key=str),
        keys=lambda key: wording.keys(told[key]),
        likeness=lambda a, b: wording.likeness(told[a], told[b]),
        sure=wording.SURE,
    )
    home: dict[Hashable, Hashable] = {key: key for key in told}
    home.update({key: ("group", at) for at, group in enumerate(found) for key in group})
    return grouped(home)
