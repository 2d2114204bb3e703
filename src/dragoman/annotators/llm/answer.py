"""What a model may answer, and where its words stand; what does not stand in the text to the letter is dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from dragoman.document import Annotated as Document
from dragoman.document import ProposedAct, Sentence
from dragoman.kb.ontology import plover

if TYPE_CHECKING:
    from collections.abc import Sequence

UNWEIGHED: Final = 0.5  # such an answer comes with no probability that was ever measured
MOST_ACTS, MOST_SIDES = 60, 12


def _known(name: str) -> str:
    if name not in _TYPES:
        raise ValueError(f"no such type as {name}")
    return name


_TYPES: Final = tuple(kind.name for kind in plover().values() if kind.quad)
_Type = Annotated[str, AfterValidator(_known), Field(json_schema_extra={"enum": list(_TYPES)})]
_Words = Annotated[list[str], Field(max_length=MOST_SIDES)]


class Act(BaseModel):
    """One dealing as answered: the number of its sentence, and words of that sentence."""

    model_config = ConfigDict(extra="forbid")

    sentence: int
    trigger: str
    type: _Type
    modality: Literal["actual", "planned", "negated", "hypothetical"]
    source: _Words
    target: _Words


class Answer(BaseModel):
    """A whole answer."""

    model_config = ConfigDict(extra="forbid")

    acts: Annotated[list[Act], Field(max_length=MOST_ACTS)]


def placed(doc: Document, sentences: Sequence[Sentence], act: Act, by: str) -> ProposedAct | None:
    """An answered act at its tokens; None where a word of it does not stand in its sentence to the letter."""
    if not 1 <= act.sentence <= len(sentences):
        return None
    sentence = sentences[act.sentence - 1]
    triggers = _places(doc, sentence, act.trigger)
    sides = [[_places(doc, sentence, words) for words in side] for side in (act.source, act.target)]
    if len(triggers) != 1 or len(triggers[0]) != 1 or not all(place for side in sides for place in side):
        return None
    source, target = (tuple(sorted({i for places in side for i in places[0]})) for side in sides)
    return ProposedAct(triggers[0][0], act.type, UNWEIGHED, act.modality, source, target, by)


def _places(doc: Document, sentence: Sentence, words: str) -> list[tuple[int, ...]]:
    """The tokens of each place where words stand in a sentence as whole tokens."""
    tokens = doc.sentence_tokens(sentence)
    origin, text = tokens[0].start, doc.text(sentence.first, sentence.last)
    found, at = [], text.find(words) if words else -1
    while at >= 0:
        start, end = origin + at, origin + at + len(words)
        inside = [t for t in tokens if t.start >= start and t.end <= end]
        if inside and inside[0].start == start and inside[-1].end == end:
            found.append(tuple(t.i for t in inside))
        at = text.find(words, at + 1)
    return found
