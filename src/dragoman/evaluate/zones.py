"""Zones: the parts of labelled pages, as web pages and as copied text; records that furniture led to."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import trafilatura

from dragoman import kb, pipeline, readers
from dragoman.document import Clean, Document
from dragoman.errors import DocumentError
from dragoman.evaluate.bootstrap import Counts, row
from dragoman.evaluate.pages import LabelledPage, as_html, labelled_pages
from dragoman.evaluate.report import Report, Row
from dragoman.records import Evident, ZoneKind
from dragoman.repair import mend

# Parts that may be left out by a reader without harm; of the others nothing may be lost.
_FURNITURE = frozenset({"boilerplate", "related", "credit", "byline", "dateline", "caption", "pull-quote"})
_WORD = re.compile(r"\w+")
_SILENT = frozenset({"caption", "pull-quote", "related"})


@dataclass
class _Tally:
    """Counts of one form of the pages: right, labelled and found parts by kind, page by page."""

    pages: list[dict[str, Counts]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    left_out: int = 0

    def rows(self, form: str) -> Iterator[Row]:
        """F1 over all parts, over all but body, and the mean of the kinds."""
        yield row(f"{form}: all parts", [_sum(page, set(page)) for page in self.pages])
        yield row(f"{form}: furniture", [_sum(page, set(page) - {"body"}) for page in self.pages])
        kinds = sorted({kind for page in self.pages for kind in page})
        each = [row(f"{form}: {kind}", [page.get(kind, (0, 0, 0)) for page in self.pages]) for kind in kinds]
        yield Row(f"{form}: mean of kinds", sum(r.score for r in each) / max(1, len(each)), len(each))
        yield from each


def evaluate_zones(data: Path) -> Report:
    """Score the pages of `data/dev` and `data/held`, or of the folder itself; held pages are never listed one by one.

    A part of the furniture that extraction leaves out counts neither way. A record whose evidence lies in a caption,
    pull-quote or related link is a failure of the row `silent`.
    """
    folders = [folder for folder in (data / "dev", data / "held") if folder.is_dir()] or [data]
    rows: list[Row] = []
    failures: list[str] = []
    for folder in folders:
        pages = labelled_pages(folder)
        prefix = f"{folder.name}, " if len(folders) > 1 else ""
        for form, read in (("pages", _page), ("copied", _copied)):
            tally = _tally(pages, read)
            rows += tally.rows(f"{prefix}{form}")
            if folder.name != "held":
                failures += tally.wrong
        rows += [_silent(prefix, pages), _kept(prefix, pages), _dated(prefix, pages)]
    return Report("zones", data.as_posix(), tuple(rows), tuple(failures))


def _page(page: LabelledPage) -> Document:
    return readers.read(f"{page.name}.html", as_html(page))


def _copied(page: LabelledPage) -> Document:
    return readers.read(f"{page.name}.txt", page.copied.encode())


def _tally(pages: list[LabelledPage], read: Callable[[LabelledPage], Document]) -> _Tally:
    tally = _Tally()
    for page in pages:
        counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
        try:
            clean = mend(read(page), kb.load())
        except DocumentError as error:
            tally.wrong.append(f"{page.name}: {error.message}")
            continue
        for kind, text, found in _matched(page, clean):
            if found is None and kind in _FURNITURE:
                tally.left_out += 1
                continue
            counts[kind][1] += 1
            if found is not None:
                counts[found][2] += 1
            counts[kind][0] += found == kind
            if found != kind:
                tally.wrong.append(f"{page.name}: {kind} taken for {found}: {text[:70]}")
        tally.pages.append({kind: (c[0], c[1], c[2]) for kind, c in counts.items()})
    return tally


def _matched(page: LabelledPage, clean: Clean) -> Iterator[tuple[ZoneKind, str, ZoneKind | None]]:
    """Each labelled part with its text and the kind that most of it was given; None where it is not in the text."""
    lines = _lines(clean.document.text)
    for block in page.blocks:
        places = lines.get(block.text) or [-1]
        start = places.pop(0)
        for kind, text in block.parts:
            if start < 0:
                yield kind, text, None
                continue
            yield kind, text, _majority(clean, start, start + len(text))
            start += len(text) + 1


def _lines(raw: str) -> dict[str, list[int]]:
    """Where each line of a text begins, list marks left out."""
    found: dict[str, list[int]] = defaultdict(list)
    at = 0
    for line in raw.split("\n"):
        bare = line.strip().removeprefix("- ")
        found[bare].append(at + line.find(bare))
        at += len(line) + 1
    return found


def _majority(clean: Clean, start: int, end: int) -> ZoneKind | None:
    first, last = clean.offsets.to_clean(start), clean.offsets.to_clean(end)
    share: Counter[ZoneKind] = Counter()
    for zone in clean.zones:
        share[zone.kind] += max(0, min(zone.end, last) - max(zone.start, first))
    best = share.most_common(1)
    return best[0][0] if best and best[0][1] else None


def _sum(page: dict[str, Counts], kinds: set[str]) -> Counts:
    each = [page[kind] for kind in kinds]
    return sum(c[0] for c in each), sum(c[1] for c in each), sum(c[2] for c in each)


def _silent(prefix: str, pages: list[LabelledPage]) -> Row:
    """The share of records that do not rest on a caption, a pull-quote or a related link."""
    told = right = 0
    for page in pages:
        for read in (_page, _copied):
            document = read(page)
            furniture = {text for block in page.blocks for kind, text in block.parts if kind in _SILENT}
            body = " ".join(text for block in page.blocks for kind, text in block.parts if kind not in _SILENT)
            for record in pipeline.run(document).records:
                if isinstance(record, Evident):
                    told += 1
                    words = [span.text for span in record.evidence]
                    right += not any(w in text and w not in body for w in words for text in furniture)
    return Row(f"{prefix}records not from captions, quotes pulled, links", right / max(1, told), told)


def _kept(prefix: str, pages: list[LabelledPage]) -> Row:
    """The share of trafilatura's words that are in our text of the page as well; bars between cells are no words."""
    kept = total = 0
    for page in pages:
        extracted = trafilatura.extract(as_html(page), include_comments=False) or ""
        theirs, ours = (Counter(_WORD.findall(text)) for text in (extracted, _page(page).text))
        total += theirs.total()
        kept += (theirs & ours).total()
    return Row(f"{prefix}words of trafilatura kept", kept / max(1, total), total)


def _dated(prefix: str, pages: list[LabelledPage]) -> Row:
    """The share of pages that state a date in their metadata whose date is that."""
    stated = [page for page in pages if page.facts["style"] != "soup"]
    right = sum(str(_page(page).published) == page.facts["published"] for page in stated)
    return Row(f"{prefix}dates of metadata", right / max(1, len(stated)), len(stated))
