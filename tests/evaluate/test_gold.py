import json
import shutil
from pathlib import Path

import pytest

from dragoman.errors import UsageError
from dragoman.evaluate.gold import evaluate_gold, score_export

EVAL = Path(__file__).parents[2] / "eval"
PUBLISHED = {"edtf": "2024-03-05", "basis": "stated", "earliest": "2024-03-05", "latest": "2024-03-05"}


def gold(slug, key):
    actors = [{"key": key, "name": key, "type": "State", "country": key, "role": None}]
    return slug, {"published": "2024-03-05", "published_inferable": None, "actors": actors}


@pytest.fixture
def data(tmp_path):
    """Two gold articles of one actor each, beside the scorer."""
    folder = tmp_path / "gold"
    (folder / "gold").mkdir(parents=True)
    (folder / "docs").mkdir()
    for slug, record in (gold("one", "LVA"), gold("two", "MLI")):
        (folder / "gold" / f"{slug}.json").write_text(json.dumps(record), encoding="utf-8")
    shutil.copyfile(EVAL / "score.py", tmp_path / "score.py")
    return folder


@pytest.fixture
def export(tmp_path):
    """An export that knows Latvia in the first article and nobody in the second."""
    folder = tmp_path / "export"
    folder.mkdir()
    documents = [{"id": slug, "source": f"docs/{slug}.txt", "published": PUBLISHED} for slug in ("one", "two")]
    mention = {"document_id": "one", "start": 0, "end": 6, "text": "Latvia"}
    actor = {"id": "state:LVA", "name": "Latvia", "schema": "State", "country": "LVA", "mentions": [mention]}
    (folder / "documents.jsonl").write_text("\n".join(map(json.dumps, documents)), encoding="utf-8")
    (folder / "actors.jsonl").write_text(json.dumps(actor), encoding="utf-8")
    return folder


def test_rows_are_the_scorers_with_intervals_by_document(data, export):
    report = score_export(data, export)
    actors = report.row("actors")
    assert actors.score == pytest.approx(2 / 3, abs=0.001)
    assert actors.items == 2
    assert (actors.low, actors.high) == (0.0, 1.0)
    assert report.row("published-stated").score == 1.0


def test_documents_that_the_export_lacks_are_named(data, export):
    lines = (export / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    (export / "documents.jsonl").write_text(lines[0], encoding="utf-8")
    assert score_export(data, export).failures == ("two: not in the export",)


def test_a_folder_without_gold_is_refused(tmp_path):
    with pytest.raises(UsageError, match="holds no gold articles"):
        evaluate_gold(tmp_path)


def test_the_gold_of_the_project_is_all_its_own():
    records = [json.loads(p.read_text(encoding="utf-8")) for p in sorted((EVAL / "gold" / "gold").glob("*.json"))]
    assert len(records) == 20
    assert {record["made"] for record in records} == {"own"}


def test_every_gold_article_has_its_text():
    texts = {p.stem for p in (EVAL / "gold" / "docs").glob("*.txt")}
    assert texts == {p.stem for p in (EVAL / "gold" / "gold").glob("*.json")}
