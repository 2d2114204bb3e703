import sqlite3

import made
import pytest

from dragoman.errors import StoreError, UsageError
from dragoman.records import Edtf, Event, Issue, Judgement, MarkOrigin
from dragoman.store import AsOf, Entry, Held, open_store

SOURCE, TEXT = "a.txt", made.article(3)


@pytest.fixture
def store(place):
    with open_store(place) as opened:
        yield opened


def put(store, source=SOURCE, text=TEXT, pipeline="1", **more):
    outcome = made.outcome_of(source, text, Edtf.parse("2024-03-04"))
    store.put(outcome, pipeline=pipeline, run=store.begin_run({"made": pipeline}), **more)
    return outcome


def test_what_goes_in_comes_out(store):
    outcome = put(store)
    (document, text), *others = made.Look(store).documents()
    assert (document, text, others) == (outcome.document, TEXT, [])
    assert made.Look(store).records() == sorted(outcome.records, key=lambda r: r.id)
    assert made.Look(store).actors() == list(outcome.actors)
    assert made.Look(store).held(outcome.document.id) == Held(outcome.document.id, "accepted", "1", None)


def test_records_can_be_asked_for_by_kind_and_document(store):
    first, second = put(store), put(store, "b.txt", made.article(4))
    assert [type(r) for r in made.Look(store).records("events", documents=[first.document.id])] == [Event]
    assert len(made.Look(store).records("events")) == 2
    assert made.Look(store).records("events", documents=[]) == []
    assert made.Look(store).shared_documents("CHL", "PER") == sorted([first.document.id, second.document.id])
    assert made.Look(store).shared_documents("CHL", "BRA") == []


def test_a_newer_reading_stands_beside_the_older_and_is_what_views_show(store):
    outcome = put(store)
    smaller = outcome.__class__(document=outcome.document, text=outcome.text, records=outcome.records[:1])
    run = store.begin_run({"made": "2"})
    store.put(smaller, pipeline="2", run=run)
    seen = made.Look(store)
    assert seen.records() == [outcome.records[0]]
    assert seen.actors() == []
    assert seen.held(outcome.document.id).pipeline == "2"
    assert (seen.counts()["documents"], seen.counts()["readings"], seen.counts()["texts"]) == (1, 2, 1)
    with store.view(AsOf(run=1)) as older:
        assert older.records() == sorted(outcome.records, key=lambda r: r.id)
        assert older.held(outcome.document.id).pipeline == "1"


def test_many_documents_written_at_once_leave_what_they_leave_one_by_one(store, tmp_path):
    texts = [f"{made.article(n)}\nwords of {n % 3}\n" for n in range(450)]
    entries = [Entry(made.outcome_of(f"{n}.txt", text), dated="2024" * (n % 2) or None) for n, text in enumerate(texts)]
    store.put(entries[7].outcome, pipeline="0", run=store.begin_run({"made": "0"}))
    store.put_all(entries, pipeline="1", run=store.begin_run({"made": "1"}))
    with open_store(tmp_path / "single.db") as single:
        single.put(entries[7].outcome, pipeline="0", run=single.begin_run({"made": "0"}))
        run = single.begin_run({"made": "1"})
        for entry in entries:
            single.put(entry.outcome, pipeline="1", run=run, dated=entry.dated)
        apart, together = made.Look(single), made.Look(store)
        for asked in ("documents", "records", "actors", "issues", "counts"):
            assert getattr(together, asked)() == getattr(apart, asked)()
        assert together.search("round 44") == apart.search("round 44")
        assert together.held_among({e.key for e in entries}) == apart.held_among({e.key for e in entries})
    assert list(store.check()) == []


def test_a_run_says_with_what_it_read(store):
    store.begin_run({"made": "1"}, plugins={"p": "2"}, configuration={"published": "2024"}, knowledge="k1")
    put(store)
    first, second = made.Look(store).runs()
    assert (first.versions, first.plugins, first.configuration, first.knowledge, first.documents) == (
        {"made": "1"}, {"p": "2"}, {"published": "2024"}, "k1", 0,
    )  # fmt: skip
    assert (second.id, second.documents) == (2, 1)
    assert first.started < second.started


def test_a_file_whose_text_is_read_otherwise_keeps_both_texts(store):
    outcome = put(store)
    store.put(outcome.__class__(outcome.document, "Another text."), pipeline="2", run=1)
    assert [text for _, text in made.Look(store).documents()] == ["Another text."]
    assert made.Look(store).counts()["texts"] == 2
    assert list(store.check()) == []


