"""Scores of a reader on sentences that it has not seen: exact spans, triggers with their type, roles, pairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import torch

from dragoman.annotate.learned.pieces import padded
from dragoman.annotate.learned.scheme import ATTRIBUTION, CUES, NAMES, THINGS, TRIGGERS
from training.examples import NOT_ASKED, Example
from training.model import Reader


def scores(reader: Reader, examples: Sequence[Example]) -> dict[str, float]:
    """F1 per head (modality: share right; pairs: macro F1), and their mean."""
    tally = {head: Counter[str]() for head in ("names", "triggers", "attribution", "cues", "things", "roles")}
    right: list[bool] = []
    pairs: list[tuple[int, int]] = []
    reader.eval()
    with torch.no_grad():
        for at in range(0, len(examples), 32):
            batch = examples[at : at + 32]
            out = reader(*(torch.from_numpy(a) for a in padded([e.pieces for e in batch])))
            for row, one in enumerate(batch):
                n = len(one.pieces.ids)
                _count(tally["names"], _spans(one.names.argmax(1), NAMES), _spans(_best(out.names, row, n), NAMES))
                if one.triggers is None:
                    continue
                for head, classes in (("attribution", ATTRIBUTION), ("cues", CUES), ("things", THINGS)):
                    _count(
                        tally[head],
                        _spans(getattr(one, head), classes),
                        _spans(_best(getattr(out, head), row, n), classes),
                    )
                _count(tally["triggers"], _acts(one.triggers, one), _acts(_best(out.triggers, row, n), one))
                meant = _best(out.meant, row, n)
                right += [bool(meant[k] == c) for k, c in enumerate(one.meant) if c != NOT_ASKED]
                for k, wanted in one.roles:
                    got = (out.roles[row, :, k, :n] > 0).numpy()
                    _count(tally["roles"], {*map(tuple, np.argwhere(wanted))}, {*map(tuple, np.argwhere(got))})
                for pair in one.pairs:
                    shares = [
                        side[row, list(part)].mean(0) if part else torch.zeros(side.shape[-1])
                        for side, part in ((out.sources, pair.source), (out.targets, pair.target))
                    ]
                    logits = reader.pair_types(shares[0][None], shares[1][None], out.whole[row][None])
                    pairs.append((pair.label, int(logits.argmax())))
    found = {head: _f1(counts) for head, counts in tally.items()}
    found["meant"] = sum(right) / max(1, len(right))
    found["pairs"] = _macro(pairs)
    return {**found, "mean": sum(found.values()) / len(found)}


def _best(logits: torch.Tensor, row: int, n: int) -> np.ndarray:
    return logits[row, :n].argmax(-1).numpy()


def _spans(classes: np.ndarray, names: Sequence[str]) -> set[tuple[int, int, str]]:
    """Spans of pieces; an inside mark without a beginning begins one."""
    found, first, kind = set(), 0, ""
    for k, c in enumerate([*classes.tolist(), 0]):
        label = names[c] if c > 0 else "O"
        if kind and label != f"I-{kind}":
            found.add((first, k, kind))
            kind = ""
        if label != "O" and not kind:
            first, kind = k, label[2:]
    return found


def _acts(classes: np.ndarray, one: Example) -> set[tuple[int, str]]:
    """Triggers by the first piece of their word."""
    spans = one.pieces.spans
    return {
        (k, TRIGGERS[c])
        for k, c in enumerate(classes.tolist())
        if c > 0 and spans[k][0] < spans[k][1] and not (k and spans[k - 1][1] == spans[k][0] and classes[k - 1] == c)
    }


def _count(tally: Counter[str], gold: set, got: set) -> None:
    tally["gold"] += len(gold)
    tally["got"] += len(got)
    tally["right"] += len(gold & got)


def _f1(tally: Counter[str]) -> float:
    return 2 * tally["right"] / max(1, tally["gold"] + tally["got"])


def _macro(pairs: list[tuple[int, int]]) -> float:
    labels = {gold for gold, _ in pairs}
    gold, got = Counter(g for g, _ in pairs), Counter(p for _, p in pairs)
    right = Counter(g for g, p in pairs if g == p)
    return sum(2 * right[c] / (gold[c] + got[c]) for c in labels) / max(1, len(labels))
