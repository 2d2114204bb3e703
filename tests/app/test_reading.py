import csv
import io

import made
import pytest

import dragoman.app
from dragoman import readers
from dragoman.app.reading import Tools
from dragoman.app.sources import load
from dragoman.document import Outcome
from dragoman.errors import StoreError, UnknownRecord, UnknownState, UsageError
from dragoman.readers import Fetched, How, Refused
from dragoman.records import KINDS, DocumentRecord, Published


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "articles"
    place.mkdir()
    for number in range(4):
        (place / f"{number}.txt").write_text(made.article(number), encoding="utf-8")
    return place


@pytest.fixture
def archive(tmp_path):
    with dragoman.app.open(tmp_path / "made.db", tools=made.tools()) as opened:
        yield opened


def exported(archive, folder):
    archive.export(folder)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_folder_is_read_and_counted(archive, folder):
    seen = []
    reading = archive.read(folder, progress=lambda done, total, _: seen.append((done, total)))
    assert (reading.statuses["accepted"], reading.refused, reading.unchanged) == (4, [], 0)
    assert reading.kinds["events"] == 4
    assert seen == [(n, 4) for n in range(5)]


def test_reading_twice_changes_nothing(archive, folder, tmp_path):
    archive.read([folder])
    rows, files = made.Look(archive._store).counts(), exported(archive, tmp_path / "one")
    again = archive.read([folder])
    assert (again.unchanged, again.statuses.total()) == (4, 0)
    assert made.Look(archive._store).counts() == rows
    assert exported(archive, tmp_path / "two") == files


def test_a_newer_pipeline_reads_again(archive, folder, tmp_path):
    archive.read(folder)
    with dragoman.app.open(archive.place, tools=made.tools("2")) as newer:
        assert newer.read(folder).statuses["accepted"] == 4
        assert newer.read(folder).unchanged == 4
        assert made.Look(newer._store).counts()["documents"] == 4


def test_again_reads_all(archive, folder):
    archive.read(folder)
    assert archive.read(folder, again=True).statuses["accepted"] == 4


def test_bad_documents_are_refused_with_a_reason_and_spoil_none(archive, folder):
    (folder / "2-empty.txt").write_text(" \n")
    (folder / "3-crash.txt").write_text("CRASH")
    reading = archive.read(folder)
    assert reading.statuses["accepted"] == 4
    assert [(r.code, r.message) for r in reading.refused] == [
        ("empty", "the file is empty"),
        ("crash", "ValueError: a made crash"),
    ]
    assert {d.status for d in archive.records("documents")} == {"accepted", "refused"}
    assert {i.code for i in archive.records("issues")} == {"empty", "crash"}
    assert [r.code for r in archive.read(folder).refused] == ["empty", "crash"], "told again, though not read again"


def test_an_unreadable_file_is_told_and_kept_as_an_issue(archive, folder, monkeypatch):
    def fail(source, how):
        if "1.txt" in source.name:
            yield Refused(source.name, "unreadable", "Permission denied")
        else:
            yield from load(source, how)

    monkeypatch.setattr("dragoman.app.reading.load", fail)
    assert [r.message for r in archive.read(folder).refused] == ["Permission denied"]
    assert [r.message for r in archive.read(folder).refused] == ["Permission denied"]
    (issue,) = archive.records("issues")
    assert (issue.document_id, issue.code) == (None, "unreadable")


def test_a_broken_system_stops_the_reading(folder, tmp_path):
    def broken(*_, **__):
        raise StoreError("made")

    with (
        dragoman.app.open(tmp_path / "x.db", tools=Tools(read=made.read_item, run=broken, versions={})) as archive,
        pytest.raises(StoreError),
    ):
        archive.read(folder)


def test_one_text_under_two_names_is_one_document(archive, folder):
    (folder / "9-same.txt").write_text(made.article(0), encoding="utf-8")
    archive.read(folder)
    assert len(archive.records("documents")) == 4
    assert [i.code for i in archive.records("issues")] == ["same-content"]


def test_a_date_given_by_a_person_outlives_later_readings(archive, folder):
    archive.read(folder / "1.txt", published="2023-01-02")
    (document,) = archive.records("documents")
    assert str(document.published.edtf) == "2023-01-02"
    assert archive.read(folder / "1.txt").unchanged == 1
    archive.read(folder / "1.txt", again=True)
    assert archive.records("documents") == [document]


def test_standard_input_is_read(archive, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(made.article(1).encode())))
    assert archive.read("-").statuses["accepted"] == 1
    assert [d.source for d in archive.records("documents")] == ["-"]


def test_nothing_to_read_is_said(archive, tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="nothing to read"):
        archive.read(tmp_path / "empty")
    with pytest.raises(UsageError, match="found nothing"):
        archive.read(tmp_path / "missing.txt")


