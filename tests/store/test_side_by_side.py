"""Writers and readers at once, and disks that refuse; scripts/measure_store.py measures the same at length."""

import sqlite3
import threading

import made
import pytest
from sqlalchemy import event

from dragoman.errors import StoreError
from dragoman.store import open_store
from dragoman.store.engine import _pragmas


def test_readers_are_never_blocked_and_see_whole_documents(place):
    outcomes = [made.outcome_of(f"{n}.txt", made.article(n)) for n in range(4)]
    faults, reads = [], []

    with open_store(place) as writer, open_store(place) as reader:
        run = writer.begin_run({})
        for outcome in outcomes:
            writer.put(outcome, pipeline="0", run=run)
        done = threading.Event()

        def keep_reading():
            while not done.is_set():
                with reader.view() as view:
                    documents, records = view.documents(), view.records()
                reads.append(len(documents))
                if (len(documents), len(records)) != (4, 8):
                    faults.append((len(documents), len(records)))

        threads = [threading.Thread(target=keep_reading) for _ in range(2)]
        for thread in threads:
            thread.start()
        for version in range(15):
            for outcome in outcomes:
                writer.put(outcome, pipeline=str(version), run=run)
        done.set()
        for thread in threads:
            thread.join()
        assert faults == []
        assert len(reads) > 2
        assert list(writer.check()) == []


def test_two_writers_take_turns(place):
    def write(numbers):
        with open_store(place) as store:
            run = store.begin_run({})
            for number in numbers:
                store.put(made.outcome_of(f"{number}.txt", made.article(number)), pipeline="1", run=run)

    open_store(place).close()
    threads = [threading.Thread(target=write, args=(range(start, 20, 2),)) for start in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with open_store(place) as store:
        assert made.Look(store).counts()["documents"] == 20
        assert list(store.check()) == []


def test_a_full_disk_gives_one_line_and_loses_nothing(tmp_path):
    with open_store(tmp_path / "x.db") as store:
        run = store.begin_run({})
        event.listen(store._engine, "connect", lambda raw, _: raw.execute("PRAGMA max_page_count=120"))
        store._engine.dispose()
        written = 0
        while True:
            try:
                store.put(made.outcome_of(f"{written}.txt", made.article(written)), pipeline="1", run=run)
            except StoreError as error:
                refused = str(error)
                break
            written += 1
        assert "no room left" in refused
        assert "\n" not in refused
        assert made.Look(store).counts()["documents"] == written > 0
        assert list(store.check()) == []


def test_a_store_that_may_not_be_written_to_is_read_with_what_its_journal_holds(tmp_path, monkeypatch):
    path = tmp_path / "x.db"
    with open_store(path) as store:
        store.put(made.outcome_of("1.txt", made.article(1)), pipeline="1", run=store.begin_run({}))
        keeper = sqlite3.connect(path)  # as long as somebody has it open, the journal is not taken in
        _pragmas(keeper, None)
        store.put(made.outcome_of("2.txt", made.article(2)), pipeline="1", run=1)
        monkeypatch.setattr("dragoman.store.engine._writable", lambda _: False)
        assert (tmp_path / "x.db-wal").stat().st_size
        with open_store(path, create=False) as frozen:
            assert made.Look(frozen).counts()["documents"] == 2
            with pytest.raises(StoreError, match="read-only"):
                frozen.begin_run({})
        keeper.close()
    with open_store(path, create=False) as frozen:
        assert made.Look(frozen).counts()["documents"] == 2


def test_a_server_that_is_not_there_is_named(tmp_path):
    pytest.importorskip("psycopg")
    with pytest.raises(StoreError, match="cannot be reached") as refused:
        open_store(f"postgresql+psycopg://nobody:secret@/none?host={tmp_path}")
    assert "secret" not in str(refused.value)
    assert "\n" not in str(refused.value)
