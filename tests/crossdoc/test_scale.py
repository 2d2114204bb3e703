"""What one document more costs does not grow with those there are: the small version of scripts/grow.py."""

import importlib.util
import statistics
from pathlib import Path

from dragoman.crossdoc import Growing
from dragoman.store.shelf import SqliteShelf


def press():
    path = Path(__file__).parents[2] / "scripts" / "grow.py"
    spec = importlib.util.spec_from_file_location("grow", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Press()


def test_one_more_document_reads_no_more_of_the_others_at_ten_times_their_number(monkeypatch):
    shelf, made = SqliteShelf(":memory:"), press()
    growing, bodies, read = Growing(shelf), shelf.bodies, [0]

    def counted(documents):
        read[-1] += len(documents)
        return bodies(documents)

    monkeypatch.setattr(shelf, "bodies", counted)
    for number in range(440):
        growing.add(made.document(number))
        read.append(0)
    few, many = read[20:60], read[400:440]
    assert statistics.mean(many) < 2 * statistics.mean(few)
    assert len(shelf.all_clusters()) > 40, "there was something to join"
    shelf.close()
