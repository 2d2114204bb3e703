"""Write a trained reader as the package ships it: `python -m training.export --model DIR --out DIR`.

The encoder becomes an int8 ONNX file; the small head over pairs a few arrays beside it; `model.json` says what they
are, with a hash of each file that is checked at load.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.model import Outputs, Reader
from training.train import base

OPSET = 17


def encoder(reader: Reader, path: Path) -> None:
    """The network as ONNX in 32-bit floats."""
    sample = (
        torch.ones(2, 7, dtype=torch.long),
        torch.ones(2, 7, dtype=torch.long),
        torch.ones(2, 7, dtype=torch.long),
    )
    moving = {name: {0: "sentences", 1: "pieces"} for name in ("ids", "shapes", "mask", *Outputs._fields)}
    moving["roles"] = {0: "sentences", 2: "pieces", 3: "pieces"}
    moving["whole"] = {0: "sentences"}
    torch.onnx.export(
        reader, sample, str(path), input_names=["ids", "shapes", "mask"], output_names=list(Outputs._fields),
        dynamic_axes=moving, opset_version=OPSET, dynamo=False,
    )  # fmt: skip


def main() -> None:
    """Read the arguments and write the files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    reader = Reader(json.loads((base() / "config.json").read_text(encoding="utf-8")))
    reader.load_state_dict(torch.load(args.model / "reader.pt", weights_only=True))
    reader.eval()
    whole = args.model / "reader.onnx"
    encoder(reader, whole)
    quantize_dynamic(whole, args.out / "reader.onnx", weight_type=QuantType.QInt8, per_channel=True)
    shutil.copy(base() / "tokenizer.json", args.out / "tokenizer.json")
    np.savez(args.out / "pairs.npz", weight=reader.pair.weight.detach().numpy(), bias=reader.pair.bias.detach().numpy())
    files = ("reader.onnx", "pairs.npz", "tokenizer.json")
    card = {
        "name": "dragoman-reader",
        "base": "sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0)",
        "scores": json.loads((args.model / "scores.json").read_text(encoding="utf-8")),
        "sha256": {name: hashlib.sha256((args.out / name).read_bytes()).hexdigest() for name in files},
    }
    (args.out / "model.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    print(*(f"{(args.out / name).stat().st_size / 1e6:6.1f} MB  {name}" for name in files), sep="\n")


if __name__ == "__main__":
    main()
