"""A PostgreSQL server for the tests: Debian's, in a folder of its own, by a user who is not root, over a socket.

Where there is none the tests that want it are skipped, unless DRAGOMAN_REQUIRE_POSTGRES is set: then they fail.
"""

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

REQUIRED = "DRAGOMAN_REQUIRE_POSTGRES"
_numbers = itertools.count()


def programs():
    """The folder with initdb and pg_ctl, the newest of several; None where there is none."""
    known = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name))
    on_path = shutil.which("pg_ctl")
    places = [*reversed(known), *([Path(on_path).resolve().parent] if on_path else [])]
    return next((place for place in places if (place / "initdb").exists()), None)


def owner():
    """Who runs the server where we are root, which it refuses."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@contextmanager
def running():
    """The URL of a server's databases, without a name at its end."""
    tools, user = programs(), owner()
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    if user:
        shutil.chown(folder, user)

    def call(name, *arguments):
        # out and err away: a server that inherits a pipe keeps whoever reads it waiting
        command = [str(tools / name), "-D", str(folder / "data"), *arguments]
        subprocess.run(command, check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    try:
        call("initdb", "-U", "dragoman", "-A", "trust", "-E", "UTF8", "--no-sync")
        call(
            "pg_ctl", "-w", "-l", str(folder / "log"), "-o", f"-k {folder} -c listen_addresses='' -c fsync=off", "start"
        )
        try:
            yield f"postgresql+psycopg://dragoman@/{{}}?host={folder}"
        finally:
            call("pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def server():
    """The URL of a server's databases, with {} for the name of one."""
    try:
        import psycopg  # noqa: F401
    except ImportError:
        _absent("psycopg is not installed")
    if programs() is None:
        _absent("no PostgreSQL server is installed")
    with running() as url:
        yield url


def _absent(reason):
    if os.environ.get(REQUIRED):
        pytest.fail(f"{REQUIRED} is set, but {reason}", pytrace=False)
    pytest.skip(reason)


def new_database(url):
    """The address of a new, empty database."""
    import psycopg

    name = f"made_{next(_numbers)}"
    plain = url.replace("+psycopg", "")
    with psycopg.connect(plain.format("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return url.format(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request, tmp_path):
    """Where a store may be: a file, or a database on a server."""
    if request.param == "sqlite":
        return tmp_path / "made.db"
    return new_database(request.getfixturevalue("server"))
