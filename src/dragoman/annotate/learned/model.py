"""The learned reader's network: int8 ONNX, one thread, checked against its card's hashes before it is used.

Trained by the recipe in `training/` on text written for it; `data/model.json` is its card.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from dragoman.annotate.learned.pieces import Pieces, padded, pieces
from dragoman.errors import DataError

BATCH: Final = 4  # of the sizes tried the fastest on one core: larger ones read more padding
ROUND: Final = 8  # sentences are batched with others of about their length
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Read:
    """The network's logits for one sentence of n pieces."""

    pieces: Pieces
    names: Floats  # (n, classes)
    triggers: Floats
    meant: Floats
    attribution: Floats
    cues: Floats
    things: Floats
    roles: Floats  # (roles, n, n)
    sources: Floats  # (n, width of a pair's share)
    targets: Floats
    whole: Floats  # (width,)


@dataclass(frozen=True, slots=True)
class Network:
    """A loaded model."""

    session: onnxruntime.InferenceSession
    tokenizer: Path
    weight: Floats
    bias: Floats

    def read(self, texts: Sequence[str]) -> list[Read]:
        """The logits of each sentence, in order."""
        rows = pieces(texts, self.tokenizer)
        found: dict[int, Read] = {}
        for batch in _batches(rows):
            found.update(zip(batch, self._run([rows[i] for i in batch]), strict=True))
        return [found[i] for i in range(len(rows))]

    def _run(self, rows: list[Pieces]) -> Iterator[Read]:
        ids, shapes, mask = padded(rows)
        out: list[Floats] = self.session.run(None, {"ids": ids, "shapes": shapes, "mask": mask})
        names, triggers, meant, attribution, cues, things, roles, sources, targets, whole = out
        for at, row in enumerate(rows):
            n = len(row.ids)
            yield Read(
                row, names[at, :n], triggers[at, :n], meant[at, :n], attribution[at, :n], cues[at, :n], things[at, :n],
                roles[at, :, :n, :n], sources[at, :n], targets[at, :n], whole[at],
            )  # fmt: skip

    def pair(self, read: Read, source: Sequence[int], target: Sequence[int]) -> Floats:
        """The probability of each type between two sides, given as the indices of their pieces (none: unsaid)."""
        share = read.whole.copy()
        for side, at in ((read.sources, source), (read.targets, target)):
            if at:
                share += side[list(at)].mean(0)
        return softmax(self.weight @ _gelu(share) + self.bias)


def _batches(rows: Sequence[Pieces]) -> Iterator[list[int]]:
    order = sorted(range(len(rows)), key=lambda i: (len(rows[i].ids) // ROUND, i))
    for at in range(0, len(order), BATCH):
        yield order[at : at + BATCH]


def softmax(logits: Floats) -> Floats:
    """Probabilities over the last axis."""
    found: Floats = np.exp(logits - logits.max(-1, keepdims=True))
    found /= found.sum(-1, keepdims=True)
    return found


def _gelu(x: Floats) -> Floats:
    """The Gaussian error linear unit, by the error function's rational approximation (Abramowitz and Stegun 7.1.26)."""
    z = np.abs(x) / np.sqrt(2.0)
    t = 1.0 / (1.0 + 0.3275911 * z)
    poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    erf = np.sign(x) * (1.0 - poly * np.exp(-z * z))
    return np.asarray(0.5 * x * (1.0 + erf), np.float32)


def card() -> dict[str, Any]:
    """What the packaged model is: its name, what it was made from, its scores, the hashes of its files."""
    found: dict[str, Any] = json.loads((files(__package__) / "data" / "model.json").read_text(encoding="utf-8"))
    return found


@lru_cache(maxsize=1)
def load() -> Network:
    """The packaged model. Raises DataError where a file is not the one that its card names."""
    with as_file(files(__package__) / "data") as folder:
        for name, wanted in card()["sha256"].items():
            if hashlib.sha256((folder / name).read_bytes()).hexdigest() != wanted:
                raise DataError(f"{folder / name} is not the file that model.json names", mend="install dragoman anew")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        session = onnxruntime.InferenceSession(folder / "reader.onnx", options, providers=["CPUExecutionProvider"])
        with np.load(folder / "pairs.npz", allow_pickle=False) as pairs:
            return Network(session, folder / "tokenizer.json", pairs["weight"], pairs["bias"])
