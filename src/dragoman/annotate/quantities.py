"""Figures with unit, qualifier and range: what an article puts a number to.

In: tokens, sentences and, where there are some, time expressions and mentions. Out: quantities in order.
Never: who pays whom, what the figure is for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from decimal import Decimal

from dragoman.annotate import measures
from dragoman.annotate.measures import MONEY, Ground, Measure
from dragoman.annotate.numerals import Numeral, decimal_comma, find_numerals, scale_after
from dragoman.document import Annotated, Quantity, Sentence

PEOPLE = "people"
THING = "thing"
_JOIN = re.compile(r"[\s\u00a0]*(to|-|–|—|and|or|y|a)[\s\u00a0]*(?:the\s+|some\s+|about\s+)?", re.IGNORECASE)
_OPENING = re.compile(r"\b(between|from)\s+(?:the\s+)?(?:\w{0,3}[$€£¥]\s*|[A-Z]{3}\s)?$", re.IGNORECASE)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?"
_DATE_BEFORE = re.compile(rf"\b{_MONTH}\s+$|(?:\b\d{{1,2}}\s+(?:of\s+)?{_MONTH},?\s+(?:of\s+)?)$", re.IGNORECASE)
_DATE_AFTER = re.compile(rf"\s*(?:of\s+)?(?:{_MONTH})(?![a-z])", re.IGNORECASE)
_NAMED_BEFORE = re.compile(
    r"\b(?:no|nos|number|article|articles|para|paras|paragraph|section|chapter|resolution|page|pages|route|highway|phase|level|"
    r"group|top|flight|room|channel|law|decree|act|part|point|protocol|agenda|vision|boeing|airbus|type|version|aged|age|ages)"
    r"(?:\s+of)?\s*[.:]?\s*$",
    re.IGNORECASE,
)
_PLAIN_YEAR = (1800, 2100)
_CHANGE = re.compile(
    r"\b(?:rose|rise|rises|risen|grew|grow|grown|fell|fall|fallen|dropped|drop|increased?|went|jumped|raised?|cut|up|down)\b",
    re.IGNORECASE,
)
_DOLLARS = re.compile(
    r"\b(?:figures|amounts|sums|prices|values)\s+(?:are\s+)?(?:all\s+)?in\s+(\w+(?: \w+)?)\s+dollars", re.IGNORECASE
)  # fmt: skip
_OPEN_END = re.compile(
    r"\s*(?:$|[^\w\s]|(?:in|by|at|within|during|last|this|next|a|and|but|as|while)\b)", re.IGNORECASE
)
_PART_OF = re.compile(r"\s+(?:out\s+)?of\s+(?:the|these|those|its|their|all)?\s*", re.IGNORECASE)
_ALSO = re.compile(r"\s+(?:and|or)\s+", re.IGNORECASE)
_LISTS = re.compile(r"\b(?:of|worth|totalling|at|for)\s+$", re.IGNORECASE)
_TO = re.compile(r"\s+to\s+", re.IGNORECASE)
_ONE_IN = re.compile(r"\b(?:one|two|three|four|nine|\d)\s+(?:in|out of)(?:\s+every)?\s+$", re.IGNORECASE)
_AGAINST = re.compile(r"\b(?:to|against|versus)\s+$", re.IGNORECASE)
_OF_WHICH = re.compile(r"\bof (?:which|them)\s+(?:the\s+)?$", re.IGNORECASE)
_OF_GRACE = re.compile(r"\s+of\s+(?:grace|moratorium)\b", re.IGNORECASE)
_REACHES = re.compile(r"\b(?:reach|reaches|reached|hit|hits|touch|attain|exceed|surpass)\s+$", re.IGNORECASE)
_SUBJECT = re.compile(r"(?:^|[;,.:”\"]\s*|\band\s+)$")
_VERB_NEXT = re.compile(r"\s+(?:were|are|have|had|was|will|would|\w+ed|did)\b", re.IGNORECASE)
_NAMES = ("NNP", "NNPS")
_OWNED = re.compile(r"(?:\d|\b(?:thousand|lakh|crore|[mb]illions?|trillions?|m|bn|of))\s*$", re.IGNORECASE)
_NP_TAGS = ("JJ", "JJR", "JJS", "VBN", "VBG", "NN", "NNP", "HYPH", "POS", "CC")


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number on its way: characters start:end of the sentence, value, unit and kind (None while it has none)."""

    numeral: Numeral
    start: int
    end: int
    value: Decimal
    unit: str | None = None
    kind: str | None = None
    high: Decimal | None = None
    qualifier: measures.Sureness = "exact"
    period: str | None = None
    opened: bool = False


