"""A batch gives what reading gives: on one machine or a cluster, in any order, whatever its shards are."""

import gzip
import json
from dataclasses import replace
from pathlib import Path

import made
import pytest

import dragoman.app
from dragoman import batch
from dragoman.batch import results
from dragoman.batch.engines import Failure
from dragoman.batch.manifest import read_manifest
from dragoman.batch.places import Folder
from dragoman.batch.prefilter import may_hold_dealings
from dragoman.batch.running import _round, _stand
from dragoman.document import Outcome
from dragoman.errors import BrokenSystem, UsageError
from dragoman.evaluate import hostile_files
from dragoman.kb import load
from dragoman.records import DocumentRecord, Published

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def mixed(tmp_path):
    """A folder of every shape: files, doubles, a table, archives in archives, broken ones, one that is no article."""
    folder = tmp_path / "in"
    folder.mkdir()
    page = hostile_files.page
    bodies = ["".join(f"<p>{line}</p>" for line in made.article(n).splitlines()) for n in range(30, 37)]
    warc = [hostile_files.warc(page(body)) for body in bodies]
    table = [["title", "text", "date"], *[["T", made.article(n), "2024-03-05"] for n in range(40, 47)]]
    for number in range(8):
        (folder / f"{number}.txt").write_text(made.article(number), encoding="utf-8")
    (folder / "again.txt").write_text(made.article(1), encoding="utf-8")
    (folder / "blank.txt").write_text(" \n", encoding="utf-8")
    (folder / "crash.txt").write_text("CRASH of a pipeline", encoding="utf-8")
    (folder / "pages.warc.gz").write_bytes(b"".join(gzip.compress(each) for each in warc))
    (folder / "pages.warc").write_bytes(b"".join(warc) + b"no record")
    (folder / "rows.csv").write_bytes(hostile_files.table(table))
    inner = hostile_files.zipped({"x.txt": made.article(50).encode(), "y.txt": made.article(51).encode()})
    (folder / "more.zip").write_bytes(hostile_files.zipped({"a.txt": made.article(52).encode(), "in.zip": inner}))
    (folder / "picture.png").write_bytes(b"\x89PNG")
    return folder


def exported(place, out):
    with dragoman.app.open(place, create=False) as archive:
        archive.export(out)
    return {path.name: path.read_bytes() for path in out.iterdir()}


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_a_loaded_batch_is_what_reading_gives(place, mixed, tmp_path, made_workers, monkeypatch, form):
    import mischief

    monkeypatch.setattr("dragoman.pipeline.run", mischief.run)
    read = tmp_path / "read.db"
    with dragoman.app.open(read) as archive:
        reading = archive.read([mixed])
    job = str(tmp_path / "job")
    planned = batch.plan(job, [str(mixed)], batch.recipe(form=form), size=3)
    found = batch.run(job, workers=2)
    assert found.is_complete
    assert found.items == found.planned == sum(shard.documents for shard in planned.shards) > 30
    assert sum(found.counts.values()) == found.items
    loaded = batch.load(job, str(place)).reading
    assert (loaded.statuses, loaded.unchanged, loaded.refused) == (
        reading.statuses,
        reading.unchanged,
        reading.refused,
    )
    assert exported(place, tmp_path / "b") == exported(read, tmp_path / "a")
    before = made_counts(place)
    assert not {"accepted", "partial"} & batch.load(job, str(place)).reading.statuses.keys()
    assert made_counts(place) == before


def made_counts(place):
    with dragoman.app.open(place, create=False) as archive:
        assert archive.check() == []
        return made.Look(archive._store).counts()


def test_the_real_pipeline_gives_in_a_batch_what_it_gives_in_a_reading(tmp_path):
    chosen = sorted(EXAMPLES.glob("*.txt"))[:3]
    with dragoman.app.open(tmp_path / "read.db") as archive:
        archive.read(chosen)
    job = str(tmp_path / "job")
    batch.plan(job, [str(each) for each in chosen], batch.recipe(), size=2)
    found = batch.run(job, workers=1)
    assert found.items == 3
    assert found.kinds["events"] > 0
    batch.load(job, str(tmp_path / "batch.db"))
    assert exported(tmp_path / "batch.db", tmp_path / "b") == exported(tmp_path / "read.db", tmp_path / "a")