def test_the_archive_answers(archive, folder):
    archive.read(folder)
    assert "Chile → Peru" in archive.brief("CHL", "peruvian")
    assert len(archive.timeline("Chile", "PER", since="2024-03-02", until="2024-03-03")) == 2
    (event, *_) = archive.records("events")
    shown = archive.show(event.id[:14])
    assert shown.record.id == event.id
    assert shown.texts[event.document_id][event.verb.start : event.verb.end] == event.verb.text
    assert [view.actor.id for view in archive.actor("chile")] == ["state:CHL"]
    assert len(archive.actor("state:PER")[0].records) == 4
    found = archive.search("round 3", limit=5)
    assert {"Article 3"} == {f.document.title for f in found}
    assert any(found_.records for found_ in found)


@pytest.mark.parametrize(
    ("ask", "error", "says"),
    [
        (lambda a: a.brief("Chile", "Peruu"), UnknownState, "Peru"),
        (lambda a: a.brief("Chile", "CHL"), UsageError, "same state"),
        (lambda a: a.brief("CHL", "PER", since="lately"), UsageError, "2024-03-05"),
        (lambda a: a.timeline("CHL", "PER", until="XXXX-05"), UsageError, "no year"),
        (lambda a: a.show("event:none"), UnknownRecord, "no record"),
        (lambda a: a.show(""), UnknownRecord, "no record"),
        (lambda a: a.show("events:"), UnknownRecord, "more than one"),
        (lambda a: a.actor("Chille"), UsageError, "chile"),
        (lambda a: a.records("birds"), UsageError, "documents"),
    ],
)
def test_wrong_questions_get_the_mend(archive, folder, ask, error, says):
    archive.read(folder)
    with pytest.raises(error, match=says):
        ask(archive)


def test_every_kind_can_be_asked_for(archive, folder):
    archive.read(folder)
    assert {kind: len(archive.records(kind)) for kind in KINDS}["gaps"] == 4


def test_a_joined_record_can_be_shown(archive, tmp_path):
    for name, figure in (("a", "55"), ("b", "80")):
        (tmp_path / f"{name}.txt").write_text(f"- DEBT {figure} USD state:PER state:CHL | Peru owes {figure}")
    archive.read([tmp_path / "a.txt", tmp_path / "b.txt"])
    (conflict,) = archive.records("conflicts")
    assert archive.show(conflict.id).record == conflict
    assert conflict.id in [r.id for r in archive.show(conflict.records[0]).pointing]


def kept(document, *, published=None):
    if "CRASH" in document.text:
        raise ValueError("a made crash")
    record = DocumentRecord(
        id=document.id, source=document.source, url=document.url, publisher=document.publisher, status=document.status,
        published=Published(edtf=published or document.published),
    )  # fmt: skip
    return Outcome(record, document.text)


@pytest.fixture
def real(tmp_path):
    tools = Tools(read=readers.read_item, run=kept, versions={"real": "1"})
    with dragoman.app.open(tmp_path / "real.db", tools=tools) as opened:
        yield opened


def test_containers_and_manifests_are_read_document_by_document(real, tmp_path):
    rows = tmp_path / "rows.csv"
    table = [["text", "source"], [made.article(1), "A"], [made.article(2), "B"], ["CRASH", "C"], ["", "D"]]
    with rows.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(table)
    (tmp_path / "one.txt").write_text(made.article(3), encoding="utf-8")
    manifest = tmp_path / "known.csv"
    manifest.write_text("path,published,publisher\none.txt,2023-01-02,Lake Post\n", encoding="utf-8")
    how = dragoman.app.how_to_read(limits={}, columns={"text": "text"}, manifest=manifest)
    reading = real.read([rows], how=how)
    assert (reading.statuses["accepted"], [r.source for r in reading.refused]) == (3, [f"{rows}#row=4"])
    assert [each.reason for each in reading.skipped] == ["no text"]
    assert real.read([rows], how=how).unchanged == 4
    found = {document.publisher: document.published.edtf for document in real.records("documents")}
    assert str(found["Lake Post"]) == "2023-01-02"
    assert {"A", "B"} < set(found)


def test_addresses_are_read_only_where_that_is_asked_for(real):
    with pytest.raises(UsageError, match="--fetch"):
        real.read("https://lake.example/1")
    how = How(fetch=lambda url: Fetched(f"{url}/", made.article(1).encode()))
    real.read("https://lake.example/1", how=how)
    (document,) = real.records("documents")
    assert (document.source, document.url) == ("https://lake.example/1", "https://lake.example/1/")


def test_wrong_fields_and_limits_are_wrong_use():
    for wrong in ({"limits": {"sheep": "1"}, "columns": {}}, {"limits": {}, "columns": {"sheep": "a"}}):
        with pytest.raises(UsageError, match="sheep"):
            dragoman.app.how_to_read(**wrong)


def test_a_file_that_is_too_large_or_gone_is_refused(real, folder):
    small = How(readers.Limits(max_file=2))
    refused = real.read(folder / "0.txt", how=small).refused
    assert [(each.code, "expected at most 2 bytes" in each.message) for each in refused] == [("too-large", True)]
    (source,) = readers.find([folder / "1.txt"])
    (folder / "1.txt").unlink()
    assert [each.code for each in load(source, How())] == ["unreadable"]
