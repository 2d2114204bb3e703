import csv
import io
import json
import zipfile

import pytest

from dragoman.app import export_formats
from dragoman.records import KINDS, dumps, loads


def test_lists_come_in_pages_that_make_a_whole(desk, examples):
    first = desk.get("/api/v1/records/events?size=7").json()
    found = [item for page in range(1, -(-first["total"] // 7) + 1)
             for item in desk.get(f"/api/v1/records/events?size=7&page={page}").json()["items"]]  # fmt: skip
    assert [item["id"] for item in found] == sorted(record.id for record in examples.records("events"))


def test_records_keep_the_contract(desk):
    for kind in KINDS:
        for item in desk.get(f"/api/v1/records/{kind}?size=500").json()["items"]:
            assert json.loads(dumps(loads(kind, json.dumps(item)))) == item


def test_records_can_be_asked_for_by_document_and_actor(desk, examples):
    key = examples.records("documents")[0].id
    assert {i["document_id"] for i in desk.get(f"/api/v1/records/claims?document={key}").json()["items"]} == {key}
    some = desk.get("/api/v1/records/agreements?actor=state:KEN").json()
    assert 0 < some["total"] <= len(examples.records("agreements"))


def test_a_record_is_found_by_its_id(desk, examples):
    for kind in ("events", "documents", "actors", "clusters"):
        record = examples.records(kind)[0]
        answer = desk.get(f"/api/v1/record/{record.id}").json()
        assert (answer["kind"], answer["record"]["id"]) == (kind, record.id)


def test_offsets_point_into_the_text_that_is_handed_out(desk, examples):
    for event in desk.get("/api/v1/records/events?size=500").json()["items"]:
        span = event["evidence"][0]
        text = desk.get(f"/api/v1/documents/{span['document_id']}/text").text
        assert text[span["start"] : span["end"]] == span["text"]


def test_timeline_pairs_search_and_queue_say_what_the_program_says(desk, examples):
    lines = desk.get("/api/v1/dyads/Kenya/TUR/timeline?size=500").json()["items"]
    assert [line["ids"] for line in lines] == [list(entry.ids) for entry in examples.timeline("KEN", "TUR")]
    assert desk.get("/api/v1/pairs").json()["items"][0]["names"][0] == "Kenya"
    assert desk.get("/api/v1/search?q=loan").json()["items"]
    assert desk.get("/api/v1/queue").json()["total"] == len(examples.queue())


def test_errors_are_json(desk):
    for path, status in (
        ("/api/v1/records/no", 400),
        ("/api/v1/record/no", 404),
        ("/api/v1/records/events?size=0", 422),
    ):
        answer = desk.get(path)
        assert answer.status_code == status
        assert answer.json()["error"]


def test_the_description_names_every_path(desk):
    paths = desk.get("/api/v1/openapi.json").json()["paths"]
    assert "/api/v1/records/{kind}" in paths
    assert all(path.startswith("/api/v1/") for path in paths)


def test_downloads_are_the_exports(desk, examples, tmp_path):
    for form in ("jsonl", "csv"):
        examples.export(tmp_path / form, form)
        for kind in ("events", "claims", "documents"):
            answer = desk.get(f"/download/{kind}.{form}")
            assert answer.content == (tmp_path / form / f"{kind}.{form}").read_bytes()
            assert f'filename="{kind}.{form}"' in answer.headers["content-disposition"]
    packed = zipfile.ZipFile(io.BytesIO(desk.get("/download/all?form=csv").content))
    rows = list(csv.DictReader(io.StringIO(packed.read("events.csv").decode("utf-8-sig"))))
    assert len(rows) == len(examples.records("events"))


@pytest.mark.parametrize("form", sorted(export_formats()))
def test_every_view_is_downloaded_in_every_form(desk, examples, form):
    document, event = examples.records("documents")[0].id, examples.records("events")[0].id
    for path, name in (("/download/all?", "dragoman-"),
                       (f"/download/record?id={event}&", event[6:12]), ("/download/search?q=loan&", "search"),
                       ("/download/dyad/Kenya/TUR?", "KEN-TUR"), ("/download/actor?id=state:KEN&", "state-KEN"),
                       (f"/download/document?id={document}&", document[:16])):  # fmt: skip
        answer = desk.get(f"{path}form={form}")
        assert answer.status_code == 200
        assert name in answer.headers["content-disposition"]
        assert answer.content == desk.get(f"{path}form={form}").content
        assert len(answer.content) > 100


def test_a_view_holds_what_it_shows_and_no_full_text_where_none_is_asked_for(desk, examples):
    packed = zipfile.ZipFile(io.BytesIO(desk.get("/download/actor?id=state:TUR&form=jsonl").content))
    kinds = ("events", "claims", "agreements", "amounts", "gaps", "relations", "programmes")
    lines = (line for kind in kinds for line in packed.read(f"{kind}.jsonl").decode().splitlines())
    told = {json.loads(line)["id"] for line in lines}
    assert told == {record.id for record in examples.actor("state:TUR")[0].records}
    whole, short = (desk.get(f"/download/dyad/KEN/TUR?form=jsonld&texts={t}").text for t in ("yes", "no"))
    assert "schema:articleBody" in whole
    assert "schema:articleBody" not in short
    since = desk.get("/download/dyad/KEN/TUR?form=jsonld&since=2024-06").text
    assert len(since) < len(whole)


def test_briefs_and_citations_are_files(desk, examples):
    assert desk.get("/dyads/KEN/TUR/brief.md").text == examples.brief("KEN", "TUR")
    assert desk.get("/dyads/KEN/TUR/brief.html").text.startswith("<!doctype html>")
    assert desk.get("/dyads/KEN/TUR/brief.docx").content[:2] == b"PK"
    document = examples.records("documents")[0].id
    assert desk.get(f"/download/citation?id={document}").text == examples.cite(document)
    assert desk.get("/download/all?form=xls").status_code == 400
    assert desk.get("/download/citation?id=none").status_code == 404