def find(doc: Annotated) -> tuple[Quantity, ...]:
    """Every figure of the document with its unit; numbers in dates, times, names and codes are none.

    A figure with a scale and no unit ("62 billion, of a total of 74 billion") takes the unit of the one before it.
    """
    ground = _ground(doc)
    starts = [t.start for t in doc.tokens]
    found: list[Quantity] = []
    earlier = _Earlier()
    for sentence in doc.sentences:
        earlier.enter(sentence)
        text = doc.text(sentence.first, sentence.last)
        for figure in _figures(doc, sentence, ground):
            whole = _with_unit_of(figure, text, earlier)
            if whole is not None:
                earlier.note(whole)
                found.append(_quantity(doc, sentence, whole, starts, len(found)))
    return tuple(found)


@dataclass(slots=True)
class _Earlier:
    """What figures without a unit can lean on: the last with a scale, the last count, the last here."""

    scaled: _Figure | None = None
    counted: _Figure | None = None
    here: _Figure | None = None
    paragraph: int = -1

    def enter(self, sentence: Sentence) -> None:
        """Start a sentence: counts do not reach over paragraphs."""
        self.here = None
        if sentence.paragraph != self.paragraph:
            self.paragraph, self.counted = sentence.paragraph, None

    def note(self, figure: _Figure) -> None:
        """Remember a figure for those after it."""
        self.here = figure
        if figure.kind in (PEOPLE, THING):
            self.counted = figure
        elif figure.numeral.scale > 1:
            self.scaled = figure


def _ground(doc: Annotated) -> Ground:
    told = _DOLLARS.search(doc.clean.text)
    ground = Ground(measures.countries_named(doc.clean.text), decimal_comma(doc.clean.text))
    if told and (stated := measures.currency_after(f" {told[1]} dollars", 0, ground)):
        return replace(ground, dollar=stated.unit)
    return ground


def _figures(doc: Annotated, sentence: Sentence, ground: Ground) -> list[_Figure]:
    text = doc.text(sentence.first, sentence.last)
    offset = doc.tokens[sentence.first].start
    read: list[_Figure] = []
    for numeral in find_numerals(text, comma=ground.comma):
        figure = _read(doc, sentence, text, offset, numeral, ground)
        if figure and (not read or figure.start >= read[-1].end):
            read.append(figure)
    return [_qualified(text, f) for f in _ranges(text, read) if not _is_no_figure(doc, sentence, text, f)]


def _read(
    doc: Annotated, sentence: Sentence, text: str, offset: int, numeral: Numeral, ground: Ground
) -> _Figure | None:
    before = (
        measures.currency_before(text, numeral.start, ground)
        or measures.pound_before(text, numeral)
        or _named_before(text, numeral, ground)
    )
    if before is None and _glued_before(text, numeral.start):
        return None
    after = measures.currency_after(text, numeral.end, ground) or measures.part_after(text, numeral.end, ground)
    if sign := before or after:
        start, end = (before or numeral).start, (after or numeral).end
        numeral, end = scale_after(text, numeral, end)
        return _Figure(numeral, start, end, numeral.value * sign.factor, sign.unit, MONEY)
    if numeral.letter and not _noun_after(doc, sentence, offset + numeral.end):
        numeral = replace(numeral, end=numeral.bare_end, value=numeral.value / numeral.scale, scale=Decimal(1))
    if measure := measures.unit_after(text, numeral.end):
        return _measured(numeral, measure)
    if re.match(r"[^\W\d_]", text[numeral.end :]):
        return None
    end, unit, kind = _noun_after(doc, sentence, offset + numeral.end) or (offset + numeral.end, None, None)
    return _Figure(numeral, numeral.start, end - offset, numeral.value, unit, kind)


