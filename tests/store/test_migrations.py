from datetime import date
from importlib.resources import files

import made
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from earlier import EARLIER, STARTED

from dragoman.store import AsOf, open_store
from dragoman.store.engine import engine_for, place_of
from dragoman.store.schema import REVISION, metadata


def test_the_migrations_make_the_tables_that_the_schema_declares(place):
    engine = engine_for(place_of(place), create=True)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": _ours})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def _ours(name, kind, parents):
    """The search index is each database's own: a table beside on SQLite, a column on PostgreSQL."""
    return not (name or "").startswith("passages_fts") and name not in ("words", "passages_by_words")


def test_the_revision_that_the_store_expects_is_the_last():
    scripts = ScriptDirectory(str(files("dragoman.store") / "migrations"))
    assert scripts.get_current_head() == REVISION


def test_opening_twice_migrates_once(tmp_path):
    open_store(tmp_path / "x.db").close()
    before = (tmp_path / "x.db").read_bytes()
    open_store(tmp_path / "x.db").close()
    assert (tmp_path / "x.db").read_bytes() == before


@pytest.mark.parametrize("revision", EARLIER)
def test_a_store_of_every_earlier_version_comes_along_with_all_that_it_held(place, revision):
    articles = {f"{n}.txt": made.article(n).replace("Lima", "Líma") for n in range(3)}
    EARLIER[revision](place, articles)
    outcomes = [made.run(made.read(name, text.encode())) for name, text in articles.items()]
    with open_store(place) as store:
        seen = made.Look(store)
        assert seen.documents() == sorted(((o.document, o.text) for o in outcomes), key=lambda pair: pair[0].id)
        assert seen.records() == sorted((r for o in outcomes for r in o.records), key=lambda r: r.id)
        assert len(seen.actors()) == sum(len(o.actors) for o in outcomes)
        assert [issue.code for issue in seen.issues()] == ["odd"] * 3
        assert {p.document_id for p in seen.search("lima round 2")[0]} == {made.made_id(articles["2.txt"])}
        assert [(run.started, run.documents) for run in seen.runs()] == [(STARTED, 3)]
        assert list(store.check()) == []
        with store.view(AsOf(published=date(2024, 3, 2))) as then:
            assert len(then.documents()) == 2
        outcome = outcomes[0]
        store.put(outcome, pipeline="2", run=store.begin_run({"made": "2"}))
        assert seen.counts()["readings"] == 4


def test_every_revision_but_the_last_has_a_store_to_come_from():
    scripts = ScriptDirectory(str(files("dragoman.store") / "migrations"))
    assert {s.revision for s in scripts.walk_revisions()} - {REVISION} == EARLIER.keys()
