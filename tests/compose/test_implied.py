"""What a package of unnamed agreements leaves unsaid, without a word that says so."""

from dataclasses import replace

import pytest

from dragoman import kb
from dragoman.annotate import annotate
from dragoman.compose.implied import implied
from dragoman.document import Document
from dragoman.records import Agreement, Gap, Span
from dragoman.repair import mend
from dragoman.resolve import resolve

TEXT = "Chile and Peru signed 15 texts in Lima."


@pytest.fixture(scope="module")
def doc():
    known = kb.load()
    return resolve(annotate(mend(Document("d" * 64, "made.txt", TEXT), known), known, rules_only=True), known)


def package(**more):
    said = Span(document_id="d" * 64, start=0, end=len(TEXT), text=TEXT)
    fields = {"parties": ("state:CHL", "state:PER"), "kind": "agreement", "status": "signed", "count": 15} | more
    return Agreement(
        id="agreement:1",
        document_id="d" * 64,
        evidence=(said,),
        confidence="high",
        score=0.9,
        extractor="made",
        **fields,
    )


def test_a_package_of_unnamed_texts_asks_what_is_in_it(doc) -> None:
    (gap,) = implied([package()], [], doc)
    assert gap.implied
    assert gap.question == "what the 15 agreements of Chile and Peru contain"
    assert (gap.about, gap.confidence) == (("agreement:1",), "low")


@pytest.mark.parametrize(
    "told",
    [
        {"subject": "textiles"},
        {"sectors": ("trade",)},
        {"count": None},
        {"status": "proposed"},
        {"children": ("agreement:2",)},
    ],
)
def test_what_is_told_or_not_concluded_asks_nothing(doc, told) -> None:
    assert implied([package(**told)], [], doc) == []


def test_the_silence_of_a_part_of_a_document_is_no_gap(doc) -> None:
    clean = doc.annotated.clean
    partial = replace(clean, document=replace(clean.document, status="partial"))
    assert implied([package()], [], replace(doc, annotated=replace(doc.annotated, clean=partial))) == []


def test_where_words_ask_already_nothing_is_implied(doc) -> None:
    said = Span(document_id="d" * 64, start=0, end=5, text="Chile")
    asked = Gap(
        id="gap:1", document_id="d" * 64, evidence=(said,), confidence="high", score=0.8, extractor="made",
        question="what they contain", about=("agreement:1",),
    )  # fmt: skip
    assert implied([package()], [asked], doc) == []
