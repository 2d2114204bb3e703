"""GUM (Zeldes 2017): names of persons, organisations and places in free genres; exact spans and kinds.

GUM marks whole noun phrases. A name here is the run of proper nouns around a phrase's head, on which both sides are
scored: what the learned reader proposes, its seven kinds brought down to GUM's three.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from dragoman.annotate.learned import names_in
from dragoman.errors import UsageError
from dragoman.evaluate import conllu
from dragoman.evaluate.bootstrap import Counts, row
from dragoman.evaluate.report import Report
from dragoman.evaluate.splits import unread_part

_COARSE: Final = {
    "person": "person", "place": "place", "state": "place", "body": "organization", "company": "organization",
    "igo": "organization", "org": "organization",
}  # fmt: skip
_GOLD: Final = {kinds: kind for kind, kinds in conllu.KINDS.items()}


def evaluate_gum(data: Path) -> Report:
    """Score the unread articles of a folder of CoNLL-U files. Raises UsageError where there are none."""
    files = [data / name for name in unread_part(data, "gum") if (data / name).exists()]
    if not files:
        raise UsageError(
            f"{data} holds no unread part of GUM", mend="expected the .conllu files that splits.json names"
        )
    kinds: list[Counts] = []
    spans: list[Counts] = []
    for path in files:
        rows = list(conllu.sentences(path))
        read = names_in([text for text, _ in rows])
        gold = {(n, name.start, name.end, _GOLD[name.kinds]) for n, (_, names) in enumerate(rows) for name in names}
        got = {(n, start, end, _COARSE[kind]) for n, names in enumerate(read) for start, end, kind in names}
        kinds.append((len(gold & got), len(gold), len(got)))
        bare, found = {g[:3] for g in gold}, {g[:3] for g in got}
        spans.append((len(bare & found), len(bare), len(found)))
    return Report(
        "gum",
        data.as_posix(),
        (row("names, exact with kind (unread part)", kinds), row("names, spans (unread part)", spans)),
    )
