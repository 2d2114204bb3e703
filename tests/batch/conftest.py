import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "support"))

from servers import place, server  # noqa: F401 - fixtures

SUPPORT = Path(__file__).resolve().parent.parent / "support"
# What a worker process loads first of all: the made pipeline in the place of the real one, which obeys four words.
MADE = f"""
import sys
sys.path.insert(0, {str(SUPPORT)!r})
import mischief
mischief.install()
"""


@pytest.fixture
def made_workers(tmp_path, monkeypatch):
    """Workers that read quickly, by the made pipeline, and do what a text tells them to: hang, hog, die, crash."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(MADE, encoding="utf-8")
    monkeypatch.syspath_prepend(str(folder))
    return folder
