"""GUM (Zeldes 2017): names of persons, organisations and places in free genres; exact spans and kinds.

GUM marks whole noun phrases. A name here is the run of proper nouns around a phrase's head, on which both sides are
scored: what the learned reader proposes, its seven kinds brought down to GUM's three. A state is a place or an
organisation to GUM, as it is lain in or acts, and one kind to us: there it counts as either.
"""

from __future__ import annotations

from pathlib import Path

from dragoman.annotate.learned import names_in
from dragoman.errors import UsageError
from dragoman.evaluate import conllu
from dragoman.evaluate.bootstrap import Counts, row
from dragoman.evaluate.report import Report
from dragoman.evaluate.splits import unread_part


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
        gold = {(n, name.start, name.end): name.kinds for n, (_, names) in enumerate(rows) for name in names}
        got = {(n, start, end): kind for n, names in enumerate(read) for start, end, kind in names}
        same = gold.keys() & got.keys()
        spans.append((len(same), len(gold), len(got)))
        kinds.append((sum(got[at] in gold[at] for at in same), len(gold), len(got)))
    return Report(
        "gum",
        data.as_posix(),
        (row("names, exact with kind (unread part)", kinds), row("names, spans (unread part)", spans)),
    )
