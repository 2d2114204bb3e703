"""What a model is asked: a few numbered sentences as JSON data, the instructions, and the schema of its answer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

from dragoman.annotators.llm.answer import Answer
from dragoman.document import Annotated, Sentence
from dragoman.kb.ontology import plover

ASKED_ZONES: Final = ("title", "body", "heading")
AT_ONCE: Final = 8  # sentences in one question: what a small model still keeps apart
LONGEST: Final = 1200  # characters; a longer "sentence" is a table or a list


@dataclass(frozen=True, slots=True)
class Question:
    """Sentences of a document, by the numbers under which they are asked about."""

    sentences: tuple[Sentence, ...]
    texts: tuple[str, ...]

    @property
    def data(self) -> str:
        """The numbered sentences as JSON: whatever they hold, they stay inside its strings."""
        return json.dumps([{"sentence": n, "text": t} for n, t in enumerate(self.texts, 1)], ensure_ascii=False)

    def key(self, model: str) -> str:
        """A name for this question to this model, for keeping its answer."""
        whole = json.dumps([model, instructions(), schema(), self.data], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(whole.encode()).hexdigest()


def questions(doc: Annotated) -> Iterator[Question]:
    """A document's own sentences, a few at a time."""
    own = [(s, doc.text(s.first, s.last)) for s in doc.sentences if s.zone in ASKED_ZONES]
    own = [(s, text) for s, text in own if len(text) <= LONGEST]
    for at in range(0, len(own), AT_ONCE):
        sentences, texts = zip(*own[at : at + AT_ONCE], strict=True)
        yield Question(sentences, texts)


@lru_cache(maxsize=1)
def instructions() -> str:
    """What the model is told before any article: the task, and PLOVER's types in our words."""
    told = files("dragoman.annotators").joinpath("data/prompt.txt").read_text(encoding="utf-8")
    types = (f"- {kind.name}: {kind.meaning}" for kind in plover().values() if kind.quad)
    return told + "\n".join(types)


@lru_cache(maxsize=1)
def schema() -> dict[str, object]:
    """The JSON Schema that an answer is bound to."""
    return Answer.model_json_schema()


@lru_cache(maxsize=1)
def version() -> str:
    """A name for instructions and schema: with other ones the same model answers otherwise."""
    whole = instructions() + json.dumps(schema(), sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()[:8]


def messages(question: Question) -> Sequence[dict[str, str]]:
    """The conversation: our instructions, then the data."""
    return [{"role": "system", "content": instructions()}, {"role": "user", "content": question.data}]
