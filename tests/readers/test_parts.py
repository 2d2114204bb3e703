"""A file cut into parts holds what it holds whole, under the same names; wherever an archive breaks off."""

import gzip
import io

import pytest

from dragoman import readers
from dragoman.evaluate import hostile_files
from dragoman.readers import How

PAGES = [hostile_files.warc(hostile_files.page(f"<h1>Port {n}</h1><p>{hostile_files.PROSE} {n}</p>")) for n in range(6)]
# A page that carries what looks like the next record of its archive, as text and packed.
FORGED = hostile_files.page(
    f"<p>{hostile_files.PROSE}</p>\r\n\r\n".encode().decode() + PAGES[0].decode("utf-8", "replace")
)
FILES = {
    "plain.warc": b"".join(PAGES),
    "packed.warc.gz": b"".join(map(gzip.compress, PAGES)),
    "broken.warc": b"".join(PAGES) + b"no record",
    "forged.warc": b"".join([PAGES[1], hostile_files.warc(FORGED), PAGES[2]]),
    "forged.warc.gz": b"".join(map(gzip.compress, [PAGES[1], hostile_files.warc(FORGED), PAGES[2]])),
    "rows.csv": hostile_files.table([["title", "text"], *[["T", f"{hostile_files.PROSE} {n}"] for n in range(7)]]),
    "more.zip": hostile_files.zipped({f"{n}.txt": f"{hostile_files.PROSE} {n}".encode() for n in range(5)}),
    "one.txt": hostile_files.PROSE.encode(),
    "empty.zip": hostile_files.zipped({}),
}


def together(name, data, most):
    parts = readers.parts(name, io.BytesIO(data), How(), most)
    found = [each for part in parts for each in readers.unpack_part(name, io.BytesIO(data), part)]
    assert sum(part.documents for part in parts) == len(found)
    assert sum(part.bytes for part in parts) == pytest.approx(len(data), abs=len(parts))
    assert all(part.documents <= most + 1 for part in parts)
    return found


@pytest.mark.parametrize("most", [1, 2, 4, 100])
@pytest.mark.parametrize("name", FILES)
def test_parts_hold_together_what_the_whole_holds(name, most):
    whole = list(readers.unpack(name, io.BytesIO(FILES[name])))
    assert together(name, FILES[name], most) == whole


@pytest.mark.parametrize("name", ["forged.warc", "forged.warc.gz"])
def test_what_a_page_carries_is_never_a_record(name):
    found = together(name, FILES[name], 1)
    assert len(found) == 3


@pytest.mark.parametrize("name", ["plain.warc", "packed.warc.gz"])
def test_an_archive_that_breaks_off_anywhere_gives_the_same_whole_and_in_parts(name):
    data = FILES[name]
    for end in range(1, len(data), 97):
        whole = list(readers.unpack(name, io.BytesIO(data[:end])))
        assert together(name, data[:end], 2) == whole


def test_a_page_that_its_archive_cuts_off_is_partial():
    cut = FILES["packed.warc.gz"][:-30]
    *rest, last = (readers.read_item(each) for each in readers.unpack("a.warc.gz", io.BytesIO(cut)))
    assert {each.status for each in rest} == {"accepted"}
    assert last.status == "partial"
    assert "cut-off" in {issue.code for issue in last.issues}
