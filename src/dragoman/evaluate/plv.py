"""Sentences with a PLOVER root label for a given source and target (the set behind ZSP and ConfliBERT's tables).

Its labels differ from ours in two ways: YIELD holds both CONCEDE and RETREAT, and a conviction is an ACCUSE. Source and
target are given, so that the learned reader can be asked where the pipeline codes nothing.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dragoman import app
from dragoman.annotate.learned import between
from dragoman.document import Outcome
from dragoman.errors import UsageError
from dragoman.evaluate.bootstrap import bounds
from dragoman.evaluate.report import Report, Row
from dragoman.evaluate.seen import read_or_note
from dragoman.evaluate.splits import unread_part
from dragoman.records import Event

NONE: Final = "NONE"
_YIELD: Final = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
_QUADS: Final = {
    "AGREE": "1", "CONSULT": "1", "SUPPORT": "1", "COOPERATE": "2", "AID": "2", "YIELD": "2", "REQUEST": "3",
    "ACCUSE": "3", "REJECT": "3", "THREATEN": "3", "PROTEST": "4", "SANCTION": "4", "MOBILIZE": "4", "COERCE": "4",
    "ASSAULT": "4",
}  # fmt: skip

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Level:
    """A way to group root labels."""

    name: str
    of: Callable[[str], str]


def _quad(label: str) -> str:
    return _QUADS.get(label, NONE)


def _binary(label: str) -> str:
    return NONE if label == NONE else "cooperation" if _quad(label) in "12" else "conflict"


_LEVELS: Final = (_Level("root", str), _Level("quad", _quad), _Level("binary", _binary))


def evaluate_plv(data: Path) -> Report:
    """Score a tab separated file with `sentence`, `source`, `target`, `gold_root`. Raises UsageError for any other."""
    try:
        with data.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
        notes: list[str] = []
        pairs = [(row["gold_root"], _coded(row, f"row {number}", notes)) for number, row in enumerate(rows)]
    except (OSError, KeyError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{data} cannot be read: {error}", mend="expected sentence, source, target, gold_root"
        ) from error
    unread = {int(number) for number in unread_part(data, "plv")}
    reported = [pair for number, pair in enumerate(pairs) if number in unread]
    found = [*_rows("", pairs), *(_rows(" (unread part)", reported) if reported else ())]
    shown = confusion(reported or pairs)
    return Report("plv", data.as_posix(), tuple(found), notes=(*notes, *shown))


def confusion(pairs: Sequence[Pair]) -> list[str]:
    """One line for each gold label, commonest first: what it was coded as, with counts."""
    told = Counter(pairs)
    golds = Counter(gold for gold, _ in pairs)
    return [
        f"{gold} ({count}): " + ", ".join(f"{got} {n}" for (g, got), n in told.most_common() if g == gold)
        for gold, count in golds.most_common()
    ]


def _coded(row: Mapping[str, str], where: str, notes: list[str]) -> str:
    """The pipeline's label; where it codes nothing, what the learned reader sees between the two sides given."""
    outcome = read_or_note(row["sentence"], where, notes)
    label = coded(outcome, row["source"], row["target"]) if outcome else NONE
    return label if label != NONE or app.reads_by_rules_alone() else _seen(row)


def _seen(row: Mapping[str, str]) -> str:
    """The likeliest type between the two sides, of those that the set has."""
    text = row["sentence"]
    sides = [
        (at, at + len(words)) if (at := text.find(words)) >= 0 else (0, 0) for words in (row["source"], row["target"])
    ]
    shares: dict[str, float] = defaultdict(float)
    for name, probability in between(text, *sides).items():
        if name != NONE:
            shares[_YIELD.get(name, name)] += probability
    return max(shares, key=lambda name: shares[name])


def coded(outcome: Outcome, source: str, target: str) -> str:
    """The label of the event that best fits the two sides; NONE where nothing was coded."""
    events = [e for e in outcome.records if isinstance(e, Event) and e.type != "OTHER"]
    if not events:
        return NONE
    fits = {e.id: _fits(e.source, source, outcome) + _fits(e.target, target, outcome) for e in events}
    best = max(events, key=lambda e: (fits[e.id], -e.verb.start))
    return "ACCUSE" if best.mode == "convict" else _YIELD.get(best.type, best.type)


def _fits(side: Sequence[str], words: str, outcome: Outcome) -> bool:
    """Whether an actor of a side is mentioned within the words given for it."""
    start = outcome.text.find(words)
    mentions = [m for actor in outcome.actors if actor.id in side for m in actor.mentions]
    return start >= 0 and any(m.start < start + len(words) and m.end > start for m in mentions)


def _rows(suffix: str, pairs: list[Pair]) -> list[Row]:
    found = []
    for level in _LEVELS:
        grouped = [(level.of(gold), level.of(got)) for gold, got in pairs]
        low, high = bounds(grouped, macro_f1, draws=200) or (None, None)
        found.append(Row(f"{level.name} macro F1{suffix}", macro_f1(grouped), len(pairs), low, high))
    coding = sum(got != NONE for _, got in pairs) / max(1, len(pairs))
    return [*found, Row(f"coded at all{suffix}", coding, len(pairs))]


def macro_f1(pairs: Sequence[Pair]) -> float:
    """The mean F1 over the labels that the gold has."""
    gold, got = Counter(pair[0] for pair in pairs), Counter(pair[1] for pair in pairs)
    right = Counter(pair[0] for pair in pairs if pair[0] == pair[1])
    scores = [2 * right[label] / (gold[label] + got[label]) for label in gold]
    return sum(scores) / len(scores) if scores else 0.0
