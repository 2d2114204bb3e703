"""Plans: the same inputs, the same bytes; each file once; nothing from elsewhere unasked."""

import gzip
import json

import made
import pytest

from dragoman import batch
from dragoman.batch.manifest import read_manifest, written
from dragoman.batch.places import Folder
from dragoman.errors import BrokenSystem, UsageError


def articles(folder, count):
    folder.mkdir(parents=True)
    for number in range(count):
        (folder / f"{number:03d}.txt").write_text(made.article(number), encoding="utf-8")
    return folder


def test_planning_twice_gives_the_same_bytes_and_another_plan_is_refused(tmp_path):
    folder, job = articles(tmp_path / "in", 25), tmp_path / "job"
    first = batch.plan(str(job), [str(folder)], batch.recipe(), size=10)
    kept = (job / "manifest.jsonl").read_bytes()
    assert [shard.documents for shard in first.shards] == [10, 10, 5]
    batch.plan(str(job), [str(folder)], batch.recipe(), size=10)
    assert (job / "manifest.jsonl").read_bytes() == kept
    with pytest.raises(UsageError, match="another batch"):
        batch.plan(str(job), [str(folder)], batch.recipe(), size=5)


def test_a_plan_is_read_as_it_was_written(tmp_path):
    folder, job = articles(tmp_path / "in", 3), tmp_path / "job"
    (folder / ".hidden.txt").write_text("x", encoding="utf-8")
    chosen = batch.recipe(limits={"pages": "7"}, columns={"text": "story"}, published="2024-03", prefilter=True)
    planned = batch.plan(str(job), [str(folder)], chosen, size=2)
    assert read_manifest(Folder(str(job))) == planned
    assert [each.reason for each in planned.skipped] == ["hidden"]
    assert written(planned) == (job / "manifest.jsonl").read_bytes()


def test_a_file_is_planned_once_whichever_way_it_is_named(tmp_path):
    folder = articles(tmp_path / "in", 3)
    planned = batch.plan(
        str(tmp_path / "job"), [f"{folder}/*.txt", str(folder), f"file://{folder}/001.txt"], batch.recipe()
    )
    assert [piece.name for shard in planned.shards for piece in shard.pieces] == [
        str(folder / f"{n:03d}.txt") for n in range(3)
    ]
    assert len(planned.skipped) == 4


def test_a_list_names_inputs_from_where_it_lies(tmp_path):
    folder = articles(tmp_path / "in", 3)
    listed = tmp_path / "paths.gz"
    listed.write_bytes(gzip.compress(b"# two of three\nin/000.txt\n\nin/002.txt\n"))
    planned = batch.plan(str(tmp_path / "job"), [], batch.recipe(), listed=str(listed))
    assert [piece.address for shard in planned.shards for piece in shard.pieces] == [
        str(folder / "000.txt"),
        str(folder / "002.txt"),
    ]


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        (["https://example.org/a.warc.gz"], "add --fetch"),
        (["s3://bucket/*.warc.gz"], "add --fetch"),
        (["{}/none*.txt"], "nothing matches"),
        (["{}/absent"], "found nothing at"),
        (["-"], "no standard input"),
        (["{}"], "nothing to read"),
    ],
)
def test_what_cannot_be_planned_is_said(tmp_path, inputs, said):
    with pytest.raises(UsageError, match=said):
        batch.plan(str(tmp_path / "job"), [each.format(tmp_path) for each in inputs], batch.recipe())
    assert not (tmp_path / "job" / "manifest.jsonl").exists()


def test_a_plan_that_is_damaged_is_refused(tmp_path):
    job = tmp_path / "job"
    batch.plan(str(job), [str(articles(tmp_path / "in", 3))], batch.recipe())
    manifest = job / "manifest.jsonl"
    manifest.write_bytes(manifest.read_bytes()[:-20])
    with pytest.raises(BrokenSystem, match="damaged"):
        batch.status(str(job))


def test_a_plan_of_another_version_is_not_read_by_this_one(tmp_path):
    job = tmp_path / "job"
    batch.plan(str(job), [str(articles(tmp_path / "in", 1))], batch.recipe())
    manifest = job / "manifest.jsonl"
    head, rest = manifest.read_text(encoding="utf-8").split("\n", 1)
    row = json.loads(head)
    row["recipe"]["pipeline"] = "dragoman=0.0"
    manifest.write_text(json.dumps(row) + "\n" + rest, encoding="utf-8")
    with pytest.raises(BrokenSystem, match="same versions everywhere"):
        batch.run(str(job), workers=1)


def test_an_address_elsewhere_is_planned_whole_and_read_through_a_copy(tmp_path):
    import fsspec

    from dragoman.batch.coding import Coder

    memory = fsspec.filesystem("memory")
    memory.pipe_file("/in/a.txt", made.article(1).encode())
    planned = batch.plan(str(tmp_path / "job"), ["memory://in/*.txt"], batch.recipe(fetch=True, rules_only=True))
    (shard,) = planned.shards
    assert [piece.part.unit for piece in shard.pieces] == ["whole"]
    beats = []
    (found,) = Coder(planned.recipe).items(shard, {}, lambda number, phase: beats.append((number, phase)))
    assert found.outcome.document.id == made.made_id(made.article(1))
    assert beats == [(0, "open"), (0, "read"), (1, "open")]
