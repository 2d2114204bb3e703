import json

import pytest

from dragoman.errors import UsageError
from dragoman.evaluate.re3d import evaluate_re3d

TEXT = "The United States thanked Ban Ki-moon. We saw it in Aleppo."


def entity(words, kind):
    start = TEXT.index(words)
    return {"documentId": "d", "begin": start, "end": start + len(words), "type": kind, "value": words}


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "Some Ministry"
    folder.mkdir()
    entities = [
        entity("The United States", "Organisation"),
        entity("United States", "Location"),
        entity("Ban Ki-moon", "Person"),
        entity("We", "Organisation"),
        entity("Aleppo", "Location"),
        entity("it", "Temporal"),
    ]
    (folder / "documents.json").write_text(json.dumps({"_id": "d", "text": TEXT}) + "\n", encoding="utf-8")
    (folder / "entities.json").write_text("\n".join(map(json.dumps, entities)), encoding="utf-8")
    return tmp_path


def test_an_article_or_a_second_type_makes_no_second_entity(data):
    report = evaluate_re3d(data)
    assert report.row("entities Some Ministry").items == 3
    assert report.row("entities Some Ministry").score == 1.0
    assert report.row("entities with pronouns and nouns Some Ministry").items == 4


def test_every_span_of_ours_quotes_its_text(data):
    assert evaluate_re3d(data).row("offsets Some Ministry").score == 1.0


def test_a_folder_without_entities_is_refused(tmp_path):
    with pytest.raises(UsageError, match="holds no re3d"):
        evaluate_re3d(tmp_path)