def test_shards_are_the_same_bytes_whoever_reads_them_in_whichever_order(mixed, tmp_path, made_workers):
    jobs = [tmp_path / "one", tmp_path / "two"]
    for job, workers in zip(jobs, (1, 2), strict=True):
        batch.plan(str(job), [str(mixed)], batch.recipe(), size=4)
        batch.run(str(job), workers=workers)
    files = [{path.name: path.read_bytes() for path in (job / "shards").glob("*.jsonl")} for job in jobs]
    assert files[0] == files[1]
    assert len(files[0]) > 5


def test_the_order_of_shards_and_the_cut_change_nothing_in_the_store(mixed, tmp_path, made_workers):
    exports = []
    for size in (1, 7, 100):
        job = str(tmp_path / f"job{size}")
        batch.plan(job, [str(mixed)], batch.recipe(), size=size)
        batch.run(job, workers=2)
        batch.load(job, str(tmp_path / f"{size}.db"))
        exports.append(exported(tmp_path / f"{size}.db", tmp_path / f"out{size}"))
    assert exports[0] == exports[1] == exports[2]


def test_a_run_goes_on_from_what_is_done(mixed, tmp_path, made_workers):
    job = tmp_path / "job"
    batch.plan(str(job), [str(mixed)], batch.recipe(), size=4)
    batch.run(str(job), workers=1)
    whole = {path.name: path.read_bytes() for path in (job / "shards").glob("*.jsonl")}
    marks = sorted((job / "shards").glob("*.done"))
    gone = marks[1:8:3]
    for mark in gone:
        mark.unlink()
    stamps = {path: path.stat().st_mtime_ns for path in set(marks) - set(gone)}
    assert not batch.status(str(job)).is_complete
    assert batch.run(str(job), workers=1).is_complete
    assert {path.name: path.read_bytes() for path in (job / "shards").glob("*.jsonl")} == whole
    assert {path: path.stat().st_mtime_ns for path in stamps} == stamps
    assert [path.name for path in (job / "shards").iterdir() if path.name.startswith(".")] == []


def test_a_new_plan_takes_the_place_of_an_older_versions_and_keeps_what_is_alike(tmp_path, made_workers):
    job, folder = tmp_path / "job", tmp_path / "few"
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.txt").write_text(made.article(number), encoding="utf-8")
    batch.plan(str(job), [str(folder)], batch.recipe(), size=2)
    batch.run(str(job), workers=1)
    (folder / "4.txt").write_text(made.article(4), encoding="utf-8")
    with pytest.raises(UsageError, match="--again"):
        batch.plan(str(job), [str(folder)], batch.recipe(), size=2)
    batch.plan(str(job), [str(folder)], batch.recipe(), size=2, again=True)
    assert (batch.status(str(job)).shards, batch.status(str(job)).done) == (3, 2)
    for mark in (job / "shards").glob("*.done"):  # as versions wrote it that knew of no second plan
        told = json.loads(mark.read_bytes())
        mark.write_text(json.dumps({name: value for name, value in told.items() if name != "recipe"}), "utf-8")
    assert batch.status(str(job)).done == 2
    newer = replace(batch.recipe(), pipeline="newer=2")
    batch.plan(str(job), [str(folder)], newer, size=2, again=True)
    assert batch.status(str(job)).done == 0
    with pytest.raises(BrokenSystem, match="--again"):
        batch.run(str(job), workers=1)
    assert batch.load(str(job), str(tmp_path / "x.db")).reading.total == 0


def test_what_fails_is_tried_again_and_then_listed(mixed, tmp_path):
    job = str(tmp_path / "job")
    manifest = batch.plan(job, [str(mixed)], batch.recipe(), size=10)
    summary, _ = _stand(Folder(job), manifest)

    class Broken:
        def read(self, shards):
            yield from ((shard, Failure("no luck")) for shard in shards)

    left = list(_round(Broken(), list(manifest.shards), summary, None))
    assert left == list(manifest.shards)
    assert set(summary.failed.values()) == {"no luck"}
    assert not summary.is_complete


