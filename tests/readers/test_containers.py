"""Files that hold many articles: rows, entries, members; each a document, what cannot be read told."""

from __future__ import annotations

import bz2
import csv
import datetime as dt
import gzip
import io
import json
import lzma
import tarfile
import zipfile

import openpyxl
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from dragoman import readers
from dragoman.errors import DocumentError, UsageError
from dragoman.readers import How, Item, Limits, Refused, Skipped

# warcio's writer leaves its scratch files to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

PROSE = "The ministers of Kenya and Uganda signed an agreement on ferries on Monday, the Kenyan ministry said."
MORE = "It was not said what the ferries would cost, or who would pay for them in the end."


def found(name: str, data: bytes, how: How | None = None) -> list[Item | Refused | Skipped]:
    return list(readers.unpack(name, io.BytesIO(data), how))


def documents(name: str, data: bytes, how: How | None = None):
    return [readers.read_item(each) for each in found(name, data, how) if isinstance(each, Item)]


def refusals(name: str, data: bytes, how: How | None = None) -> list[str]:
    return [each.code for each in found(name, data, how) if isinstance(each, Refused)]


def table(rows: list[list[str]], delimiter: str = ",") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode()


@pytest.mark.parametrize(("name", "delimiter"), [("a.csv", ","), ("a.csv", ";"), ("a.tsv", "\t"), ("-", ",")])
def test_rows_of_a_table(name: str, delimiter: str) -> None:
    rows = [
        ["Headline", "Body", "Date", "Source", "URL", "Author"],
        ["Ports agree", f"{PROSE}\n\n{MORE}", "2024-03-05", "Lake Post", "https://lake.example/1", "Ana Ruiz; Li Wen"],
        ["Ports", MORE, "", "", "", ""],
    ]
    first, second = documents(name, table(rows, delimiter))
    assert first.text == f"{PROSE}\n\n{MORE}"
    assert (first.title, str(first.published), first.publisher) == ("Ports agree", "2024-03-05", "Lake Post")
    assert (first.url, first.authors, first.source) == (
        "https://lake.example/1", ("Ana Ruiz", "Li Wen"), f"{name}#row=2",
    )  # fmt: skip
    assert (second.published, second.url) == (None, None)
    assert first.id != second.id


def test_the_id_of_a_row_rests_on_the_whole_row_in_any_order_of_columns() -> None:
    one = documents("a.csv", table([["text", "source"], [PROSE, "A"]]))[0]
    other = documents("b.csv", table([["source", "text"], ["A", PROSE]]))[0]
    third = documents("a.csv", table([["text", "source"], [PROSE, "B"]]))[0]
    assert one.id == other.id != third.id


@pytest.mark.parametrize("date", ["45321", "Mar-24", "03/04/2024", "soon"])
def test_a_date_that_says_no_day_for_sure_is_left_out_with_an_issue(date: str) -> None:
    (document,) = documents("a.csv", table([["text", "date"], [PROSE, date]]))
    assert document.published is None
    assert [issue.code for issue in document.issues] == ["date"]
    assert date in document.issues[0].message


def test_columns_can_be_named() -> None:
    data = table([["a", "b", "when"], ["x", PROSE, "5 March 2024"]])
    how = How(columns={"text": "b", "published": "when"})
    (document,) = documents("a.csv", data, how)
    assert (document.text, str(document.published)) == (PROSE, "2024-03-05")
    assert refusals("a.csv", data, How(columns={"text": "b", "title": "c"})) == ["no-column"]
    assert refusals("a.csv", data) == ["no-text-column"]


def test_a_long_column_is_taken_for_the_text() -> None:
    (document,) = documents("a.csv", table([["id", "nota"], ["1", f"{PROSE} {MORE} {MORE}"]]))
    assert document.text.startswith(PROSE)


def test_rows_without_text_are_left_out_and_html_in_cells_is_read() -> None:
    data = table([["text", "title"], ["", "x"], [f"<p>{PROSE}</p><p>{MORE}</p>", "y"]])
    skipped, item = found("a.csv", data)
    assert isinstance(skipped, Skipped)
    assert isinstance(item, Item)
    assert readers.read_item(item).text == f"{PROSE}\n{MORE}"


def test_prose_with_commas_is_no_table() -> None:
    data = f"London, Paris and Rome\n\nThe text, which was read, is long.\n\n{PROSE}".encode()
    assert len(documents("a.txt", data)) == 1
    assert len(documents("a.csv", data)) == 1
    assert documents("a.csv", data)[0].text == data.decode()


def test_a_table_in_windows_1252() -> None:
    (document,) = documents("a.csv", table([["text", "source"], [f"{PROSE} “Señor”", "x"]]).decode().encode("cp1252"))
    assert document.text.endswith("“Señor”")


def test_a_workbook() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["title", "text", "date"])
    sheet.append(["Ports", PROSE, dt.datetime(2024, 3, 5)])  # noqa: DTZ001 - as Excel keeps days
    sheet.append(["Ports", MORE, 45321])
    book.create_sheet("notes").append(["a", "b"])
    data = io.BytesIO()
    book.save(data)
    first, second = documents("a.xlsx", data.getvalue())
    assert (str(first.published), first.source) == ("2024-03-05", "a.xlsx#sheet=Sheet&row=2")
    assert [issue.code for issue in second.issues] == ["date"]


