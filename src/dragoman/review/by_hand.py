"""A record that a person makes: words of a document selected, and what they say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from dragoman.records import KINDS, Evident, Span, record_id

_ROOMS: Final = {
    "events": "event", "agreements": "agreement", "amounts": "amount", "claims": "claim", "gaps": "gap",
    "relations": "relation", "programmes": "programme",
}  # fmt: skip
# What a record of a kind says where the person does not: the plainest that its contract allows.
_PLAIN: Final[dict[str, dict[str, Any]]] = {
    "events": {"modality": "actual"},
    "agreements": {"kind": "agreement", "status": "announced"},
    "amounts": {"qualifier": "exact", "kind": "other-count"},
    "claims": {
        "speaker_class": "named", "form": "indirect", "kind": "statement", "polarity": "positive",
        "certainty": "certain",
    },
    "gaps": {},
    "relations": {},
    "programmes": {},
}  # fmt: skip
_SPANS: Final = {"events": "verb", "claims": "content"}
_WORDS: Final = {"relations": "printed_as"}
KINDS_BY_HAND: Final = tuple(_ROOMS)


def record_by_hand(
    kind: str, evidence: tuple[Span, ...], fields: Mapping[str, Any], *, extractor: str, score: float = 1.0
) -> Evident:
    """The record, under the id that any machine computes alike. `fields` are JSON values by name.

    Raises ValueError (pydantic's says which field) where they make no record of that kind.
    """
    if kind not in _ROOMS:
        raise ValueError(f"no record of kind {kind!r} is made by hand; choose one of {', '.join(_ROOMS)}")
    said = {**_PLAIN[kind], **fields}
    document = evidence[0].document_id
    spans = [span.model_dump(mode="json") for span in evidence]
    if kind in _SPANS:
        said.setdefault(_SPANS[kind], spans[0])
    if kind in _WORDS:
        said.setdefault(_WORDS[kind], evidence[0].text)
    if kind == "relations" and "pair" in said:
        said["pair"] = sorted(said["pair"])
    if kind == "events":
        said.setdefault("participants", _participants(said))
    key = record_id(_ROOMS[kind], document, evidence, extractor, sorted((n, str(v)) for n, v in said.items()))
    base = {"id": key, "document_id": document, "evidence": spans, "confidence": "high", "score": score}
    made = KINDS[kind].model_validate({**base, "extractor": extractor, **said})
    if not isinstance(made, Evident):
        raise TypeError(f"{kind} rest on no evidence")
    return made


def _participants(said: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Each actor on its side; a state acts for itself."""
    return [
        {"actor": actor, "side": side, "acts_for": actor if str(actor).startswith("state:") else None}
        for side in ("source", "target")
        for actor in said.get(side, ())
    ]
