import io
import os
import time
import zipfile

import made
import pytest

import dragoman.app
from dragoman.app import Apart
from dragoman.errors import DocumentError
from dragoman.readers import How, Limits


@pytest.fixture
def apart():
    process = Apart(grace=0.3)
    yield process
    process.close()


def test_a_function_is_answered_from_another_process(apart):
    assert apart.run("a", 60, os.getpid) not in (os.getpid(), 0)
    assert apart.run("a", 60, os.getpid) == apart.run("a", 60, os.getpid)


def test_what_takes_too_long_is_ended_and_the_next_is_read(apart):
    before = apart.run("a", 60, os.getpid)
    began = time.monotonic()
    with pytest.raises(DocumentError, match="expected to be read within") as refused:
        apart.run("slow.pdf", 0.2, time.sleep, 60)
    assert refused.value.code == "too-slow"
    assert time.monotonic() - began < 20
    assert apart.run("a", 60, os.getpid) != before


def test_what_breaks_the_process_is_refused(apart):
    with pytest.raises(DocumentError, match="breaks its reader") as refused:
        apart.run("bad.pdf", 5, os._exit, 3)
    assert refused.value.code == "crash"
    assert apart.run("a", 60, os.getcwd)


def test_what_a_reader_raises_comes_back(apart):
    with pytest.raises(DocumentError, match="the file is empty"):
        apart.run("a", 60, made.read, "a.txt", b" ")
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        apart.run("a", 60, divmod, 1, 0)


def test_an_archive_is_taken_apart_there(apart):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for number in range(2):
            file.writestr(f"{number}.txt", made.article(number))
    found = apart.unpack("two.zip", packed.getvalue(), How(Limits()))
    assert [item.data.decode() for item in found] == [made.article(number) for number in range(2)]


def test_a_file_read_apart_gives_the_same_record(apart, tmp_path):
    with dragoman.app.open(tmp_path / "a.db", tools=made.tools()) as archive:
        reading = archive.read_bytes("a.txt", made.article(1).encode(), apart=apart)
        refused = archive.read_bytes("empty.txt", b" ", apart=apart)
        assert reading.documents == [made.made_id(made.article(1))]
        assert len(archive.records("events")) == 1
    assert [found.code for found in refused.refused] == ["empty"]
