"""Whatever dies, fills up, breaks or jumps: nothing is lost, nothing is there twice, and the reason is given."""

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time

import made
import psutil
import pytest
from mischief import slow_articles as articles

import dragoman.app
from dragoman import batch
from dragoman.batch.coding import Coder
from dragoman.batch.manifest import read_manifest
from dragoman.batch.places import Folder
from dragoman.batch.rulings import Ruling
from dragoman.errors import BrokenSystem, StoreError


def shards(job):
    return {path.name: path.read_bytes() for path in (job / "shards").glob("*.jsonl")}


def ids(place):
    with dragoman.app.open(place, create=False) as archive:
        assert archive.check() == []
        return sorted(record.id for record in archive.records("documents"))


@pytest.fixture
def quiet(undisturbed, tmp_path, made_workers):
    """The articles and the shards of the undisturbed batch; a copy of it lies in `quiet`."""
    shutil.copytree(undisturbed / "job", tmp_path / "quiet")
    return undisturbed / "in", shards(tmp_path / "quiet")


def workers_of(process):
    return [child for child in process.children(recursive=True) if "dragoman.batch.hand" in " ".join(child.cmdline())]


def test_documents_that_hang_eat_memory_or_kill_are_refused_and_the_others_read(tmp_path, made_workers):
    folder = articles(tmp_path / "in", 9, mark="")
    for name, word in (("hang", "HANG"), ("hog", "HOG"), ("die", "DIE")):
        (folder / f"{name}.txt").write_text(f"{made.article(99)}\n{word}\n", encoding="utf-8")
    job, place = str(tmp_path / "job"), tmp_path / "x.db"
    batch.plan(job, [str(folder)], batch.recipe(seconds=3, megabytes=1500), size=4)
    found = batch.run(job, workers=2)
    assert found.is_complete
    assert found.counts == {"accepted": 9, "refused": 3}
    assert sorted((name.rpartition("/")[2], code) for name, code, _ in found.refused) == [
        ("die.txt", "killed"),
        ("hang.txt", "too-slow"),
        ("hog.txt", "memory"),
    ]
    assert len(batch.load(job, str(place)).reading.documents) == 12
    with dragoman.app.open(place) as archive:
        assert archive.check() == []
        assert len([each for each in archive.records("documents") if each.status == "refused"]) == 3


def test_a_file_in_which_nothing_more_is_found_is_left_and_the_next_one_read(tmp_path):
    folder = articles(tmp_path / "in", 2, mark="")
    table = '"title","text"\n' + "".join(f'"{n}","Chile and Peru met in Lima for the {n}. time."\n' for n in range(4))
    (folder / "001.csv").write_text(table, encoding="utf-8")
    planned = batch.plan(str(tmp_path / "job"), [str(folder)], batch.recipe(rules_only=True))
    (shard,) = planned.shards
    ruling = {4: Ruling("open", "too-slow", "no end")}  # a text, three rows, and then it hangs
    found = list(Coder(planned.recipe).items(shard, ruling, lambda *_: None))
    assert [(each.name.rpartition("/")[2], getattr(each, "code", "")) for each in found] == [
        ("000.txt", ""),
        *((f"001.csv#row={n}", "") for n in (2, 3, 4)),
        ("001.csv", "too-slow"),
        ("001.txt", ""),
    ]


@pytest.mark.parametrize("seed", [1, 2])
def test_workers_killed_at_random_lose_and_double_nothing(quiet, tmp_path, seed):
    folder, whole = quiet
    job = tmp_path / "job"
    batch.plan(str(job), [str(folder)], batch.recipe(), size=5)
    chance, done, killed = random.Random(seed), threading.Event(), []  # noqa: S311 - no secrets

    def kill():
        while len(killed) < 4 and not done.wait(chance.uniform(0.1, 1.5)):
            for child in workers_of(psutil.Process())[:1]:
                child.kill()
                killed.append(child.pid)

    killer = threading.Thread(target=kill)
    killer.start()
    found = batch.run(str(job), workers=2, tries=6)
    done.set()
    killer.join()
    assert killed
    assert found.is_complete
    assert found.items == 40
    assert shards(job) == whole


