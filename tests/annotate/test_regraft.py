"""Subjects that the parse lost in a list or an opening phrase, hung where they belong."""

from dataclasses import replace

import pytest

from dragoman import kb
from dragoman.annotate import parser, timexes
from dragoman.annotate.regraft import regraft
from dragoman.document import Document
from dragoman.repair import mend


def parsed(text):
    doc = parser.parse(mend(Document("0" * 64, "case.txt", text), kb.load()))
    return replace(doc, timexes=timexes.find(doc))


def subjects(doc, verb):
    at = next(t.i for t in doc.tokens if t.text == verb)
    heads = doc.children(at, "nsubj", "nsubjpass")
    return [t.text for t in heads] + [c.text for t in heads for c in doc.children(t.i, "conj")]


VISIT = (
    "At the invitation of H.E. Mr. Dorin Recean, Prime Minister of Moldova, H.E. Mr. Petr Fiala, "
    "Prime Minister of the Czech Republic, paid an Official Visit to Moldova from 4 to 5 May 2023."
)
LIST = (
    "The text has not been published, but a note spoke of it. Turkey, the United States and the European Union "
    "urged both sides to respect Ghana."
)


@pytest.mark.parametrize(("text", "verb", "lost"), [(VISIT, "paid", "Fiala"), (LIST, "urged", "Turkey")])
def test_a_lost_subject_is_hung_on_its_verb(text, verb, lost):
    doc = parsed(text)
    assert lost not in subjects(doc, verb)
    mended = regraft(doc)
    assert lost in subjects(mended, verb)
    assert sorted(c for t in mended.tokens for c in t.children) == sorted(t.i for t in mended.tokens if t.head != t.i)
    assert all(t.i in mended.tokens[t.head].children for t in mended.tokens if t.head != t.i)


@pytest.mark.parametrize(
    "text",
    [
        "Togo's president paid a visit to Accra at the invitation of Ghana, Togo's neighbour.",
        "Last Tuesday, the United States and Ghana urged Togo to wait.",
        "With envoys of Ghana, Togo and Benin, Mali met the bank.",
    ],
)
def test_a_sound_parse_is_left_as_it_is(text):
    doc = parsed(text)
    assert regraft(doc) is doc
