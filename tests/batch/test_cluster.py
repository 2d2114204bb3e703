"""The same batch on a Dask cluster; a worker lost half-way is made up for."""

import json
import os
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager

import psutil
import pytest
from mischief import slow_articles as articles

from dragoman import batch
from dragoman.errors import BrokenSystem

distributed = pytest.importorskip("distributed")
# Dask's own threads and sockets end when they please.
pytestmark = pytest.mark.filterwarnings("ignore")


def shards(job):
    return {path.name: path.read_bytes() for path in (job / "shards").glob("*.jsonl")}


@pytest.fixture
def cluster(made_workers, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(path for path in sys.path if path))
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as made:
        yield made


def test_a_cluster_writes_what_one_machine_writes_and_outlives_a_worker(cluster, tmp_path, made_workers):
    folder, alone, spread = articles(tmp_path / "in", 40), tmp_path / "alone", tmp_path / "spread"
    for job in (alone, spread):
        batch.plan(str(job), [str(folder)], batch.recipe(), size=4)
    batch.run(str(alone), workers=2)
    lost = []

    def tell(progress):
        if progress.summary.done >= 2 and not lost:
            lost.append(next(iter(cluster.workers.values())).pid)
            psutil.Process(lost[0]).kill()

    found = batch.run(str(spread), scheduler=cluster.scheduler_address, tell=tell)
    assert lost
    assert (found.is_complete, found.items) == (True, 40)
    assert shards(spread) == shards(alone)


@contextmanager
def scheduled(folder):
    """A scheduler and a worker as one starts them by hand; the scheduler's address, and its process."""
    known = folder / "scheduler.json"
    with ExitStack() as stack:

        def start(*arguments):
            command = [sys.executable, "-m", *arguments, "--scheduler-file", str(known), "--no-dashboard"]
            process = stack.enter_context(subprocess.Popen(command, stderr=subprocess.DEVNULL))
            stack.callback(process.kill)
            return process

        scheduler = start("distributed.cli.dask_scheduler", "--port", "0", "--host", "127.0.0.1")
        while not known.exists():
            assert scheduler.poll() is None
            time.sleep(0.05)
        start("distributed.cli.dask_worker", "--nworkers", "1", "--nthreads", "1", "--no-nanny")
        yield json.loads(known.read_text(encoding="utf-8"))["address"], scheduler


def test_a_scheduler_that_is_killed_is_named_and_another_one_lets_the_batch_go_on(tmp_path, made_workers, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(path for path in sys.path if path))
    folder, alone, spread = articles(tmp_path / "in", 24), tmp_path / "alone", tmp_path / "spread"
    for job in (alone, spread):
        batch.plan(str(job), [str(folder)], batch.recipe(), size=2)
    batch.run(str(alone), workers=1)
    for name in ("first", "second"):
        (tmp_path / name).mkdir()

    with scheduled(tmp_path / "first") as (address, scheduler):

        def tell(progress):
            if progress.summary.done == 2:
                scheduler.kill()

        with pytest.raises(BrokenSystem, match="the scheduler was lost"):
            batch.run(str(spread), scheduler=address, tell=tell)
    assert 2 <= batch.status(str(spread)).done < 12
    with scheduled(tmp_path / "second") as (address, _):
        assert batch.run(str(spread), scheduler=address).is_complete
    assert shards(spread) == shards(alone)


def test_a_scheduler_that_is_not_there_is_named(tmp_path):
    batch.plan(str(tmp_path / "job"), [str(articles(tmp_path / "in", 1))], batch.recipe())
    import dask

    with (
        dask.config.set({"distributed.comm.timeouts.connect": "1s"}),
        pytest.raises(BrokenSystem, match=r"127\.0\.0\.1:9"),
    ):
        batch.run(str(tmp_path / "job"), scheduler="tcp://127.0.0.1:9")