def test_looking_back_finds_no_words_in_a_text_that_was_then_another(store):
    """Words are kept of the newest reading alone; its places in the older text would show other words."""
    outcome = put(store)
    newer = store.begin_run({"made": "2"})
    store.put(outcome.__class__(outcome.document, "Envoys of quite another text."), pipeline="2", run=newer)
    store.put(made.outcome_of("b.txt", "Envoys met. In a second text."), pipeline="2", run=newer)
    with store.view(AsOf(run=1)) as older:
        assert older.search("envoys")[0] == []
    with store.view(AsOf(run=newer)) as present:
        assert len(present.search("envoys")[0]) == 2


def test_more_documents_may_be_asked_about_than_a_query_takes(store):
    outcome = put(store)
    decision = MarkOrigin(document_id=outcome.document.id)
    note = Judgement.made(decision, who="Ana", when="2024-03-05T00:00:00.000000+00:00")
    store.put_judgements([note])
    many = [outcome.document.id, *(f"{number:064x}" for number in range(70_000))]
    assert made.Look(store).judgements(many) == [note]
    assert made.Look(store).judgements(many[1:]) == []


@pytest.mark.parametrize("text", ["a\0b c\0", "a lone \ud800 half", "x" * 50_000 + " tail"])
def test_any_text_comes_out_as_it_went_in(store, text):
    outcome = made.outcome_of(SOURCE, "short")
    store.put(outcome.__class__(outcome.document, text), pipeline="1", run=store.begin_run({}))
    assert [t for _, t in made.Look(store).documents()] == [text]
    assert list(store.check()) == []


def test_a_failing_write_leaves_the_earlier_reading_as_it_was(store, monkeypatch):
    put(store)
    before = made.Look(store).counts()
    monkeypatch.setattr("dragoman.store.writing.passages_of", lambda *_: [(None, 1, "no place")])
    with pytest.raises(StoreError):
        put(store)
    assert {**made.Look(store).counts(), "runs": 0} == {**before, "runs": 0}


def test_one_text_under_two_names_is_one_document(store):
    key = put(store, "b.txt").document.id
    store.remember_source(key, "a.txt")
    store.remember_source(key, "a.txt")
    assert made.Look(store).sources(key) == ["a.txt", "b.txt"]
    assert [record.source for record, _ in made.Look(store).documents()] == ["a.txt"]
    assert [(i.code, i.message) for i in made.Look(store).issues()] == [
        ("same-content", "the same text was also read as b.txt")
    ]


def test_a_further_name_outlives_a_new_reading(store):
    key = put(store, "b.txt").document.id
    store.remember_source(key, "a.txt")
    put(store, "b.txt", pipeline="2")
    assert made.Look(store).sources(key) == ["a.txt", "b.txt"]


def test_a_record_told_twice_is_one_and_two_under_one_id_are_an_issue(store):
    outcome = made.outcome_of(SOURCE, TEXT)
    event = next(r for r in outcome.records if isinstance(r, Event))
    other = event.model_copy(update={"score": 0.1})
    store.put(
        outcome.__class__(outcome.document, TEXT, (), (event, event, other)), pipeline="1", run=store.begin_run({})
    )
    assert made.Look(store).records() == [event]
    assert [issue.code for issue in made.Look(store).issues()] == ["doubled-id"]


def test_an_issue_without_a_document_is_written_once(store):
    issue = Issue(document_id=None, stage="read", code="unreadable", message="x")
    store.put_issue(issue)
    store.put_issue(issue)
    assert made.Look(store).issues() == [issue]


@pytest.mark.parametrize("words", ["lima round", "LIMA", "Líma", '"lima" OR (', "lima*", "NEAR(lima)"])
def test_search_takes_words_and_no_syntax(store, words):
    outcome = put(store, text=TEXT.replace("Nobody said", "Near lima or beyond nobody said"))
    passages = found(store, words)
    assert passages
    for passage in passages:
        assert outcome.text[passage.start : passage.start + len(passage.text)] == passage.text


def found(store, words):
    return made.Look(store).search(words)[0]


def test_search_finds_nothing_for_nothing(store):
    put(store)
    assert found(store, "") == found(store, "?!") == found(store, "zzz") == []


def test_a_replaced_document_leaves_the_search_index(store):
    put(store, text=TEXT)
    outcome = made.outcome_of(SOURCE, TEXT)
    store.put(outcome.__class__(outcome.document, "Quite other words."), pipeline="2", run=1)
    assert found(store, "lima") == []
    assert [p.text for p in found(store, "other")] == ["Quite other words."]


def test_a_record_is_found_by_its_id(store):
    event = next(r for r in put(store).records if isinstance(r, Event))
    assert made.Look(store).record(event.id) == event
    assert made.Look(store).record("event:none") is None


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
        made.Look(store).documents()
    assert refused.value.mend
    assert "\n" not in str(refused.value)


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(StoreError, match="is not there"):
        open_store(tmp_path / "no" / "such.db")
