from pathlib import Path

import made
import pytest
from desks import HOSTILE, visitor

import dragoman.app

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def examples(tmp_path_factory):
    """An archive of the example articles and a hostile one, read by the real pipeline."""
    place = tmp_path_factory.mktemp("desk")
    (place / "hostile.txt").write_text(HOSTILE, encoding="utf-8")
    with dragoman.app.open(place / "desk.db") as archive:
        archive.read([*sorted((ROOT / "examples").glob("*.txt")), place / "hostile.txt"])
        yield archive


@pytest.fixture(scope="session")
def desk(examples):
    with visitor(examples) as browser:
        yield browser


@pytest.fixture
def archive(tmp_path):
    """An archive that may be written to, of three made articles."""
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(made.article(number), encoding="utf-8")
    with dragoman.app.open(tmp_path / "made.db", tools=made.tools()) as opened:
        opened.read(sorted(tmp_path.glob("*.txt")))
        yield opened


@pytest.fixture
def small(archive):
    with visitor(archive) as browser:
        yield browser
