"""A reading that is killed half-way loses nothing, and the same command goes on from there."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import made
import pytest

import dragoman.app

HERE = Path(made.__file__).parent
SLOW = f"""
import sys, time
sys.path.insert(0, {str(HERE)!r})
import made, dragoman.app
from dragoman.app.reading import Tools

def run(document, *, published=None):
    print("next", flush=True)
    time.sleep(0.02)
    return made.run(document, published=published)

with dragoman.app.open(sys.argv[1], tools=Tools(read=made.read_item, run=run, versions={{"made": "1"}})) as archive:
    archive.read(sys.argv[2])
"""


@pytest.mark.parametrize("after", [1, 7])
def test_a_killed_reading_resumes_and_ends_like_one_that_was_not(place, tmp_path, after):
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(20):
        (folder / f"{number:02d}.txt").write_text(made.article(number), encoding="utf-8")
    _kill_after(after, place, folder)
    whole = _export(tmp_path / "whole.db", folder, tmp_path / "whole")
    with dragoman.app.open(place) as killed:
        kept = made.Look(killed._store).counts()["documents"]
    assert after - 1 <= kept < 20
    assert _export(place, folder, tmp_path / "resumed") == whole


def _kill_after(documents, store, folder):
    command = [sys.executable, "-c", SLOW, str(store), str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        for _ in range(documents):
            assert process.stdout.readline() == "next\n"
        time.sleep(0.01)
        os.kill(process.pid, signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL


def _export(store, folder, out):
    with dragoman.app.open(store, tools=made.tools()) as archive:
        archive.read(folder)
        archive.export(out)
    return {path.name: path.read_bytes() for path in out.iterdir()}
