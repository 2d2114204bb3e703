"""Answers kept in a folder, a file each: the same question to the same model is asked once."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path


def usual_folder() -> Path:
    """Where answers are kept."""
    return user_cache_path("dragoman") / "llm"


@dataclass(frozen=True, slots=True)
class Kept:
    """The answers in a folder. One that cannot be read or written is asked for again."""

    folder: Path

    def get(self, key: str) -> str | None:
        """The answer to a question, if it is kept."""
        with suppress(OSError, UnicodeDecodeError):
            return self._file(key).read_text(encoding="utf-8")
        return None

    def put(self, key: str, answer: str) -> None:
        """Keep an answer: whole, or not at all."""
        with suppress(OSError):
            self._file(key).parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._file(key).parent)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(answer)
            Path(name).replace(self._file(key))

    def _file(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key[2:]}.json"