def test_an_item_goes_through_its_line_whole():
    text = "half a pair \udc80, a break\n, a quote “ — and 漢字"
    record = DocumentRecord(id="a" * 64, source="a.txt", published=Published(), status="accepted")
    premade = results.Premade("a.txt", Outcome(document=record, text=text))
    from dragoman.batch.manifest import line

    told = line(results.row_of(premade))
    assert told.isascii()
    assert results.found_of(json.loads(told)) == premade


def test_a_day_given_to_a_batch_dates_its_documents(tmp_path, made_workers):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("- OPEN who pays state:CHL state:PER | Nobody said who pays.\n", encoding="utf-8")
    job, place = str(tmp_path / "job"), tmp_path / "x.db"
    batch.plan(job, [str(folder)], batch.recipe(published="2024-05-06"))
    batch.run(job, workers=1)
    batch.load(job, str(place))
    with dragoman.app.open(place) as archive:
        assert [str(each.published.edtf) for each in archive.records("documents")] == ["2024-05-06"]
        assert [made.Look(archive._store).held(each.id).dated_by_reader for each in archive.records("documents")] == [
            "2024-05-06"
        ]


def test_one_text_under_two_names_in_a_shard_is_one_document_of_two_names(place, tmp_path, made_workers):
    folder, job = tmp_path / "in", str(tmp_path / "job")
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / f"{name}.txt").write_text(made.article(name == "c"), encoding="utf-8")
    batch.plan(job, [str(folder)], batch.recipe())
    batch.run(job, workers=1)
    reading = batch.load(job, str(place)).reading
    assert (reading.statuses, reading.unchanged) == ({"accepted": 2}, 1)
    assert made_counts(place)["sources"] == 3
    assert batch.load(job, str(place), again=True).reading.statuses == {"accepted": 3}
    assert made_counts(place)["readings"] == 5


def test_what_was_taken_out_stays_out_and_what_a_person_dated_stays_dated(mixed, tmp_path, made_workers):
    job, place = str(tmp_path / "job"), tmp_path / "x.db"
    gone, dated = made.made_id(made.article(2)), made.made_id(made.article(3))
    with dragoman.app.open(place, tools=made.tools("old")) as archive:
        archive.read([mixed / "2.txt"])
        archive.read([mixed / "3.txt"], published="2020-01-01")
        archive.forget(gone, who="ana")
    batch.plan(job, [str(mixed)], batch.recipe(), size=50)
    batch.run(job, workers=1)
    codes = {refusal.code for refusal in batch.load(job, str(place)).reading.refused}
    assert {"forgotten", "dated"} <= codes
    with dragoman.app.open(place) as archive:
        kept = {each.id: str(each.published.edtf) for each in archive.records("documents")}
    assert gone not in kept
    assert kept[dated] == "2020-01-01"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Chile and Peru met in Lima.", True),
        ("The Kremlin spoke of China.", True),
        ("The United Nations praised Togo.", True),
        ("Peru won the match. Peruvian fans sang in Lima.", False),
        ("The recipe needs two eggs and flour.", False),
        ("", False),
    ],
)
def test_the_prefilter_keeps_what_names_two_parties(text, kept):
    assert may_hold_dealings(text, load()) is kept


def test_the_prefilter_drops_and_counts(tmp_path, made_workers):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(made.article(1), encoding="utf-8")
    (folder / "b.txt").write_text("Two eggs and some flour make a cake.", encoding="utf-8")
    job = str(tmp_path / "job")
    batch.plan(job, [str(folder)], batch.recipe(prefilter=True))
    found = batch.run(job, workers=1)
    assert found.counts == {"accepted": 1, "dropped": 1}
    assert batch.load(job, str(tmp_path / "x.db")).dropped == 1


def test_a_manifest_that_a_list_of_shards_was_read_from_names_each_shard_apart(mixed, tmp_path):
    job = str(tmp_path / "job")
    batch.plan(job, [str(mixed)], batch.recipe(), size=2)
    names = [shard.name for shard in read_manifest(Folder(job)).shards]
    assert len(set(names)) == len(names)
    assert names == sorted(names)
