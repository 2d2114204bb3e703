"""The network: MiniLM (a BERT of six layers) with a case embedding, and small heads over its last layer.

All heads read one encoding of the sentence; `Outputs` is what the ONNX file gives, in this order.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from dragoman.annotate.learned.pieces import SHAPES
from dragoman.annotate.learned.scheme import ATTRIBUTION, CUES, GRID, MEANT, NAMES, PAIR, PAIRS, ROLES, THINGS, TRIGGERS


class Outputs(NamedTuple):
    """Logits of a batch of B sentences of T pieces."""

    names: Tensor  # (B, T, NAMES)
    triggers: Tensor  # (B, T, TRIGGERS)
    meant: Tensor  # (B, T, MEANT), sense at triggers alone
    attribution: Tensor  # (B, T, ATTRIBUTION)
    cues: Tensor  # (B, T, CUES)
    things: Tensor  # (B, T, THINGS)
    roles: Tensor  # (B, ROLES, T, T): how far piece j (last) plays the role in the act at piece i
    sources: Tensor  # (B, T, PAIR): a source's share in the pair's type, to be averaged over its pieces
    targets: Tensor  # (B, T, PAIR)
    whole: Tensor  # (B, PAIR): the sentence's share


class Layer(nn.Module):
    """One layer of BERT."""

    def __init__(self, width: int, heads: int, inner: int, eps: float, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))
        self.out = nn.Linear(width, width)
        self.first_norm, self.last_norm = nn.LayerNorm(width, eps), nn.LayerNorm(width, eps)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """`x` (B, T, width); `bias` (B, 1, 1, T) is far below zero at padding."""
        b, t, width = x.shape
        q, k, v = (
            part(x).view(b, t, self.heads, width // self.heads).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        weights = torch.softmax(q @ k.transpose(2, 3) / (width // self.heads) ** 0.5 + bias, dim=-1)
        seen = (self.dropout(weights) @ v).transpose(1, 2).reshape(b, t, width)
        x = self.first_norm(x + self.dropout(self.out(seen)))
        return self.last_norm(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Reader(nn.Module):
    """Encoder and heads."""

    def __init__(self, config: dict[str, int | float], dropout: float = 0.1) -> None:
        super().__init__()
        width = int(config["hidden_size"])
        eps = float(config["layer_norm_eps"])
        self.words = nn.Embedding(int(config["vocab_size"]), width)
        self.positions = nn.Embedding(int(config["max_position_embeddings"]), width)
        self.kinds = nn.Parameter(torch.zeros(width))
        self.shapes = nn.Embedding(len(SHAPES), width)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(width, eps)
        self.layers = nn.ModuleList(
            Layer(width, int(config["num_attention_heads"]), int(config["intermediate_size"]), eps, dropout)
            for _ in range(int(config["num_hidden_layers"]))
        )
        self.dropout = nn.Dropout(dropout)
        self.names, self.triggers = nn.Linear(width, len(NAMES)), nn.Linear(width, len(TRIGGERS))
        self.meant, self.attribution = nn.Linear(width, len(MEANT)), nn.Linear(width, len(ATTRIBUTION))
        self.cues, self.things = nn.Linear(width, len(CUES)), nn.Linear(width, len(THINGS))
        self.acts, self.parts = nn.Linear(width, len(ROLES) * GRID), nn.Linear(width, len(ROLES) * GRID)
        self.lean = nn.Parameter(torch.full((len(ROLES), 1, 1), -3.0))
        self.sources, self.targets = nn.Linear(width, PAIR), nn.Linear(width, PAIR)
        self.whole = nn.Linear(width, PAIR)
        self.pair = nn.Linear(PAIR, len(PAIRS))

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> Outputs:
        """Ids, shapes and mask, each (B, T)."""
        b, t = ids.shape
        places = torch.arange(t, device=ids.device)
        x = self.words(ids) + self.positions(places) + self.kinds + self.shapes(shapes)
        x = self.dropout(self.norm(x))
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        x = self.dropout(x)
        acts, parts = (part(x).view(b, t, len(ROLES), GRID).transpose(1, 2) for part in (self.acts, self.parts))
        roles = acts @ parts.transpose(2, 3) / GRID**0.5 + self.lean
        weight = mask[:, :, None].to(x.dtype)
        mean = (x * weight).sum(1) / weight.sum(1)
        return Outputs(
            self.names(x), self.triggers(x), self.meant(x), self.attribution(x), self.cues(x), self.things(x),
            roles, self.sources(x), self.targets(x), self.whole(mean),
        )  # fmt: skip

    def pair_types(self, sources: Tensor, targets: Tensor, whole: Tensor) -> Tensor:
        """Logits (N, PAIRS) of pairs from the averaged shares of both sides and the sentence's, each (N, PAIR)."""
        return self.pair(functional.gelu(sources + targets + whole))


def pretrained(folder: Path) -> Reader:
    """The reader with MiniLM's weights and fresh heads."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    reader = Reader(config)
    given = {k.removeprefix("bert."): v for k, v in load_file(str(folder / "model.safetensors")).items()}
    named = {
        "words.weight": "embeddings.word_embeddings.weight",
        "positions.weight": "embeddings.position_embeddings.weight",
        "norm.weight": "embeddings.LayerNorm.weight",
        "norm.bias": "embeddings.LayerNorm.bias",
    }
    inside = {
        "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
        "out": "attention.output.dense", "first_norm": "attention.output.LayerNorm", "up": "intermediate.dense",
        "down": "output.dense", "last_norm": "output.LayerNorm",
    }  # fmt: skip
    for i in range(int(config["num_hidden_layers"])):
        for ours, theirs in inside.items():
            for part in ("weight", "bias"):
                named[f"layers.{i}.{ours}.{part}"] = f"encoder.layer.{i}.{theirs}.{part}"
    state = {ours: given[theirs] for ours, theirs in named.items()}
    state["kinds"] = given["embeddings.token_type_embeddings.weight"][0]
    missing, unexpected = reader.load_state_dict(state, strict=False)
    left = [name for name in missing if name.startswith(("words", "positions", "norm", "layers", "kinds"))]
    if left or unexpected:
        raise ValueError(f"the weights in {folder} are not MiniLM's: {left[:3]} {unexpected[:3]}")
    return reader
