"""Bent words told and left as they are; hidden marks and look-alikes told; passages in other tongues marked."""

import csv
from importlib.resources import files

import pytest

from dragoman.document import Document
from dragoman.repair import mend

ROWS = list(csv.DictReader((files("dragoman.repair") / "data" / "translationese.csv").read_text("utf-8").splitlines()))


@pytest.mark.parametrize(
    ("text", "words", "means"),
    [
        ("Both presidents ratified their willingness to talk.", "ratified their willingness", "reaffirmed"),
        ("They subscribed on Monday an agreement on ports.", "subscribed on Monday an agreement", "signed"),
        ("The envoy assisted to the ceremony.", "assisted to the", "attended"),
        ("The debt is of 3 billones of pesos.", "3 billones", "10^12"),
        ("It owes 17 thousand millions to the bank.", "17 thousand millions", "10^9"),
        ("The OTAN did not answer.", "OTAN", "NATO"),
        ("He told the newspaper The Country that he would leave.", "newspaper The Country", "El País"),
        ("The Argentine chancellor left for Lima.", "Argentine chancellor", "foreign minister"),
        ("Both parts agreed to meet again.", "parts agreed", "parties"),
        ("An eventual agreement needs the parliament.", "An eventual agreement", "possible"),
    ],
)
def test_bent_words_are_flagged_and_stay(text, words, means):
    clean = mend(Document("0", "-", text))
    (flag,) = clean.flags
    assert words.endswith(clean.text[flag.start : flag.end].strip()) or words in clean.text[flag.start : flag.end]
    assert means in flag.means
    assert clean.text == text
    (issue,) = clean.issues
    assert (issue.stage, issue.code) == ("repair", "translated")
    assert text[issue.start : issue.end] == clean.text[flag.start : flag.end]


@pytest.mark.parametrize(
    "text",
    [
        "The parliament ratified the treaty in May.",
        "Readers subscribe to the paper.",
        "The German chancellor met the chancellor of the exchequer.",
        "They celebrated the anniversary, and assisted the families.",
        "Both parts of the bridge are open; the country told the world.",
    ],
)
def test_plain_english_is_not_flagged(text):
    assert mend(Document("0", "-", text)).flags == ()


def test_every_pattern_is_quick_on_what_repeats():
    for row in ROWS:
        assert row["source"]
        assert "\\w+" not in row["pattern"], "a run of letters may be long: bound it"


@pytest.mark.parametrize(
    ("text", "code", "clean"),
    [
        ("The mini\u200bster of tra\u200bde and the b\u200bank.", "invisible", "The minister of trade and the bank."),
        ("The \u202eminister\u202c left.", "bidi", "The minister left."),
        ("The mіnister left.", "lookalikes", "The minister left."),
    ],
)
def test_what_hides_is_told(text, code, clean):
    mended = mend(Document("0", "-", text))
    assert mended.text == clean
    assert [issue.code for issue in mended.issues] == [code]


def test_a_passage_in_another_language_is_marked():
    spanish = "El ministro dijo ayer que las conversaciones con el banco no han terminado y que por eso no hay fecha."
    english = "The minister said on Monday that the talks with the bank were not over, and that there was no date."
    clean = mend(Document("0", "-", f"Talks go on\n\n{english}\n\n{spanish}\n\n{english[:60]}\n"))
    assert [zone.language for zone in clean.zones] == [None, None, "es", None]
    assert [issue.code for issue in clean.issues] == ["language"]
    assert all(zone.language is None for zone in mend(Document("0", "-", spanish, language="es")).zones)


def test_headlines_and_lists_of_names_are_english():
    names = "Ana Ruiz, Marko Tadić, Li Wen, Jon Voss, Petra Kos, Thabo Mokoena, Ruth Kabui, Lito Cruz and Ingrid Moe"
    brief = "Ports agree ferries; talks resume May; loan signed Lima; envoy leaves; prices rise; union calls strike"
    assert all(zone.language is None for zone in mend(Document("0", "-", f"{names}\n\n{brief}\n")).zones)