@pytest.mark.parametrize("after", [1, 5])
def test_a_run_that_is_killed_goes_on_and_ends_like_one_that_was_not(quiet, tmp_path, after):
    folder, whole = quiet
    job = tmp_path / "job"
    batch.plan(str(job), [str(folder)], batch.recipe(), size=5)
    command = [sys.executable, "-m", "dragoman", "batch", "run", str(job), "--workers", "2"]
    paths = os.pathsep.join(path for path in sys.path if path)
    with subprocess.Popen(command, env=os.environ | {"PYTHONPATH": paths}, stderr=subprocess.DEVNULL) as process:
        until = time.monotonic() + 60
        while len(list(job.glob("shards/*.done"))) < after and time.monotonic() < until:
            time.sleep(0.01)
        left = workers_of(psutil.Process(process.pid))
        process.kill()
    assert process.returncode == -signal.SIGKILL
    gone, alive = psutil.wait_procs(left, timeout=30)
    assert gone
    assert not alive  # a worker without a supervisor stops by itself
    kept = set(shards(job))
    assert len(kept) < len(whole)
    found = batch.run(str(job), workers=2)
    assert (found.is_complete, found.items) == (True, 40)
    assert shards(job) == whole


LOAD = """
import sys
from dragoman import batch
batch.load(sys.argv[1], sys.argv[2], tell=lambda done, total: print(done, flush=True))
"""


