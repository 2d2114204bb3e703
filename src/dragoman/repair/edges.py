"""What stands above the first paragraph that tells and below the last: title, labels, dates, names, litter."""

from __future__ import annotations

import re

from dragoman.records import ZoneKind
from dragoman.repair.datelines import is_date_line
from dragoman.repair.lexicon import Lexicon, words
from dragoman.repair.paragraphs import Paragraph, folded

_LABEL = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ &/-]*$")
_STOP = re.compile(r"[.…:;,][”\"’')\]]*$")
_QUOTED = re.compile(r"[\"“”«»]")
_INNER_STOP = re.compile(r"[.!?…][”\"’')\]]* ")
_SENTENCE = re.compile(r"[.!?…][”\"’')\]]*$")
# "Ana Ruiz", "Ana Ruiz and Li Wen in Manila", "Ana Ruiz, political correspondent"
_NAME = r"[A-ZÀ-Þ][\w.’'-]+(?: (?:[a-z]{1,3}|[A-ZÀ-Þ][\w.’'-]*)){0,2} [A-ZÀ-Þ][\w’'-]+"
_SIGNED = re.compile(rf"{_NAME}(?:(?:,| and| &) {_NAME})*(?: in [A-ZÀ-Þ]\w+(?: [A-ZÀ-Þ]\w+)?|, [a-z][\w ]{{2,40}})?$")
_TITLE_WORDS, _LABEL_WORDS, _NAME_WORDS, _SIGNED_WORDS, _BIO_WORDS = 25, 3, 6, 10, 40
# A paragraph of so many words, or of so many and a stop, tells; the title has so many at least, where lines compete.
_TELLS, _TELLS_WITH_STOP, _TITLE_LEAST, _ALONE = 26, 12, 4, 2
_LITTER_WORDS, _NEAR_TOP, _SUBTITLE_WORDS = 8, 6, 45


def mark_top(found: list[Paragraph], kinds: list[ZoneKind | None]) -> None:
    """Above the first paragraph that tells: section labels, the title, subtitles, names, lines that hold a date."""
    last = _first_telling(found, kinds)
    for i in range(last):
        if kinds[i] is None and is_date_line(found[i].text):
            kinds[i] = "dateline"
    title = _title(found, kinds, last)
    for i in range(last):
        if i == title:
            kinds[i] = "title"
        elif kinds[i] is None:
            kinds[i] = "boilerplate" if title is not None and i < title else _below(found[i])


def _first_telling(found: list[Paragraph], kinds: list[ZoneKind | None]) -> int:
    """The index of the first paragraph that tells; the last one's where none does."""
    for i, paragraph in enumerate(found):
        size = len(paragraph.words)
        stopped = _SENTENCE.search(paragraph.text) is not None
        if kinds[i] is None and (size >= _TELLS or (stopped and size >= _TELLS_WITH_STOP and not _titular(paragraph))):
            return _past_subtitle(found, kinds, i)
    return max(0, len(found) - 1)


def _past_subtitle(found: list[Paragraph], kinds: list[ZoneKind | None], i: int) -> int:
    """The same, where the first that seems to tell is a subtitle: the article's date stands below it."""
    if not 0 < i < _NEAR_TOP or len(found[i].words) > _SUBTITLE_WORDS:
        return i
    dated = [j for j in range(i + 1, min(i + 4, len(found) - 1)) if is_date_line(found[j].text)]
    if not dated:
        return i
    kinds[i] = "heading"
    return dated[-1] + 1


def _title(found: list[Paragraph], kinds: list[ZoneKind | None], last: int) -> int | None:
    """The line that is the title: the one that the markup names, else the first that is long enough for one."""
    named = next((i for i in range(last) if kinds[i] == "title"), None)
    if named is not None:
        return named
    lines = [i for i in range(last) if kinds[i] in {None, "pull-quote"} and _titular(found[i])]
    likely = [i for i in lines if not (_labels(found[i]) or _crumbs(found[i]) or _heads(found[i]))]
    return next(iter(likely or [i for i in lines if not _labels(found[i])]), None)


