import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "support"))

import mischief
from servers import place, server  # noqa: F401 - fixtures

from dragoman import batch

SUPPORT = Path(__file__).resolve().parent.parent / "support"
# What a worker process loads first of all: the made pipeline in the place of the real one, which obeys four words.
MADE = f"""
import sys
sys.path.insert(0, {str(SUPPORT)!r})
import mischief
mischief.install()
"""


def installed(folder, patch):
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(MADE, encoding="utf-8")
    patch.syspath_prepend(str(folder))
    return folder


@pytest.fixture
def made_workers(tmp_path, monkeypatch):
    """Workers that read quickly, by the made pipeline, and do what a text tells them to: hang, hog, die, crash."""
    return installed(tmp_path / "site", monkeypatch)


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory):
    """Forty articles, and a batch of them that nothing disturbed."""
    folder = tmp_path_factory.mktemp("undisturbed")
    mischief.slow_articles(folder / "in", 40)
    with pytest.MonkeyPatch.context() as patch:
        installed(folder / "site", patch)
        batch.plan(str(folder / "job"), [str(folder / "in")], batch.recipe(), size=5)
        batch.run(str(folder / "job"), workers=2)
    return folder
