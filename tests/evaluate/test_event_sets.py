"""CAMEO triples, source and target phrases, the confusion table: read, scored, refused where something else."""

import pytest

from dragoman import app
from dragoman.errors import UsageError
from dragoman.evaluate.plv import confusion
from dragoman.evaluate.sentence_sides import evaluate_sentence_sides, read_labelled, sides_of
from dragoman.evaluate.triples import evaluate_triples, read_coded, triples_of

XML = """<Sentences>
<Sentence category="GOLD" date="20240305" id="A" evaluate="true"/>
<EventCoding eventcode="161" sourcecode="PER" targetcode="CHL" />
<Text>
Peru recalled its ambassador
to Chile on Monday.
</Text>
<Parse>
</Sentence>
<Sentence category="GOLD" date="20240305" id="B" evaluate="true">
<Text>The sea was calm.</Text>
</Sentence>
</Sentences>
"""
BIO = "A O\nGhanaian B-S\ncourt I-S\njailed O\ntwo B-T\nTogolese I-T\nsailors I-T\n. O\n\nRain O\nfell O\n. O\n"


def test_triples_are_read_from_what_is_not_quite_xml(tmp_path):
    path = tmp_path / "gold.xml"
    path.write_text(XML, encoding="utf-8")
    first, second = read_coded(path)
    assert first.triples == (("161", "PER", "CHL"),)
    assert (first.published, second.triples) == ("2024-03-05", ())
    assert {row.name: row.score for row in evaluate_triples(path).rows}["triples"] == 1.0


def test_an_official_is_coded_for_its_government():
    found = triples_of(app.read_text("The Peruvian president visited Chile.", published="2024-03-05"))
    assert [code for code, _, _ in found] == ["042"]
    assert found[0][1].startswith("PER")
    assert found[0][2] == "CHL"


def test_phrases_are_read_with_their_characters(tmp_path):
    path = tmp_path / "bio.txt"
    path.write_text(BIO, encoding="utf-8")
    one, two = read_labelled(path)
    assert [one.text[a:b] for a, b in (*one.source, *one.target)] == ["Ghanaian court", "two Togolese sailors"]
    assert (two.source, two.target) == (frozenset(), frozenset())
    assert {row.name for row in evaluate_sentence_sides(path).rows} == {"source and target", "source", "target"}


def test_the_sides_of_an_act_are_phrases_of_the_sentence():
    text = "Kenyan police arrested two Ugandan traders ."
    source, target = sides_of(text)
    assert [text[a:b] for a, b in source] == ["Kenyan police"]
    assert [text[a:b] for a, b in target] == ["two Ugandan traders"]
    assert sides_of("Rain fell .") == (frozenset(), frozenset())


def test_whom_talks_were_held_with_is_the_phrase_and_an_apposition_belongs_to_it():
    text = "Oman held talks with the Kenyan president , William Ruto ."
    _, target = sides_of(text)
    assert [text[a:b] for a, b in target] == ["the Kenyan president , William Ruto"]


def test_the_confusion_table_has_a_line_a_label():
    assert confusion([("AID", "AID"), ("AID", "AGREE"), ("AID", "AID"), ("REJECT", "NONE")]) == [
        "AID (3): AID 2, AGREE 1",
        "REJECT (1): NONE 1",
    ]


@pytest.mark.parametrize("read", [read_coded, read_labelled])
def test_another_file_is_refused(tmp_path, read):
    path = tmp_path / "other.txt"
    path.write_text("justoneword\n", encoding="utf-8")
    with pytest.raises(UsageError):
        read(path)
