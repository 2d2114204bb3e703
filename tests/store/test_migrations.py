from importlib.resources import files

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from dragoman.store import open_store
from dragoman.store.engine import engine_for
from dragoman.store.schema import REVISION, metadata


def test_the_migrations_make_the_tables_that_the_schema_declares(tmp_path):
    with engine_for(tmp_path / "new.db", create=True).connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": _ours})
        assert compare_metadata(context, metadata) == []


def _ours(name, kind, parents):
    return kind != "table" or not name.startswith("passages_fts")


def test_the_revision_that_the_store_expects_is_the_last():
    scripts = ScriptDirectory(str(files("dragoman.store") / "migrations"))
    assert scripts.get_current_head() == REVISION


def test_opening_twice_migrates_once(tmp_path):
    open_store(tmp_path / "x.db").close()
    before = (tmp_path / "x.db").read_bytes()
    open_store(tmp_path / "x.db").close()
    assert (tmp_path / "x.db").read_bytes() == before
