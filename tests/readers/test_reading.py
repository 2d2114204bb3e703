"""Bytes to a document: decoded as they are, or refused with a reason."""

from __future__ import annotations

import codecs
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import readers
from dragoman.document import Document
from dragoman.errors import DocumentError

PROSE = "The minister said that the talks with the bank were open, and that the loan would be told in May."


def test_id_is_the_hash_of_the_raw_bytes() -> None:
    data = codecs.BOM_UTF8 + PROSE.encode()
    assert readers.read("a.txt", data).id == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_sure_encodings_give_the_text_unchanged(mark: bytes, encoding: str) -> None:
    text = f"{PROSE}\r\nŁódź\u00a0and Bogotá.\r\n"
    document = readers.read("a.txt", mark + text.encode(encoding))
    assert document.text == text
    assert (document.status, document.language, document.issues) == ("accepted", "en", ())


def test_western_text_is_read_and_its_encoding_called_a_guess() -> None:
    document = readers.read("a.txt", f"{PROSE} “Señor Núñez” left Bogotá – at once.".encode("cp1252"))
    assert "“Señor Núñez” left Bogotá – at once." in document.text
    assert [issue.code for issue in document.issues] == ["encoding"]
    assert document.status == "accepted"


def test_cyrillic_code_page_is_told() -> None:
    text = "Президент встретился с министром иностранных дел и подписал договор о дружбе и границе."
    assert readers.read("a.txt", text.encode("cp1251")).text == text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (codecs.BOM_UTF8, "empty"),
        (codecs.BOM_UTF16_LE + "  ".encode("utf-16-le"), "empty"),
        (b"%PDF-1.7 and so on", "malformed"),
        (b"PK\x03\x04rest", "malformed"),
        (b"\x89PNG\r\n\x1a\nrest", "binary"),
        (b"a text with a \x00 in it", "binary"),
        (codecs.BOM_UTF16_LE + "a\x00b".encode("utf-16-le"), "binary"),
        (bytes(range(1, 32)) * 20, "binary"),
        (bytes(range(128, 256)) * 20, "encoding"),
        (codecs.BOM_UTF16_LE + b"abc", "encoding"),
        (b"x" * 2_000_001, "too-large"),
        (b"x" * 5_000_000, "too-large"),
        (b"word " * 50_000, "line-too-long"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(data: bytes, code: str) -> None:
    with pytest.raises(DocumentError) as refused:
        readers.read("odd.txt", data)
    assert refused.value.code == code
    assert refused.value.message.startswith("odd.txt: ")
    assert "\n" not in str(refused.value)


def test_limits_can_be_set() -> None:
    with pytest.raises(DocumentError, match="at most 10 bytes"):
        readers.read("a.txt", PROSE.encode(), readers.Limits(max_bytes=10))


@pytest.mark.parametrize(
    "wall",
    [
        "This post is for paying subscribers only",
        "Subscribe to continue reading",
        "Already have an account? Sign In",
        "You’ve reached your monthly limit.",
    ],
)
def test_a_pay_wall_makes_a_text_partial(wall: str) -> None:
    document = readers.read("a.txt", f"{PROSE}\n\n{wall}\n".encode())
    assert document.status == "partial"
    (issue,) = document.issues
    assert issue.code == "paywall"
    assert document.text[issue.start : issue.end] == wall


@pytest.mark.parametrize(
    "text",
    [
        "He said that this post is for subscribers to the pact, and that the talks to continue reading it are open.",
        "The union told members that the article of the treaty is reserved.",
    ],
)
def test_prose_about_subscribers_is_no_pay_wall(text: str) -> None:
    assert readers.read("a.txt", text.encode()).status == "accepted"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "es",
            "El ministro dijo ayer que las conversaciones con el banco no han terminado y que por eso no hay fecha.",
        ),
        ("ru", "Министр сообщил, что переговоры продолжаются."),
        ("zh", "部长表示，与银行的谈判仍在进行。"),
        ("ar", "قال الوزير إن المحادثات مع البنك لا تزال مفتوحة."),
    ],
)
def test_other_languages_are_partial(language: str, text: str) -> None:
    document = readers.read("a.txt", text.encode())
    assert (document.status, document.language) == ("partial", language)
    assert [issue.code for issue in document.issues] == ["language"]


def test_a_few_words_are_no_proof_of_a_language() -> None:
    assert readers.read("a.txt", b"Summit: talks fail").status == "accepted"


def attempt(data: bytes) -> Document | DocumentError:
    try:
        return readers.read("any", data)
    except DocumentError as error:
        return error


@given(st.one_of(st.binary(max_size=80), st.text(max_size=40).map(str.encode)))
def test_any_bytes_give_a_document_or_a_document_error(data: bytes) -> None:
    found = attempt(data)
    if isinstance(found, DocumentError):
        assert found.code in {"empty", "binary", "encoding", "malformed", "no-article"}
    else:
        assert found.text.strip()
        assert found.id == hashlib.sha256(data).hexdigest()


@given(st.text(min_size=1, max_size=60).filter(lambda t: t.strip() and "\x00" not in t))
def test_utf_8_is_read_to_the_letter(text: str) -> None:
    found = attempt(text.encode())
    if isinstance(found, DocumentError):
        assert found.code in {"binary", "empty", "malformed", "no-article"}
    else:
        assert found.text == text.removeprefix("\ufeff")
