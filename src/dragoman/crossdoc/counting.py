"""What a figure of a text counts or measures: its unit and thing, the words beside it, and what kind of sum it is.

Most figures are amounts. A number that another record rests on and no amount holds ("two of its ships", "half of the
cost") is read here, as a number of things or as a share.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, cached_property
from typing import Any, Final

from dragoman import kb
from dragoman.crossdoc.answer_words import concepts
from dragoman.crossdoc.figures import bounds, figure, is_money
from dragoman.crossdoc.narrated import EXTRACTOR as NARRATED
from dragoman.crossdoc.numbering import Number, numbers_in, things_named
from dragoman.crossdoc.numerals import NUMBERS
from dragoman.crossdoc.setting import Setting
from dragoman.crossdoc.telling import WORD, places, stems, subject
from dragoman.crossdoc.words import fold_words, plain, prefix
from dragoman.kb.rows import rows
from dragoman.records import Agreement, Amount, Edtf, Event, Evident, Span

MOVED: Final = frozenset({"outstanding", "drawn", "disbursed", "arrears", "repaid", "owed"})
_AGAIN: Final = re.compile(
    r"\b(?:first|second|third|further|other|another|additional|more|(?<!will )(?<!would )(?<!to )last|remaining|next|"
    r"previous|earlier|fresh|new|besides|instal?lment|tranche)\s+(?!year|month|week)(?:\w+\s+){0,2}$"
)
_ANOTHER: Final = re.compile(
    r"\b(?:another|(?:a|its|their) (?:second|third|fourth|fifth|further|additional)|the (?:second|other))\s+"
    r"(?!time|year|month|week|day|half|quarter|round)\w"
)
_RUNNING: Final = re.compile(
    r"\b(?:by now|so far|to date|until now|up to now|already|meanwhile|(?:has|have|had) (?:risen|grown|climbed)|rose|"
    r"climbed|grew|at present|currently|up from|survivors?|survived|dead|deaths?|died|killed|wounded|injured|missing|"
    r"displaced|evacuated|infected)\b"
)
_BEFORE: Final = re.compile(r"\bhad been \w+ing\b|\b(?:initially|originally|at first)\b")
_SAID: Final = re.compile(r"\b(?:said|says|told|according|reported|that)\b")
_MORE: Final = re.compile(r"^\w+ (?:more|fewer|further|other|additional|new)\b")
_OF_THEM: Final = re.compile(r"^\s*of (?:the|them|these|those|its|their|his|her)\b")
_OF_WHICH: Final = re.compile(r"\bof (?:which|whom|them|these|those|the sum)\b[^.;]*$")
_LASTS: Final = re.compile(r"\b(?:for|over|of|runs?|running|lasts?|within|least)\b[\w\s,]{0,16}$")
_AGED: Final = re.compile(r"^\s*(?:ago|old|earlier|later|hence|running|since)\b")
_MEASURED: Final = re.compile(r"^\s*(?:of (?:the |its |their |all )?(\w{3,})|(high|long|wide|deep|tall)\b)")
_FOR_IT: Final = re.compile(
    r"\b(?:for|towards|of) (?:it|this|that|the (?:sum|costs?|price|purchase|deal|order|contract|project|works?|"
    r"building|construction|delivery|plan))\b"
)
_AHEAD: Final = re.compile(
    r"\b(?:will|would|shall|is to|are to|promise[ds]?|pledge[ds]?|plans?|planned|grant(?:s|ed)?|allotted|ordered|"
    r"approved|licen[cs]ed|allowed)\b"
)
_DONE: Final = re.compile(
    r"\b(?:so far|already|to date|until now|by now|at present|currently|has|have|in (?:use|service|operation)|used|"
    r"working|active|taken up|spent|arrived)\b"
)
_STAGE: Final = re.compile(
    r"\b(?:half of (?:it|them|this|that)"
    r"|(?:first|second|third|last|next|\w+ern) "
    r"(?:stage|phase|step|part|batch|section|stretch|leg|instal?lment|tranche))\b"
)
_REACH: Final = 24  # characters before and after a figure in which a word says which part of a whole it is


@dataclass(frozen=True)
class Figure:
    """A figure as it is compared. Stems of words but for those of states' names; `states`: prefixes of such names."""

    record: Evident
    source: str
    value: str
    low: Decimal
    high: Decimal
    unit: str
    period: str
    as_of: Edtf | None
    on: Edtf | None  # the day of the act in whose words the figure stands
    payer: str | None
    payee: str | None
    role: str  # of money: price, lent, invested, traded, given, one of MOVED, or not known
    thing: frozenset[str]
    states: frozenset[str]
    beside: frozenset[str]
    again: bool  # a further one, or the first of several
    part: bool  # so many of a whole that is told elsewhere
    lasting: bool  # a length of time for which something runs, no age
    for_it: bool  # a sum towards what is named before: for the purchase, of the sum
    ahead: bool  # promised or planned
    done: bool  # reached by now
    before: bool  # of a time before that of which the text tells
    running: bool  # a total that may have grown since, or has
    denied: frozenset[str]  # what its sentence says that it is not: four lines, not three
    package: bool  # the number of instruments that an agreement has as its count
    named: frozenset[str]  # prefixes of the states that its sentence names
    places: frozenset[str]  # and of what it names as a place

    @property
    def document(self) -> str:
        """The document that gives the figure."""
        return self.record.document_id or ""

    @property
    def money(self) -> bool:
        """Whether the unit is a currency."""
        return isinstance(self.record, Amount) and is_money(self.record)

    @cached_property
    def measure(self) -> tuple[str, str]:
        """Figures are compared within one measure: a unit with its period; what is counted meets by its name."""
        return (self.unit, self.period) if self.dimension or self.money else ("things", "")

    @property
    def dimension(self) -> str | None:
        """What the unit measures; None for money and for things that are counted."""
        return _dimensions().get(self.unit)

    @property
    def number(self) -> float:
        """The value."""
        return float(self.value)

    def differs(self, other: Figure) -> bool:
        """Whether no value is left that both allow."""
        return self.low > other.high or other.low > self.high

    def within(self, other: Figure, most: float) -> bool:
        """Whether both are of one order: a bridge of 2.4 km is not a line of 760."""
        few, many = sorted((self.number, other.number))
        return many <= most * few

    def one_thing(self, other: Figure) -> bool:
        """Whether the same is counted, as far as the words of both figures say: diplomats of one state, tonnes."""
        if self.measure != other.measure or (self.states and other.states and not self.states & other.states):
            return False
        if self.role != other.role and (self.role and other.role):
            return False
        if self.thing and other.thing:
            return bool(self.thing & other.thing)
        return bool(self.dimension) or self.money or bool(self.states & other.states)

    def elsewhere(self, other: Figure) -> bool:
        """Whether the sentences are of different places."""
        return bool(self.places and other.places and not self.places & other.places)

    def shared(self, other: Figure) -> frozenset[str]:
        """The words that both sentences have beside the figures."""
        return self.beside & other.beside


