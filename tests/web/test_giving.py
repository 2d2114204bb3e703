import time

import made
import pytest
from desks import text_of


def read(desk, **given):
    answer = desk.submit("/add", **given)
    assert answer.status_code == 303, answer.text
    for _ in range(600):
        page = desk.get(answer.headers["location"])
        if "refresh" not in page.headers:
            return page.text
        time.sleep(0.05)
    raise AssertionError("never read")


def test_a_pasted_text_is_read_and_shown(small, archive):
    page = read(small, text=made.article(7))
    assert "1 of 1" in page
    key = made.made_id(made.article(7))
    assert f"/documents/{key}" in page
    assert text_of(small.get(f"/documents/{key}").text) == made.article(7)
    assert "round 7" in small.get("/dyads/CHL/PER/events").text


def test_files_are_read_and_one_bad_one_spoils_no_other(small, archive):
    given = {"../../etc/good.txt": made.article(8), "empty.txt": "", "b.txt": "CRASH"}
    page = read(small, files=[("files", file) for file in given.items()])
    assert "ValueError: a made crash" in page
    assert "the file is empty" in page
    names = {d.source for d in archive.records("documents")}
    assert "good.txt" in names
    assert not any(".." in name for name in names)


def test_a_folder_comes_in_with_the_way_to_each_of_its_files(small, archive):
    given = {"wires/may/one.txt": made.article(20), "wires/two.txt": made.article(21), "wires/.DS_Store": "\0\0"}
    page = read(small, files=[("files", file) for file in given.items()])
    assert "2 of 2" in page
    assert {"wires/may/one.txt", "wires/two.txt"} <= {d.source for d in archive.records("documents")}
    assert "webkitdirectory" in small.get("/add").text


def test_null_bytes_are_shown_as_signs(small):
    text = "Kenya and \0 Peru met."
    read(small, files=[("files", ("null.txt", text))])
    page = small.get(f"/documents/{made.made_id(text)}").text
    assert "Kenya and ␀ Peru met." in page
    assert "\0" not in page


def test_a_date_given_is_kept(small, archive):
    read(small, text="A text without a date", published="2021-04")
    found = next(d for d in archive.records("documents") if d.source == "pasted.txt")
    assert str(found.published.edtf) == "2021-04"


def test_a_text_known_already_is_not_read_twice(small, archive):
    page = read(small, text=made.article(1))
    assert "1 document known already" in page
    assert len(archive.records("documents")) == 3


@pytest.mark.parametrize(
    ("given", "said"), [({}, "there is nothing to read"), ({"text": "a", "published": "some day"}, "is no date")]
)
def test_what_cannot_be_read_is_said(small, given, said):
    answer = small.submit("/add", **given)
    assert answer.status_code == 400
    assert said in answer.text


def test_what_another_program_writes_is_shown_next(small, archive):
    assert "round 9" not in small.get("/dyads/CHL/PER").text
    archive.read_bytes("nine.txt", made.article(9).encode())
    assert "round 9" in small.get("/dyads/CHL/PER").text