def _named_before(text: str, numeral: Numeral, ground: Ground) -> Measure | None:
    """The currency named before a sum, unless another figure owns it ("5 dollars 3 million") or one follows it."""
    found = measures.noun_before(text, numeral, ground)
    if found is None or _OWNED.search(text[: found.start]):
        return None
    return None if measures.currency_after(text, numeral.end, ground) else found


def _glued_before(text: str, at: int) -> bool:
    return bool(re.search(r"[\w$#@]$|[^\W\d_]-$|\d[.,:/]$", text[max(0, at - 2) : at]))


def _measured(numeral: Numeral, measure: Measure) -> _Figure:
    period = next((p for p in ("day", "year") if measure.kind.endswith(f"per {p}")), None)
    value = numeral.value * measure.factor
    return _Figure(numeral, numeral.start, measure.end, value, measure.unit, measure.kind, period=period)


def _noun_after(doc: Annotated, sentence: Sentence, char: int) -> tuple[int, str, str] | None:
    """Where the noun that a number counts ends, the unit it makes, and whether it counts people or things."""
    at = next((t.i for t in doc.sentence_tokens(sentence) if t.start >= char), None)
    if at is None or doc.tokens[at].start - char > 1:
        return None
    people = measures.people_nouns()
    for token in doc.tokens[at : min(at + 6, sentence.last)]:
        following = doc.tokens[token.i + 1] if token.i + 1 < sentence.last else None
        is_noun_next = following is not None and following.tag in ("NN", "NNS", "NNPS")
        plural = token.tag in ("NNS", "NNPS") or token.lower in people or token.lower in measures.invariable_nouns()
        plural = plural or (not is_noun_next and _people_of(doc, token.i))
        if plural and not (is_noun_next and token.tag != "NNPS"):
            kind = PEOPLE if token.lower in people or (token.tag in _NAMES and _demonym(doc, token.i)) else THING
            return token.end, PEOPLE if kind == PEOPLE else _noun(doc, at, token.i), kind
        model = token.tag == "CD" and token.i > at and doc.tokens[token.i - 1].tag == "NNP"  # "14 Falcon 3 drones"
        if (token.tag not in _NP_TAGS and not model) or token.lower in ("and", "or"):
            return None
    return None


def _numbers_a_model(doc: Annotated, sentence: Sentence, char: int) -> bool:
    """Whether a number belongs to a name of which another number says how many: "14 Falcon 3 drones"."""
    at = next((t.i for t in doc.sentence_tokens(sentence) if t.start >= char), sentence.first)
    first = at
    while first > sentence.first and doc.tokens[first - 1].tag == "NNP":
        first -= 1
    return sentence.first < first < at and doc.tokens[first - 1].tag == "CD"


def _people_of(doc: Annotated, token: int) -> bool:
    """Whether a word without a plural names people by their country where a noun ends ("six Portuguese were held")."""
    named = any(m.kind == "demonym" for m in doc.mentions_by_token.get(token, ()))
    following = doc.tokens[token + 1] if token + 1 < len(doc.tokens) else None
    return named and (following is None or following.tag not in ("JJ", "HYPH", "VBG", "POS", "CD"))


def _demonym(doc: Annotated, token: int) -> bool:
    """Whether a capitalised plural names people of a place: a demonym's mention, or the usual endings."""
    if any(m.kind == "demonym" for m in doc.mentions_by_token.get(token, ())):
        return True
    return bool(re.search(r"(?:ans|ese|is|ds|ks|ians|ites)$", doc.tokens[token].lower))


def _noun(doc: Annotated, first: int, head: int) -> str:
    start = head
    while start > first and doc.tokens[start - 1].tag == "NN":
        start -= 1
    return doc.text(start, head + 1).lower()


def _ranges(text: str, figures: list[_Figure]) -> list[_Figure]:
    joined: list[_Figure] = []
    for figure in figures:
        low = joined[-1] if joined else None
        pair = (_range(text, low, figure) or _with_coins(text, low, figure)) if low else None
        if pair:
            joined[-1] = pair
            continue
        if low and (whole := _like_next(text, low, figure)):
            joined[-1] = whole
        joined.append(figure)
    return joined


