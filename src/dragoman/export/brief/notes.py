"""Footnotes: the sentence in which a piece of evidence stands, once, to the letter, with its document and offsets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Final

from dragoman.export.brief.phrases import date_words, plain
from dragoman.export.holdings import Holdings
from dragoman.records import DocumentRecord, EditRecord, Span

AT_MOST: Final = 4
_WIDEST: Final = 600
_SENTENCE_END: Final = re.compile(r"""[.!?…]["”’»)]*\s+(?=["“‘«(]?[^\W\d_a-z])|\n+""")


class Notes:
    """Numbers the sentences that a page cites, in the order in which it cites them."""

    def __init__(self, holdings: Holdings) -> None:
        self._documents, self._texts = holdings.documents, holdings.texts
        self._labels = short_labels(holdings.documents)
        self._numbers: dict[tuple[str, int, int], int] = {}

    def cite(self, evidence: Iterable[Span]) -> str:
        """The footnote marks of these spans, one a sentence; of more than four the first four."""
        ranges = sorted({self._sentence(span) for span in evidence})
        return "".join(f"[^{self._numbers.setdefault(key, len(self._numbers) + 1)}]" for key in ranges[:AT_MOST])

    def lines(self) -> list[str]:
        """The footnotes themselves."""
        return [f"[^{number}]: {self._note(*key)}" for key, number in self._numbers.items()]

    def _sentence(self, span: Span) -> tuple[str, int, int]:
        """The evidence, widened to its sentence where that is short enough to quote whole."""
        text = self._texts[span.document_id]
        paragraph = text.rfind("\n", 0, span.start) + 1
        ends = [paragraph, *(paragraph + m.end() for m in _SENTENCE_END.finditer(text[paragraph : span.end + _WIDEST]))]
        start = max(end for end in ends if end <= span.start)
        end = next((end for end in ends if end >= span.end), len(text) if span.end + _WIDEST >= len(text) else span.end)
        end = max(span.end, start + len(text[start:end].rstrip()))
        return (span.document_id, start, end) if end - start <= _WIDEST else (span.document_id, span.start, span.end)

    def _note(self, document_id: str, start: int, end: int) -> str:
        document, text = self._documents[document_id], self._texts[document_id][start:end]
        mended = _mended(text, start, document.edits)
        read_as = "" if mended.split() == text.split() else f" (read as “{plain(mended)}”)"
        when = date_words(document.published.edtf) if document.published.edtf else "no date"
        return f"“{plain(text)}”{read_as} — {plain(self._labels[document_id])}, {when}, characters {start}–{end}"


def short_labels(documents: Mapping[str, DocumentRecord]) -> dict[str, str]:
    """The names of documents: the file's alone where no two files share it, else the whole source."""
    names = {key: PurePath(document.source).name or document.source for key, document in documents.items()}
    seen = Counter(names.values())
    return {key: name if seen[name] == 1 else documents[key].source for key, name in names.items()}


def _mended(text: str, at: int, edits: Iterable[EditRecord]) -> str:
    """What a piece of raw text, which starts at `at`, was read as."""
    within = [edit for edit in edits if at <= edit.start and edit.end <= at + len(text)]
    for edit in sorted(within, key=lambda edit: edit.start, reverse=True):
        text = text[: edit.start - at] + edit.after + text[edit.end - at :]
    return text
