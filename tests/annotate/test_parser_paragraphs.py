"""Sentences know their paragraph, also where zones leave the line breaks between them out."""

from dragoman.annotate import parser
from dragoman.document import Clean, Document, OffsetMap, Zone


def test_zones_without_their_line_breaks_are_paragraphs_of_their_own():
    text = "A title\n\nThe envoy left. He was tired.\nThe minister stayed."
    zones = (Zone("title", 0, 7), Zone("body", 9, 38), Zone("body", 39, len(text)))
    document = Document("0" * 64, "test", text)
    doc = parser.parse(Clean(document, text, OffsetMap((0,), (0,), len(text), len(text)), (), zones))
    assert [s.paragraph for s in doc.sentences] == [0, 1, 1, 2]


def test_lines_of_one_zone_are_paragraphs():
    text = "The envoy left.\n\nThe minister stayed."
    document = Document("0" * 64, "test", text)
    doc = parser.parse(
        Clean(document, text, OffsetMap((0,), (0,), len(text), len(text)), (), (Zone("body", 0, len(text)),))
    )
    assert [s.paragraph for s in doc.sentences] == [0, 1]