def _heads(paragraph: Paragraph) -> bool:
    """Whether a line looks like the name of a site or section rather than a title: a word, a few with capitals."""
    size = len(paragraph.words)
    return size < _ALONE or (size < _TITLE_LEAST and paragraph.text.istitle())


def _below(paragraph: Paragraph) -> ZoneKind | None:
    """A line between the title and the first paragraph that tells: a name, a label, a subtitle."""
    if _labels(paragraph) and (len(paragraph.words) < _ALONE or folded(paragraph.text).split()[0] in words("label")):
        return "boilerplate"
    if _signs(paragraph):
        return "byline"
    if _crumbs(paragraph) or len(paragraph.words) < _ALONE:
        return "boilerplate"
    said = _QUOTED.search(paragraph.text) is not None and len(paragraph.words) > _SIGNED_WORDS
    return None if said or _STOP.search(paragraph.text) or len(paragraph.words) > _TITLE_WORDS else "heading"


def _signs(paragraph: Paragraph) -> bool:
    """Whether a line is the name of whoever wrote the article."""
    if _labels(paragraph) and len(paragraph.words) >= _ALONE:
        return folded(paragraph.text).split()[0] not in words("label")
    return len(paragraph.words) <= _SIGNED_WORDS and _SIGNED.match(paragraph.text) is not None


def _crumbs(paragraph: Paragraph) -> bool:
    """Whether a line is a trail of sections: "Home / Press / News"."""
    pieces = re.split(r" [/>›»|·] ", paragraph.text)
    return len(pieces) > 1 and all(len(piece.split()) <= _LABEL_WORDS for piece in pieces)


def _labels(paragraph: Paragraph) -> bool:
    """Whether a line names a section or a kind of article: "ECONOMY", "ANALYSIS"."""
    return _LABEL.fullmatch(paragraph.text) is not None and len(paragraph.words) <= _LABEL_WORDS


def _titular(paragraph: Paragraph) -> bool:
    return len(paragraph.words) <= _TITLE_WORDS and not _STOP.search(paragraph.text)


def mark_bottom(found: list[Paragraph], kinds: list[ZoneKind | None]) -> None:
    """Below the last paragraph that tells: dates, who the author is, short lines that end no sentence."""
    last = max((i for i, kind in enumerate(kinds) if kind is None and _SENTENCE.search(found[i].text)), default=None)
    authors = {name for i, kind in enumerate(kinds) if kind == "byline" for name in re.findall(_NAME, found[i].text)}
    while last is not None and last and kinds[last] is None and _about(found[last], authors):
        kinds[last] = "byline"
        last -= 1
    for i in range(last + 1 if last is not None else len(found), len(found)):
        if kinds[i] is None and is_date_line(found[i].text):
            kinds[i] = "dateline"
        elif kinds[i] is None and len(found[i].words) <= _LITTER_WORDS and not _INNER_STOP.search(found[i].text):
            kinds[i] = "boilerplate"


def _about(paragraph: Paragraph, authors: set[str]) -> bool:
    """Whether a paragraph says who the author is: it begins with the name of one."""
    return len(paragraph.words) <= _BIO_WORDS and any(paragraph.text.startswith(f"{name} ") for name in authors)


def mark_foot(found: list[Paragraph], kinds: list[ZoneKind | None], lexicon: Lexicon) -> None:
    """Names, desks and a place in capitals below the last body paragraph."""
    foot = len(found)
    while foot and (kinds[foot - 1] not in {None, "pull-quote"} or _capitals(found[foot - 1])):
        foot -= 1
    if not foot:
        return
    signed = False
    for i in range(foot, len(found)):
        if not _capitals(found[i]) or kinds[i] in {"boilerplate", "related", "caption", "credit"}:
            signed = signed or kinds[i] == "byline"
            continue
        place = len(found[i].words) == 1 or (signed and lexicon.is_place(found[i].text.title()))
        if kinds[i] is None:
            kinds[i] = "dateline" if place else "byline"
        signed = True


def _capitals(paragraph: Paragraph) -> bool:
    return (
        paragraph.text.isupper()
        and len(paragraph.words) <= _NAME_WORDS
        and not any(c.isdigit() for c in paragraph.text)
    )
