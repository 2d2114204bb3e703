"""ECB+ (Cybulska and Vossen 2014): events over documents in topics; gold mentions are given, their chains asked."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any, Final

from dragoman.errors import UsageError
from dragoman.evaluate.mentions import Mention, scored
from dragoman.evaluate.report import Report, Row
from dragoman.evaluate.splits import unread_part

_SUFFIX: Final = "_Event_gold_mentions.json"
_Sentences = dict[str, dict[int, list[str]]]


def evaluate_ecbplus(data: Path) -> Report:
    """Score every part (`ECB_<part>_…`) in a folder. Raises UsageError where there is none, or it cannot be read."""
    parts = sorted(path.name.removeprefix("ECB_").removesuffix(_SUFFIX) for path in data.glob(f"ECB_*{_SUFFIX}"))
    if not parts:
        raise UsageError(f"{data} holds no ECB+", mend=f"expected ECB_Dev{_SUFFIX} and ECB_Dev_corpus.txt")
    unread = unread_part(data, "ecbplus")
    rows: list[Row] = []
    for part in parts:
        rows += scored(read_part(data, part), f" ({part}{', unread' if part in unread else ''})")
    return Report("ecbplus", data.as_posix(), tuple(rows))


def read_part(data: Path, part: str) -> list[Mention]:
    """The mentions of a part, with their sentences and topics. Raises UsageError."""
    try:
        given = json.loads((data / f"ECB_{part}{_SUFFIX}").read_text(encoding="utf-8"))
        sentences = _sentences((data / f"ECB_{part}_corpus.txt").read_text(encoding="utf-8"))
        return [_mention(at, found, sentences[found["doc_id"]]) for at, found in enumerate(given)]
    except (OSError, KeyError, ValueError) as error:
        raise UsageError(f"ECB+ {part} cannot be read: {error}", mend="see the format of the gold mentions") from error


def _sentences(corpus: str) -> _Sentences:
    found: _Sentences = defaultdict(lambda: defaultdict(list))
    for line in corpus.splitlines():
        if line.strip():
            document, sentence, _, word, *_ = line.split("\t")
            found[document][int(sentence)].append(word)
    return found


def _mention(at: int, found: dict[str, Any], sentences: dict[int, list[str]]) -> Mention:
    document = found["doc_id"]
    return Mention(
        key=at,
        topic=document.partition("_")[0],
        document=document,
        words=tuple(found["tokens_str"].split()),
        sentence=tuple(sentences[found["sent_id"]]),
        story=frozenset(word for words in sentences.values() for word in words),
        chain=found["coref_chain"],
    )