@pytest.mark.parametrize("after", [1, 4])
def test_a_loading_that_is_killed_goes_on_and_ends_like_one_that_was_not(place, quiet, tmp_path, after):
    job = tmp_path / "quiet"
    command = [sys.executable, "-c", LOAD, str(job), str(place)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        while int(process.stdout.readline()) < after:
            continue
        time.sleep(0.02)
        process.kill()
    kept = ids(place)
    assert 5 * (after - 1) <= len(kept) < 40
    assert len(kept) % 5 == 0  # a shard is in or out
    batch.load(str(job), str(place))
    batch.load(str(job), str(tmp_path / "whole.db"))
    assert ids(place) == ids(tmp_path / "whole.db")
    assert len(ids(place)) == 40


@pytest.mark.parametrize("damage", ["a letter", "cut", "gone", "mark"])
def test_a_damaged_shard_is_left_out_with_a_word_and_read_again_when_asked(quiet, tmp_path, damage):
    job, place = tmp_path / "quiet", tmp_path / "x.db"
    victim = sorted((job / "shards").glob("*.jsonl"))[2]
    whole = victim.read_bytes()
    if damage == "a letter":
        victim.write_bytes(whole.replace(b"Lima", b"Lome", 1))
    elif damage == "cut":
        victim.write_bytes(whole[: len(whole) // 2])
    elif damage == "gone":
        victim.unlink()
    else:
        victim.with_suffix(".done").write_bytes(b'{"sha256":')
    loaded = batch.load(str(job), str(place))
    assert [*loaded.damaged, *loaded.missing] == [victim.stem]
    assert len(ids(place)) == 35
    batch.run(str(job), workers=1, check=True)
    assert victim.read_bytes() == whole
    assert batch.load(str(job), str(place)).damaged == []
    assert len(ids(place)) == 40


@pytest.fixture
def small_disk(tmp_path):
    """A disk with room for four megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "none", str(folder)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("a disk of its own cannot be had here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_stops_a_batch_with_a_word_and_room_lets_it_go_on(quiet, small_disk):
    folder, whole = quiet
    job, ballast = small_disk / "job", small_disk / "ballast"
    batch.plan(str(job), [str(folder)], batch.recipe(), size=5)
    ballast.write_bytes(b"x" * (os.statvfs(small_disk).f_bavail * 4096 - 40_000))
    with pytest.raises(BrokenSystem, match="No space left") as stopped:
        batch.run(str(job), workers=1)
    assert "free some space" in str(stopped.value)
    assert len(shards(job)) < len(whole)
    ballast.unlink()
    assert batch.run(str(job), workers=1).is_complete
    assert shards(job) == whole


def test_a_full_disk_under_the_store_stops_a_loading_with_a_word_and_room_lets_it_go_on(quiet, tmp_path, small_disk):
    job, place, ballast = tmp_path / "quiet", small_disk / "x.db", small_disk / "ballast"
    dragoman.app.open(place).close()
    ballast.write_bytes(b"x" * (os.statvfs(small_disk).f_bavail * 4096 - 60_000))
    with pytest.raises(StoreError, match=r"no room left|disk fails or is full"):
        batch.load(str(job), str(place))
    ballast.unlink()
    assert len(ids(place)) % 5 == 0
    batch.load(str(job), str(place))
    assert len(ids(place)) == 40


def test_a_store_that_may_not_be_written_to_takes_nothing_and_says_so(quiet, tmp_path, small_disk):
    place = small_disk / "x.db"
    dragoman.app.open(place).close()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(StoreError, match=r"read-only|cannot be opened"):
        batch.load(str(tmp_path / "quiet"), str(place))


def test_files_that_may_grow_no_further_stop_a_batch_with_a_word(quiet, tmp_path):
    folder, _ = quiet
    job = tmp_path / "job"
    batch.plan(str(job), [str(folder)], batch.recipe(), size=40)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (5_000, before[1]))
    try:
        with pytest.raises(BrokenSystem, match="File too large"):
            batch.run(str(job), workers=1)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert not batch.status(str(job)).done
    assert list(job.glob("shards/.*")) == []
    assert batch.run(str(job), workers=1).is_complete


def test_an_input_that_changed_since_the_plan_is_refused(tmp_path, made_workers):
    folder, job = articles(tmp_path / "in", 3), tmp_path / "job"
    batch.plan(str(job), [str(folder)], batch.recipe())
    (folder / "001.txt").write_text("another text", encoding="utf-8")
    (folder / "002.txt").unlink()
    found = batch.run(str(job), workers=1)
    assert [(name.rpartition("/")[2], code) for name, code, _ in found.refused] == [
        ("001.txt", "changed"),
        ("002.txt", "unreadable"),
    ]


JUMPS = """
import itertools, time
_days, _true = itertools.cycle((0, 86400, -86400, 10 * 365 * 86400)), time.time
time.time = lambda: _true() + next(_days)
"""


def test_a_clock_that_jumps_changes_nothing(quiet, tmp_path, made_workers, monkeypatch):
    folder, whole = quiet
    site = made_workers / "sitecustomize.py"
    site.write_text(JUMPS + site.read_text(encoding="utf-8"), encoding="utf-8")
    job, told = tmp_path / "job", []
    batch.plan(str(job), [str(folder)], batch.recipe(seconds=5), size=5)
    true, jumps = time.time, iter(range(10**9))
    monkeypatch.setattr("time.time", lambda: true() + (-1) ** next(jumps) * 1e6)
    found = batch.run(str(job), workers=2, tell=told.append)
    assert (found.is_complete, found.counts["refused"]) == (True, 0)
    assert shards(job) == whole
    assert all(progress.rate >= 0 and (progress.left or 0) >= 0 for progress in told)


def test_a_store_whose_clock_runs_backwards_shows_the_newest_reading(tmp_path):
    from datetime import UTC, datetime, timedelta

    hours = iter(range(1000))
    folder = articles(tmp_path / "in", 2, mark="")

    def clock():
        return datetime(2024, 1, 1, tzinfo=UTC) - timedelta(hours=next(hours))

    for version in ("1", "2"):
        with dragoman.app.open(tmp_path / "x.db", tools=made.tools(version), clock=clock) as archive:
            archive.read(folder)
    with dragoman.app.open(tmp_path / "x.db") as archive:
        assert archive.check() == []
        for record in archive.records("documents"):
            assert made.Look(archive._store).held(record.id).pipeline == "made=2"


def test_a_worker_that_cannot_start_fails_its_shard_and_not_the_batch(tmp_path, made_workers):
    folder, job = articles(tmp_path / "in", 2), tmp_path / "job"
    batch.plan(str(job), [str(folder)], batch.recipe(), size=1)
    (made_workers / "sitecustomize.py").write_text("import os; os._exit(9)", encoding="utf-8")
    found = batch.run(str(job), workers=1, tries=1)
    assert not found.is_complete
    assert len(found.failed) == 2
    listed = (job / "failed.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(listed) == 2
    assert "no worker started" in listed[0]
    assert read_manifest(Folder(str(job))).shards[0].name in listed[0]


def test_a_run_that_is_interrupted_ends_its_workers_at_once(tmp_path, made_workers):
    folder, job = articles(tmp_path / "in", 2, mark=""), tmp_path / "job"
    (folder / "zz.txt").write_text(f"{made.article(9)}\nHANG\n", encoding="utf-8")
    batch.plan(str(job), [str(folder)], batch.recipe(seconds=600), size=1)

    def interrupted(progress):
        if progress.summary.done == 2:
            raise KeyboardInterrupt

    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        batch.run(str(job), workers=2, tell=interrupted)
    assert time.monotonic() - start < 120
    assert workers_of(psutil.Process()) == []
    assert batch.status(str(job)).done == 2