def _like_next(text: str, first: _Figure, second: _Figure) -> _Figure | None:
    """A bare figure with the unit of the next: where it changed from ("from 10 to 45 per cent"), or a part of it."""
    if first.unit is not None or second.unit is None:
        return None
    if _PART_OF.fullmatch(text, first.end, second.start) and second.kind in (PEOPLE, THING):
        return replace(first, unit=second.unit, kind=second.kind)
    if _PART_OF.fullmatch(text, first.end, second.start) and second.kind == MONEY and second.numeral.scale > 1:
        value = first.value * (second.numeral.scale if first.numeral.scale == 1 else 1)
        return replace(first, unit=second.unit, kind=MONEY, value=value) if value < second.value else None
    listed = _ALSO.fullmatch(text, first.end, second.start) and _LISTS.search(text[: first.start])
    if listed and second.kind == MONEY and second.numeral.scale > 1 == first.numeral.scale:
        return replace(first, unit=second.unit, kind=MONEY, value=first.value * second.numeral.scale)
    opening = _OPENING.search(text[: first.start])
    changed = opening and opening[1].lower() == "from" and _TO.fullmatch(text, first.end, second.start)
    if not changed or second.start < second.numeral.start:
        return None
    scale = second.numeral.scale if first.numeral.scale == 1 else Decimal(1)
    factor = second.value / second.numeral.value if second.numeral.value else Decimal(1)
    return replace(first, unit=second.unit, kind=second.kind, value=first.value * scale * factor)


def _with_coins(text: str, whole: _Figure, coins: _Figure) -> _Figure | None:
    """Three dollars and fifty cents as one sum, or None where the second figure is no small coin of the first."""
    small = coins.kind == MONEY == whole.kind and coins.unit == whole.unit and coins.value < 1 <= coins.numeral.value
    if not small or not re.fullmatch(r"[\s,]*(?:and\s+)?", text[whole.end : coins.start]):
        return None
    return replace(whole, end=coins.end, value=whole.value + coins.value)


def _range(text: str, low: _Figure, high: _Figure) -> _Figure | None:
    """Two figures as one range ("150 to 200 millions", "between US$ 7 and US$ 9"), or None where they are two."""
    link = _JOIN.fullmatch(text, low.end, high.start)
    if not link or low.high is not None:
        return None
    if low.unit and high.unit is None and low.kind == MONEY:
        high = replace(high, unit=low.unit, kind=low.kind)
    signed = high.start < high.numeral.start
    if (low.unit and low.unit != high.unit) or (signed and low.unit is None):
        return None
    opening = _OPENING.search(text[: low.start])
    word = link[1].lower()
    if word == "and" and not (opening and opening[1].lower() == "between"):
        return None
    if opening and opening[1].lower() == "from" and _CHANGE.search(text[: low.start]):
        return None
    numeral, value = low.numeral, low.value
    if numeral.scale == 1 and high.numeral.scale > 1 and low.value < high.value / high.numeral.scale:
        numeral = numeral.scaled_like(high.numeral)
        value = numeral.value
    elif low.unit is None and high.numeral.value:
        value *= high.value / high.numeral.value
    if value >= high.value:
        return None
    start = opening.start() if opening and opening[1].lower() == "between" else low.start
    return replace(high, start=start, value=value, high=high.value, qualifier="range", period=low.period or high.period)


def _qualified(text: str, figure: _Figure) -> _Figure:
    start, end, sure = figure.start, figure.end, figure.qualifier
    period, end = (figure.period, end) if figure.period else measures.period_around(text, start, end)
    if before := measures.qualifier_before(text, start, duration=figure.kind == "duration"):
        start = before[1]
    after = measures.qualifier_after(text, end)
    if after and not text[end:].startswith(","):  # what is set off by a comma is no part of the phrase
        end = after[1]
    if sure == "exact":
        sure = before[0] if before else after[0] if after else sure
    return replace(figure, start=start, end=end, qualifier=sure, period=period)


