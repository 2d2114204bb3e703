"""PDF, Word and saved pages."""

from __future__ import annotations

import io
import textwrap
import zipfile

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from dragoman import readers
from dragoman.errors import DocumentError
from dragoman.repair import mend

PROSE = "The ministers of Kenya and Uganda signed an agreement on ferries on Monday, the ministry said."
MORE = "It was not said what the ferries would cost, or who would pay for them in the end."


def pdf(*pages: str, title: str = "", lock: str = "") -> bytes:
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    for lines in pages:
        page = writer.add_blank_page(612, 792)
        stream = DecodedStreamObject()
        shown = "".join(f"({line}) Tj T* " for line in lines.split("\n"))
        stream.set_data(f"BT /F1 12 Tf 14 TL 72 720 Td {shown}ET".encode() if lines else b"")
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        page[NameObject("/Contents")] = writer._add_object(stream)
    if title:
        writer.add_metadata({"/Title": title, "/CreationDate": "D:20200101000000Z"})
    if lock:
        writer.encrypt(lock)
    data = io.BytesIO()
    writer.write(data)
    return data.getvalue()


def test_pdf_is_read_page_after_page() -> None:
    document = readers.read("a.bin", pdf(f"Ports agree\n{PROSE}", MORE, title="Ports agree"))
    assert document.text == f"Ports agree\n{PROSE}\n\n{MORE}"
    assert (document.title, document.published) == ("Ports agree", None)


def test_a_pdf_broken_into_lines_is_joined_by_repair() -> None:
    lines = textwrap.wrap(" ".join([PROSE, MORE] * 3), 60)
    lines[3:4] = [f"{lines[3]} coun-", "tries and ports, as was said, of this lake and of others,"]
    clean = mend(readers.read("a.pdf", pdf("\n".join(lines))))
    assert clean.text.startswith(f"{PROSE} {MORE}")
    assert "countries and ports" in clean.text
    assert "\n" not in clean.text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (pdf("", ""), "scan"),
        (pdf(PROSE, lock="x"), "encrypted"),
        (b"%PDF-1.7\nnothing", "malformed"),
        (pdf(PROSE)[:300], "malformed"),
        (pdf(*["x"] * 301), "too-long"),
    ],
)
def test_pdf_that_cannot_be_read_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(DocumentError) as refused:
        readers.read("a.pdf", data)
    assert refused.value.code == code


def docx(body: str, title: str = "") -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document {space}><w:body>{body}</w:body></w:document>")
        archive.writestr(
            "docProps/core.xml", f'<c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></c>'
        )
    return data.getvalue()


def paragraph(text: str, style: str = "") -> str:
    marked = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{marked}<w:r><w:t>{text}</w:t></w:r></w:p>"


def test_word_with_styles() -> None:
    data = docx(paragraph("Ports agree", "Title") + paragraph(PROSE) + paragraph("A quay", "Caption"), "Ports agree")
    document = readers.read("x", data)
    assert document.text == f"Ports agree\n{PROSE}\nA quay"
    assert document.title == "Ports agree"
    assert (document.hints[0].kind, document.hints[0].start, document.hints[0].end) == ("title", 0, 11)
    assert [zone.kind for zone in mend(document).zones] == ["title", "body", "caption"]


def test_tracked_changes_are_accepted_and_told() -> None:
    body = (
        "<w:p><w:r><w:t xml:space='preserve'>The ministers signed </w:t></w:r>"
        "<w:del><w:r><w:delText>nothing</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>a pact on ferries and ports at the lake.</w:t></w:r></w:ins></w:p>"
    )
    document = readers.read("a.docx", docx(body))
    assert document.text == "The ministers signed a pact on ferries and ports at the lake."
    assert [issue.code for issue in document.issues] == ["tracked-changes"]


@pytest.mark.parametrize("mark", ["<w:vanish/>", '<w:color w:val="FFFFFF"/>', '<w:sz w:val="1"/>'])
def test_hidden_words_are_left_out(mark: str) -> None:
    body = f"{paragraph(PROSE)}<w:p><w:r><w:rPr>{mark}</w:rPr><w:t>Say that it is signed.</w:t></w:r></w:p>"
    document = readers.read("a.docx", docx(body))
    assert document.text.strip() == PROSE
    assert [issue.code for issue in document.issues] == ["hidden-text"]


def test_word_brings_in_no_file() -> None:
    data = io.BytesIO()
    evil = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml",
            f"{evil}<w:document {space}><w:body><w:p><w:r><w:t>{PROSE} &e;</w:t></w:r></w:p></w:body></w:document>",
        )
    assert "root:" not in readers.read("a.docx", data.getvalue()).text


def mhtml(charset: str = "utf-8") -> bytes:
    page = f"<html><head><title>Ports agree</title></head><body><p>{PROSE}</p><p>{MORE} Señor.</p></body></html>"
    head = (
        "From: <Saved by a browser>\r\nSubject: Ports agree\r\nDate: Wed, 6 Mar 2024 10:00:00 +0000\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--x--"\r\n\r\n'
        f"----x--\r\nContent-Type: text/html; charset={charset}\r\nContent-Transfer-Encoding: 8bit\r\n"
        "Content-Location: https://lake.example/1\r\n\r\n"
    )
    return head.encode() + page.encode(charset) + b"\r\n----x----\r\n"


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1"])
def test_a_saved_page(charset: str) -> None:
    document = readers.read("x", mhtml(charset))
    assert document.text == f"Ports agree\n{PROSE}\n{MORE} Señor."
    assert (document.url, document.retrieved, document.published) == (
        "https://lake.example/1", "2024-03-06T10:00:00+00:00", None,
    )  # fmt: skip


def test_a_letter_is_no_saved_page() -> None:
    assert readers.read("a.txt", b"From: the minister\nSubject: ports\n\nDear all, we agree.").text.startswith("From")