def figures_of(records: Sequence[Evident], setting: Setting) -> Iterator[Figure]:
    """The figures that the records of one document rest on: amounts, then the numbers that no amount holds."""
    records = sorted(records, key=lambda record: (record.extractor == NARRATED, record.id))
    amounts = [record for record in records if isinstance(record, Amount)]
    yield from (_of_amount(amount, setting) for amount in amounts if amount.value is not None)
    taken = [span for amount in amounts for span in amount.evidence]
    packages = [record for record in records if isinstance(record, Agreement) and record.count]
    for record in records:
        if not isinstance(record, Amount) and record not in packages:
            for found in numbers_in(record, taken, setting):
                taken.append(found.place)
                package = any(_counts(p, found) for p in packages)
                yield replace(_of_words(record, found, setting), package=package, on=_day_of(found.place, records))


def _day_of(place: Span, records: Sequence[Evident]) -> Edtf | None:
    """The day of the act on whose words a number stands."""
    acts = (r for r in records if isinstance(r, Event | Agreement) and r.date is not None)
    return next((act.date for act in acts for s in act.evidence if s.start < place.end and place.start < s.end), None)


def _counts(package: Agreement, number: Number) -> bool:
    """Whether a number is that of the instruments of a package."""
    touched = (s.start < number.place.end and number.place.start < s.end for s in package.evidence)
    return str(package.count) == number.value and any(touched)


def _of_amount(amount: Amount, setting: Setting) -> Figure:
    span = amount.evidence[0]
    sentence = setting.whole(span)
    low, high = bounds(figure(amount), amount.qualifier)
    names = setting.names(setting.states(amount.document_id))
    after = plain(sentence.text[span.end - sentence.start :])
    return Figure(
        record=amount,
        source=setting.source(span),
        value=amount.value or "0",
        low=low,
        high=high,
        unit=amount.unit,
        period=str(amount.period or ""),
        as_of=amount.as_of,
        on=amount.date,
        payer=amount.payer,
        payee=amount.payee,
        role=_role(amount, sentence.text) if is_money(amount) else "",
        thing=_thing(amount, after, names),
        states=frozenset(prefix(word) for word in WORD.findall(span.text) if word[0].isupper()) & _all_states(),
        **_around(span, amount.unit, setting),
    )