def _is_no_figure(doc: Annotated, sentence: Sentence, text: str, figure: _Figure) -> bool:
    """Dates, clock times, names with a number, ages: figures only in looks."""
    if figure.kind == MONEY:
        return False
    numeral = figure.numeral
    if figure.kind != "duration" and _in_timex(doc, sentence, numeral):
        return True
    left, right = text[: numeral.start], text[numeral.end :]
    if figure.kind in (PEOPLE, THING) and (
        _ONE_IN.search(left) or _numbers_a_model(doc, sentence, doc.tokens[sentence.first].start + numeral.start)
    ):
        return True
    if _NAMED_BEFORE.search(left) and figure.kind != "share" and not re.search(r"\d", left[-3:]):
        return numeral.scale == 1 and figure.kind in (None, THING, "duration")
    if numeral.scale == 1 and (
        _DATE_AFTER.match(right) or (_DATE_BEFORE.search(left) and figure.kind in (None, THING))
    ):
        return True
    year = numeral.end - numeral.start == 4 and numeral.scale == 1 and _PLAIN_YEAR[0] <= numeral.value <= _PLAIN_YEAR[1]
    return year and figure.kind in (None, THING, PEOPLE) and not _counts_plainly(left)


def _counts_plainly(left: str) -> bool:
    return bool(re.search(r"\b(?:about|around|some|than|least|to|nearly|almost|over|of)\s+$", left))


def _in_timex(doc: Annotated, sentence: Sentence, numeral: Numeral) -> bool:
    offset = doc.tokens[sentence.first].start
    start, end = offset + numeral.start, offset + numeral.end
    return any(
        t.kind in ("date", "weekday", "time") and doc.tokens[t.first].start < end and start < doc.tokens[t.last - 1].end
        for t in doc.timexes_by_sentence.get(sentence.i, ())
    )


def _with_unit_of(figure: _Figure, text: str, earlier: _Earlier) -> _Figure | None:
    """The figure with a unit: its own, or that of the figure that it leans on; None where it has neither."""
    if figure.unit is not None:
        return None if figure.kind in (PEOPLE, THING) and figure.value == 1 else figure
    left, right = text[: figure.start], text[figure.end :]
    if figure.numeral.scale > 100 and earlier.scaled is not None:
        return _leaning(figure, earlier.scaled)
    if earlier.here is not None and figure.value > 1 and _shares_unit(earlier.here, left, right):
        return _leaning(figure, earlier.here)
    if earlier.here is not None and earlier.here is earlier.scaled and _REACHES.search(left) and _OPEN_END.match(right):
        scale = earlier.scaled.numeral.scale
        return replace(_leaning(figure, earlier.scaled), value=figure.value * scale)
    if earlier.counted is not None and figure.value > 1 and _SUBJECT.search(left) and _VERB_NEXT.match(right):
        return _leaning(figure, earlier.counted)
    return None


def _shares_unit(here: _Figure, left: str, right: str) -> bool:
    """Whether a bare figure is a part of the one before it in its sentence, or the votes on the other side."""
    against = here.unit == "votes" and _AGAINST.search(left)
    return bool(against or _OF_WHICH.search(left) or _OF_GRACE.match(right))


def _leaning(figure: _Figure, on: _Figure) -> _Figure:
    period = figure.period or (None if on.kind == MONEY else on.period)
    return replace(figure, unit=on.unit, kind=on.kind, period=period)


def _quantity(doc: Annotated, sentence: Sentence, figure: _Figure, starts: list[int], index: int) -> Quantity:
    offset = doc.tokens[sentence.first].start
    first = max(sentence.first, bisect_right(starts, offset + figure.start) - 1)
    last = min(sentence.last, bisect_right(starts, offset + figure.end - 1))
    ranged = figure.high is not None
    low, high = (plain(figure.value), plain(figure.high)) if figure.high is not None else (None, None)
    return Quantity(
        index,
        first,
        last,
        None if ranged else plain(figure.value),
        low,
        high,
        figure.unit or "",
        figure.qualifier,
        figure.period,
    )


def plain(value: Decimal) -> str:
    """A decimal without exponent or idle zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
