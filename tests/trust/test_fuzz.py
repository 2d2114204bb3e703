"""Damaged texts, a fixed few on every run: the long run is scripts/fuzz_text.py, what it found lies in corpus/."""

from pathlib import Path

import fuzz_text
import pytest

from dragoman.readers.encodings import whole

CORPUS = sorted((Path(__file__).parent / "corpus").glob("*.txt"))


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_what_once_was_read_wrongly_is_read_rightly(path):
    text = whole(path.read_bytes().decode("utf-8", "surrogatepass"))
    assert fuzz_text.trouble(text, twice=True) is None


def test_sixty_damaged_texts_break_nothing():
    damage = fuzz_text.Damage(7, fuzz_text.seeds(), fuzz_text.words())
    texts = [damage.text() for _ in range(60)]
    assert [(text, fault) for text in texts if (fault := fuzz_text.trouble(text, twice=len(text) % 5 == 0))] == []


def test_the_same_seed_damages_alike():
    first, second = (fuzz_text.Damage(3, fuzz_text.seeds(), fuzz_text.words()) for _ in range(2))
    assert [first.text() for _ in range(20)] == [second.text() for _ in range(20)]


def _forever(_document):
    while True:
        pass


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        (lambda _: 1 / 0, "ZeroDivisionError in test_fuzz.py:<lambda>"),
        (_forever, "hangs"),
    ],
)
def test_a_fault_is_seen_and_made_short(monkeypatch, broken, fault):
    true = fuzz_text.pipeline.run

    def run(document):
        return broken(document) if "(" in document.text else true(document)

    monkeypatch.setattr(fuzz_text.pipeline, "run", run)
    monkeypatch.setattr(fuzz_text, "HANGS", 1)
    assert fuzz_text.trouble("Chile (and Peru) met.") == fault
    if fault != "hangs":
        assert fuzz_text.shortest("Chile (and Peru) met.", fault) == "("
