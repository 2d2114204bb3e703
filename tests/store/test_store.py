import sqlite3

import made
import pytest

from dragoman.errors import StoreError, UsageError
from dragoman.records import Edtf, Event, Issue
from dragoman.store import Held, open_store

SOURCE, TEXT = "a.txt", made.article(3)


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "made.db") as opened:
        yield opened


def put(store, source=SOURCE, text=TEXT, pipeline="1", **more):
    outcome = made.outcome_of(source, text, Edtf.parse("2024-03-04"))
    store.put(outcome, pipeline=pipeline, run=store.begin_run("2024-04-01T00:00:00+00:00", {"made": pipeline}), **more)
    return outcome


def test_what_goes_in_comes_out(store):
    outcome = put(store)
    (document, text), *others = store.documents()
    assert (document, text, others) == (outcome.document, TEXT, [])
    assert store.records() == sorted(outcome.records, key=lambda r: r.id)
    assert store.actors() == list(outcome.actors)
    assert store.held(outcome.document.id) == Held(outcome.document.id, "accepted", "1", None)


def test_records_can_be_asked_for_by_kind_and_document(store):
    first, second = put(store), put(store, "b.txt", made.article(4))
    assert [type(r) for r in store.records("events", documents=[first.document.id])] == [Event]
    assert len(store.records("events")) == 2
    assert store.records("events", documents=[]) == []
    assert store.shared_documents("CHL", "PER") == sorted([first.document.id, second.document.id])
    assert store.shared_documents("CHL", "BRA") == []


def test_writing_a_document_twice_changes_no_count_but_runs(store):
    put(store)
    before = store.counts()
    put(store)
    after = store.counts()
    assert {**after, "runs": 0} == {**before, "runs": 0}


def test_a_newer_reading_replaces_the_older_whole(store):
    outcome = put(store)
    smaller = outcome.__class__(document=outcome.document, text=outcome.text, records=outcome.records[:1])
    store.put(smaller, pipeline="2", run=1)
    assert store.records() == [outcome.records[0]]
    assert store.actors() == []
    assert store.counts()["participants"] == 4
    assert store.held(outcome.document.id).pipeline == "2"


def test_a_failing_write_leaves_the_earlier_reading_as_it_was(store, monkeypatch):
    put(store)
    before = store.counts()
    monkeypatch.setattr("dragoman.store.writing._passage_rows", lambda _: [{"document_id": None}])
    with pytest.raises(StoreError):
        put(store)
    assert {**store.counts(), "runs": 0} == {**before, "runs": 0}


def test_one_text_under_two_names_is_one_document(store):
    key = put(store, "b.txt").document.id
    store.remember_source(key, "a.txt")
    store.remember_source(key, "a.txt")
    assert store.sources(key) == ["a.txt", "b.txt"]
    assert [record.source for record, _ in store.documents()] == ["a.txt"]
    assert [(i.code, i.message) for i in store.issues()] == [("same-content", "the same text was also read as b.txt")]


def test_a_further_name_outlives_a_new_reading(store):
    key = put(store, "b.txt").document.id
    store.remember_source(key, "a.txt")
    put(store, "b.txt", pipeline="2")
    assert store.sources(key) == ["a.txt", "b.txt"]


def test_a_record_told_twice_is_one_and_two_under_one_id_are_an_issue(store):
    outcome = made.outcome_of(SOURCE, TEXT)
    event = next(r for r in outcome.records if isinstance(r, Event))
    other = event.model_copy(update={"score": 0.1})
    store.put(
        outcome.__class__(outcome.document, TEXT, (), (event, event, other)), pipeline="1", run=store.begin_run("", {})
    )
    assert store.records() == [event]
    assert [issue.code for issue in store.issues()] == ["doubled-id"]


def test_an_issue_without_a_document_is_written_once(store):
    issue = Issue(document_id=None, stage="read", code="unreadable", message="x")
    store.put_issue(issue)
    store.put_issue(issue)
    assert store.issues() == [issue]


@pytest.mark.parametrize("words", ["lima round", "LIMA", "Líma", '"lima" OR (', "lima*", "NEAR(lima)"])
def test_search_takes_words_and_no_syntax(store, words):
    outcome = put(store, text=TEXT.replace("Nobody said", "Near lima or beyond nobody said"))
    found = store.search(words)
    assert found
    for passage in found:
        assert outcome.text[passage.start : passage.start + len(passage.text)] == passage.text


def test_search_finds_nothing_for_nothing(store):
    put(store)
    assert store.search("") == store.search("?!") == store.search("zzz") == []


def test_a_replaced_document_leaves_the_search_index(store):
    put(store, text=TEXT)
    outcome = made.outcome_of(SOURCE, TEXT)
    store.put(outcome.__class__(outcome.document, "Quite other words."), pipeline="2", run=1)
    assert store.search("lima") == []
    assert [p.text for p in store.search("other")] == ["Quite other words."]


def test_ids_can_be_given_by_their_first_letters(store):
    event = next(r for r in put(store).records if isinstance(r, Event))
    assert store.ids_like(event.id[:12]) == [("events", event.id)]
    assert store.record(event.id) == event
    assert store.ids_like("%") == []


def test_reading_a_store_that_is_not_there_makes_none(tmp_path):
    with pytest.raises(UsageError, match="read some articles first"):
        open_store(tmp_path / "none.db", create=False)
    assert list(tmp_path.iterdir()) == []


def _text_file(path):
    path.write_text("no database at all, only words " * 50)


def _other_database(path):
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE birds (name TEXT)")
    other.close()


def _newer(path):
    open_store(path).close()
    with sqlite3.connect(path) as other:
        other.execute("UPDATE alembic_version SET version_num = '9999'")
    other.close()


def _damaged(path):
    with open_store(path) as store:
        put(store)
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xaa" * (len(content) - 4096)
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (_text_file, "is not a store"),
        (_other_database, "database of another program"),
        (_newer, "newer Dragoman"),
        (_damaged, "is damaged"),
        (lambda path: path.mkdir(), "is a folder"),
    ],
)
def test_a_bad_file_is_refused_in_one_line(tmp_path, spoil, says):
    path = tmp_path / "bad.db"
    spoil(path)
    with pytest.raises(StoreError, match=says) as refused, open_store(path) as store:
        store.records()
    assert refused.value.mend
    assert "\n" not in str(refused.value)


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(StoreError, match="is not there"):
        open_store(tmp_path / "no" / "such.db")