NEWS_API = {
    "status": "ok",
    "articles": [
        {"source": {"name": "Lake Post"}, "title": "Ports", "content": PROSE, "publishedAt": "2024-03-05T10:00:00Z"},
        {"source": {"name": "Lake Post"}, "title": "More", "content": MORE, "author": "Ana Ruiz"},
    ],
}


def test_json_of_a_news_service() -> None:
    first, second = documents("a.json", json.dumps(NEWS_API).encode())
    assert (first.text, first.publisher, str(first.published)) == (PROSE, "Lake Post", "2024-03-05")
    assert (second.authors, second.source) == (("Ana Ruiz",), "a.json#item=2")


def test_json_lines_and_a_broken_line() -> None:
    lines = [json.dumps({"headline": "Ports", "body": f"{PROSE} {n}"}) for n in range(3)]
    lines[1] = lines[1][:40]
    data = "\n".join(lines).encode()
    assert [d.text[-1] for d in documents("a.jsonl", data)] == ["0", "2"]
    assert refusals("a.jsonl", data) == ["malformed"]


def test_one_article_as_json() -> None:
    data = json.dumps({"@type": "NewsArticle", "headline": "Ports", "articleBody": PROSE, "inLanguage": "en"}).encode()
    document = readers.read("a.json", data)
    assert (document.text, document.title, document.source) == (PROSE, "Ports", "a.json")


@pytest.mark.parametrize("data", [b'{"a": 1', b'{"a": "b"}', b"[" * 100_000, b'[{"a":' * 20_000])
def test_json_without_articles_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError):
        readers.read("a.json", data)


RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Lake Post</title><language>en-us</language>
<item><title>Ports</title><link>https://lake.example/1</link><pubDate>Tue, 05 Mar 2024 23:00:00 -0500</pubDate>
<description>Short.</description><content:encoded><![CDATA[<p>{PROSE}</p><p>{MORE}</p>]]></content:encoded></item>
<item><title>More</title><description>{MORE}</description></item><item><title>Nothing</title></item></channel></rss>"""


def test_a_feed() -> None:
    whole, summary = documents("a.xml", RSS.encode())
    assert (whole.text, whole.publisher, str(whole.published)) == (f"{PROSE}\n{MORE}", "Lake Post", "2024-03-05")
    assert (whole.title, whole.url, whole.status) == ("Ports", "https://lake.example/1", "accepted")
    assert (summary.status, [issue.code for issue in summary.issues]) == ("partial", ["stub"])


def test_a_feed_brings_in_no_file_and_no_bomb() -> None:
    entity = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "yyyyyyyyyy">]>'
    data = RSS.replace("<rss", f"{entity}<rss", 1).replace(MORE, f"{MORE} &x;&y;").encode()
    assert all("root:" not in document.text for document in documents("a.xml", data))


def zipped(members: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def tarred(members: dict[str, bytes], mode: str = "w", kinds: dict[str, bytes] | None = None) -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode=mode) as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.type = (kinds or {}).get(name, tarfile.REGTYPE)
            info.size = len(content) if info.type == tarfile.REGTYPE else 0
            info.linkname = "/etc/passwd" if info.type != tarfile.REGTYPE else ""
            archive.addfile(info, io.BytesIO(content))
    return data.getvalue()


MEMBERS = {"a.txt": PROSE.encode(), "deep/b.html": f"<html><p>{PROSE}<p>{MORE}</html>".encode(), "c.png": b"x"}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.zip", zipped(MEMBERS)),
        ("x.tar", tarred(MEMBERS)),
        ("x.tgz", tarred(MEMBERS, "w:gz")),
        ("x.tar.xz", tarred(MEMBERS, "w:xz")),
        ("-", tarred(MEMBERS, "w:bz2")),
    ],
)
def test_archives(name: str, data: bytes) -> None:
    sources = [document.source for document in documents(name, data)]
    assert sources == [f"{name}!/a.txt", f"{name}!/deep/b.html"]
    assert [each.reason for each in found(name, data) if isinstance(each, Skipped)] == ["no reader for .png files"]
    assert documents(name, data)[0].id == readers.read("a.txt", PROSE.encode()).id


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_one_packed_file(pack) -> None:
    assert documents("a.txt.gz", pack(PROSE.encode()))[0].text == PROSE


@pytest.mark.parametrize("name", ["../a.txt", "/etc/a.txt", "C:\\a.txt", "a/../../b.txt", "..\\a.txt"])
def test_names_that_lead_out_of_an_archive_are_refused(name: str) -> None:
    assert refusals("x.zip", zipped({name: PROSE.encode()})) == ["unsafe-name"]
    assert refusals("x.tar", tarred({name: PROSE.encode()})) == ["unsafe-name"]


def test_links_and_devices_are_refused() -> None:
    kinds = {"l.txt": tarfile.SYMTYPE, "h.txt": tarfile.LNKTYPE, "d.txt": tarfile.CHRTYPE, "f.txt": tarfile.FIFOTYPE}
    assert refusals("x.tar", tarred(dict.fromkeys(kinds, b""), kinds=kinds)) == ["not-a-file"] * 4
    info = zipfile.ZipInfo("l.txt")
    info.external_attr = 0o120777 << 16
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(info, "/etc/passwd")
    assert refusals("x.zip", data.getvalue()) == ["not-a-file"]


def test_bombs_are_refused_before_they_are_unpacked() -> None:
    zeros = b"a" * 5_000_000
    assert refusals("x.zip", zipped({"a.txt": zeros})) == ["bomb"]
    assert refusals("x.tgz", tarred({"a.txt": zeros}, "w:gz")) == ["bomb"]
    assert refusals("x.gz", gzip.compress(zeros)) == ["bomb"]
    assert refusals("x.xz", lzma.compress(zeros)) == ["bomb"]
    assert refusals("x.zip", zipped({"a.txt": zeros}), How(Limits(max_ratio=100_000))) == []


def test_archives_in_archives_end_somewhere() -> None:
    data = PROSE.encode()
    for level in range(3):
        data = zipped({f"{level}.zip" if level else "a.txt": data})
    assert len(documents("x.zip", data)) == 1
    assert refusals("x.zip", zipped({"x.zip": data})) == ["nesting"]


def test_too_many_members() -> None:
    data = zipped({f"{n}.txt": PROSE.encode() for n in range(5)})
    how = How(Limits(max_members=3))
    assert len(documents("x.zip", data, how)) == 3
    assert refusals("x.zip", data, how) == ["too-many"]


@pytest.mark.parametrize("name", ["x.zip", "x.tgz", "x.gz"])
def test_broken_archives_are_refused(name: str) -> None:
    whole = {"x.zip": zipped(MEMBERS), "x.tgz": tarred(MEMBERS, "w:gz"), "x.gz": gzip.compress(PROSE.encode() * 50)}
    assert refusals(name, whole[name][: len(whole[name]) // 2])


def warc(pages: int, *, packed: bool = True, status: str = "200 OK", kind: str = "text/html") -> bytes:
    data = io.BytesIO()
    writer = WARCWriter(data, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("x", {"software": "own"}))
    for number in range(pages):
        body = f"<html><body><p>{PROSE}</p><p>{MORE} {number}</p></body></html>".encode()
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.0")
        address = f"https://lake.example/{number}"
        writer.write_record(
            writer.create_warc_record(address, "response", payload=io.BytesIO(body), http_headers=headers)
        )
    return data.getvalue()


@pytest.mark.parametrize("packed", [True, False])
def test_a_web_archive(packed) -> None:
    first, second = documents("a.warc", warc(2, packed=packed))
    assert first.text == f"{PROSE}\n{MORE} 0"
    assert (second.url, second.retrieved is not None) == ("https://lake.example/1", True)


def test_of_a_web_archive_pages_alone_are_read() -> None:
    assert found("a.warc", warc(1, status="404 Not Found")) == []
    assert found("a.warc", warc(1, kind="image/png")) == []
    broken = warc(3)[:-200]
    assert len(documents("a.warc", broken)) == 2


def test_one_document_of_a_container_and_none_or_many() -> None:
    assert readers.read("x.zip", zipped({"a.txt": PROSE.encode()})).text == PROSE
    with pytest.raises(DocumentError, match="found several"):
        readers.read("x.zip", zipped({"a.txt": PROSE.encode(), "b.txt": MORE.encode()}))
    with pytest.raises(DocumentError, match="none inside"):
        readers.read("x.zip", zipped({"a.png": b"x"}))


def test_a_manifest_goes_before_what_files_say(tmp_path) -> None:
    (tmp_path / "a.txt").write_text(PROSE)
    listed = tmp_path / "known.csv"
    listed.write_text("path,url,published,publisher,language\na.txt,https://lake.example/1,2024-03,Lake Post,en\n")
    (source,) = readers.manifest(listed)
    assert (source.path, source.meta.publisher, str(source.meta.published)) == (
        tmp_path / "a.txt", "Lake Post", "2024-03",
    )  # fmt: skip
    for wrong in ("path,published\na.txt,soon\n", "path\nb.txt\n", "a,b\n1,2\n", "path,url\n,\n"):
        listed.write_text(wrong)
        with pytest.raises(UsageError):
            list(readers.manifest(listed))


def test_limits_are_told_by_name() -> None:
    assert Limits.told({"pages": "5"}).max_pages == 5
    for wrong in ({"page": "5"}, {"pages": "many"}):
        with pytest.raises(UsageError):
            Limits.told(wrong)


def test_a_container_that_hangs_is_left(monkeypatch) -> None:
    def hang(*_: object) -> object:
        while True:
            pass

    monkeypatch.setattr("feedparser.parse", hang)
    assert refusals("a.xml", RSS.encode(), How(Limits(max_seconds=1))) == ["too-slow"]
