import json

import pytest

from dragoman.errors import UsageError
from dragoman.evaluate.elevant import Link, evaluate_elevant, held, matched

TEXT = "Angela Merkel flew to Chile. Berlin had sent her, said Ana Nobody of Kenya."


def label(words, entity, name):
    start = TEXT.index(words)
    return {"span": [start, start + len(words)], "entity_id": entity, "name": name}


@pytest.fixture
def data(tmp_path):
    labels = [
        label("Angela Merkel", "Q567", "Angela Merkel"),
        label("Chile", "Q298", "Chile"),
        label("Berlin", "Q64", "Berlin"),
        label("her", "Q567", "Angela Merkel"),
        label("Kenya", "Q13516667", "a football team of Kenya"),
    ]
    article = {"id": 1, "text": TEXT, "evaluation_span": [0, len(TEXT)], "labels": labels}
    (tmp_path / "tiny.benchmark.jsonl").write_text(json.dumps(article) + "\n", encoding="utf-8")
    return tmp_path


def test_only_labels_that_the_knowledge_base_holds_are_asked(data):
    report = evaluate_elevant(data)
    links = report.row("links tiny")
    assert links.items == 2
    assert links.detail == "P 0.667  R 1.000  given 3"
    assert report.row("links with pronouns tiny").items == 3
    assert [f for f in report.failures if "wrong state:KEN" in f]


def test_an_entity_is_held_by_its_wikidata_id_or_by_the_name_of_a_state():
    assert held("Q298", "") == "state:CHL"
    assert held("Q22", "Scotland") == "state:GBR"
    assert held("Q64", "Berlin") is None
    assert held("Q4321", "Nobody at All") is None


def test_a_label_is_matched_once_and_by_what_it_means():
    chile, kenya = Link(0, 5, "state:CHL"), Link(0, 5, "state:KEN")
    assert matched([chile, chile], [chile]) == 1
    assert matched([chile], [kenya]) == 0


def test_a_folder_without_labels_is_refused(tmp_path):
    with pytest.raises(UsageError, match="holds no labels"):
        evaluate_elevant(tmp_path)