def _of_words(record: Evident, number: Number, setting: Setting) -> Figure:
    """A number that no amount holds; a share to within a point."""
    room = Decimal(number.unit == "percent")
    return Figure(
        record=record,
        source=setting.source(number.place),
        value=number.value,
        low=Decimal(number.value) - room,
        high=Decimal(number.value) + room,
        unit=number.unit,
        period="",
        as_of=None,
        on=None,
        payer=None,
        payee=None,
        role="",
        thing=number.things,
        states=frozenset(),
        **_around(number.place, number.unit, setting),
    )


def _around(span: Span, unit: str, setting: Setting) -> dict[str, Any]:
    """What the words about a figure say of it."""
    sentence = setting.whole(span)
    at = span.start - sentence.start
    whole, before = plain(sentence.text), plain(sentence.text[:at])
    after = plain(sentence.text[at + len(span.text) :])
    names = setting.names(setting.states(span.document_id))
    denied = re.findall(r"\bnot (\w+)", whole)
    before_it = subject(setting, sentence)
    return {
        "beside": stems([*WORD.findall(f"{before} {after}"), *before_it], names),
        "again": any((_AGAIN.search(before[-_REACH:]), _ANOTHER.search(before), _MORE.search(plain(span.text)))),
        "part": (unit != "percent" and _part_of_them(span, before, after))
        or _STAGE.search(f"{whole} {' '.join(before_it)}") is not None,
        "lasting": _LASTS.search(before) is not None and _AGED.search(after) is None,
        "for_it": _FOR_IT.search(after) is not None,
        "ahead": _AHEAD.search(whole) is not None,
        "done": _DONE.search(whole) is not None,
        "before": _BEFORE.search(whole) is not None and _SAID.search(whole) is None,
        "running": _RUNNING.search(whole) is not None,
        "package": False,
        "denied": frozenset(number for word in denied if (number := word if word.isdigit() else NUMBERS.get(word))),
        "named": frozenset(prefix(word) for word in WORD.findall(sentence.text) if word[0].isupper()) & _all_states(),
        "places": places(sentence.text),
    }


def _part_of_them(span: Span, before: str, after: str) -> bool:
    """Whether so many "of them" are meant, or "of which" so many."""
    return _OF_THEM.search(_after_number(span, after)) is not None or _OF_WHICH.search(before) is not None


def _after_number(span: Span, after: str) -> str:
    """What follows on a number: the rest of its words ("four of the ships"), or what stands after them."""
    rest = plain(span.text).partition(" ")[2]
    return rest if _OF_THEM.search(rest) else after


@cache
def _all_states() -> frozenset[str]:
    """The prefixes of the names of all states, for words with a capital."""
    return frozenset(prefix(form) for s in kb.load().states.values() for form in (s.name, *s.demonyms))


def _thing(amount: Amount, after: str, names: frozenset[str]) -> frozenset[str]:
    """What is counted, or measured: trawlers; of 90 tonnes of tuna the tuna; height of 105 metres high."""
    if is_money(amount):
        return frozenset()
    if amount.unit in _dimensions():
        inside = plain(amount.evidence[0].text).partition(" of ")[2]
        found = _MEASURED.search(f"of {inside}" if inside else after)
        return stems([found[1] or found[2]], names) if found else frozenset()
    return things_named(plain(amount.evidence[0].text), names)


def _role(amount: Amount, sentence: str) -> str:
    """What kind of sum it is: something's price, what is lent of it, what was moved or is owed, what is given."""
    if amount.basis in MOVED:
        return amount.basis
    if amount.kind == "debt":
        return "owed"
    if amount.kind == "loan" or amount.basis == "facility":
        return "lent"
    if amount.kind == "trade" and "trade" in fold_words((sentence,)):
        return "traded"
    if "?price" in concepts(sentence, frozenset()) or amount.kind in ("price", "trade"):
        return "price"
    return {"investment": "invested", "grant": "given"}.get(amount.kind, "")


@cache
def _dimensions() -> dict[str, str]:
    """The units of measurement with what each measures (length, share, duration), as the annotation knows them."""
    return {row["unit"]: row["kind"] for row in rows("annotate", "units.csv") if row["kind"] not in ("count", "kind")}
