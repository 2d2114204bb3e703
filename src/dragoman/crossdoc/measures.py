"""Figures of one affair that are of one thing and differ: a length, a price, a number of things; a sum on two bases.

Two texts are laid side by side, and each figure of one meets that of the other which it resembles most. One thing is
meant where the sentences have words in common beside the unit; the fewer they are, the more hangs on each text having
one such figure alone. What one text gives as the other does is settled. Sums lent and sums drawn, paid or owed of them,
and loans towards a price, are noted side by side, as not comparable. Calibrated on eval/affairs and on the open half of
eval/stories, and looked at on examples/ and on dev gold.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from dragoman.crossdoc.counting import MOVED, Figure, figures_of
from dragoman.crossdoc.figures import may_touch
from dragoman.crossdoc.numbering import numbers_printed
from dragoman.crossdoc.odds import conflict
from dragoman.crossdoc.setting import NEAR, Setting
from dragoman.crossdoc.telling import by_document
from dragoman.crossdoc.words import fold_words
from dragoman.records import Amount, Conflict, Evident

THING: Final = 2  # words in common that make two figures of one unit figures of one thing
ALONE: Final = 1  # where each text has one such figure only
SAME: Final = 4  # words in common that say the same
FAR: Final = 4.0  # times: figures of one thing differ by less, unless their sentences say the same
DEAL: Final = 100_000  # units of a currency that are what a deal costs, no fare
PEOPLE: Final = frozenset({"people", "jobs"})  # units; sailors of one affair are the same sailors, arches may not be
CODE: Final = 3  # letters of ISO 3166-1 alpha-3
_PAIR = tuple[Figure, Figure]


class Measures:
    """The figures of many documents, as they are compared."""

    def __init__(self, records: Sequence[Evident], setting: Setting, titles: Sequence[Evident] = ()) -> None:
        self._setting = setting
        self._of = {key: list(figures_of(held, setting)) for key, held in by_document(records).items()}
        headed = by_document(titles)
        self._above = {key: list(figures_of(headed.get(key, ()), setting)) for key in self._of}

    def conflicts(self) -> Iterator[Conflict]:
        """A conflict for each two figures at odds, one for all copies of a text."""
        seen: set[tuple[object, ...]] = set()
        for a, b, comparable in self._found():
            told = tuple(sorted((figure.source, figure.value) for figure in (a, b)))
            if told not in seen and a.record.id != b.record.id:
                seen.add(told)
                one, other = sorted((a, b), key=lambda figure: figure.record.id)
                values, pair = (one.value, other.value), (one.record, other.record)
                sure = _in_common(a, b) >= THING or a.role == b.role == "price" or a.value in b.denied | a.denied
                yield conflict(pair, values, "value", "value", comparable=comparable, sure=sure)

    def _found(self) -> Iterator[tuple[Figure, Figure, bool]]:
        """The pairs at odds with whether they are comparable, the originals of copies first."""
        documents = sorted(self._of, key=lambda key: (self._setting.origin(key) != key, key))
        for key in documents:
            yield from ((a, b, False) for a, b in combinations(self._of[key], 2) if self._apart(a, b))
            yield from ((a, b, True) for a, b in self._of_title(key))
        for one, other in self._setting.pairs_of_one_story(documents):
            yield from ((a, b, False) for a in self._of[one] for b in self._of[other] if self._apart(a, b))
            yield from ((a, b, not _promised(a, b)) for a, b in self._at_odds(one, other))

    def _of_title(self, document: str) -> Iterator[_PAIR]:
        """What the title counts and the body counts otherwise, where it has one such number only."""
        for above in self._above[document]:
            others = [o for o in self._of[document] if above.thing & o.thing and above.one_thing(o)]
            nearest = max(others, key=lambda o: _in_common(above, o), default=None)
            if nearest is None or len({o.value for o in others}) > 1 or not above.differs(nearest):
                continue
            if above.value in numbers_printed(self._setting.sentence(nearest.record.evidence[0])):
                continue
            if not (nearest.again or nearest.part) and (_in_common(above, nearest) or above.named & nearest.named):
                yield above, nearest

    def _apart(self, a: Figure, b: Figure) -> bool:
        """Whether both may be true: a loan and what it pays for, what was drawn or is owed of it, so many of them."""
        if a.unit != b.unit or not a.differs(b):
            return False
        rules = (self._pays_for, self._moved_of) if a.money else (_part_of,)
        return any(rule(x, y) for rule in rules for x, y in ((a, b), (b, a)))

    def _pays_for(self, lent: Figure, price: Figure) -> bool:
        """Whether one is a loan or a grant towards what the other is the price of: a part, never the same sum."""
        if lent.role not in ("lent", "given") or lent.again or price.role != "price" or not self._alone(price):
            return False
        if lent.number >= price.number or lent.period or price.period:
            return False
        of_it = lent.document == price.document and lent.for_it
        return of_it or bool(lent.shared(price)) or len(lent.beside & self._lead(price)) >= THING

    def _moved_of(self, moved: Figure, lent: Figure) -> bool:
        """Whether one is what was drawn, paid or is owed of what the other says was lent, or has to be paid back."""
        if moved.role not in MOVED - {"arrears"} or lent.role not in ("lent", "repaid") or lent.role == moved.role:
            return False
        few = moved.number < lent.number and bool(moved.shared(lent))
        return few and self._alone(moved, lent.source) and _same_two(moved, lent)

    def _lead(self, figure: Figure) -> frozenset[str]:
        names = self._setting.names(self._setting.states(figure.document))
        return fold_words((self._setting.lead(figure.document),), names)

    def _at_odds(self, one: str, other: str) -> Iterator[_PAIR]:
        """The figures of two texts that are of one thing and differ, the likest first, each at most once."""
        met = [(a, b) for a in self._of[one] for b in self._of[other] if a.one_thing(b)]
        settled = {id(figure) for a, b in met if not a.differs(b) for figure in (a, b)}
        for a, b in sorted(met, key=_likest_first):
            if id(a) not in settled and id(b) not in settled and self._contradict(a, b):
                settled |= {id(a), id(b)}
                yield a, b

    def _contradict(self, a: Figure, b: Figure) -> bool:
        """Whether two figures of one measure are of one thing, and not of two parts, times or parties of it."""
        if a.again or b.again or a.part or b.part or a.elsewhere(b) or self._of_two_times(a, b):
            return False
        if a.package and b.package:
            return False  # conflicts between the agreements themselves
        if a.value in b.denied or b.value in a.denied:
            return True
        if a.dimension == "duration" and not (a.lasting and b.lasting):
            return False
        if {a.role, b.role} & MOVED or (a.money and not (_agree(a.payer, b.payer) and _agree(a.payee, b.payee))):
            return False
        return self._of_one_thing(a, b)

    def _of_two_times(self, a: Figure, b: Figure) -> bool:
        """Whether what is told of two times may rightly differ."""
        return _other_time(a, b) or self._grown(a, b) or self._two_occasions(a, b)

    def _two_occasions(self, a: Figure, b: Figure) -> bool:
        """Whether two texts of different weeks each count what was done, and only one says when."""
        counts = not (a.money or a.dimension or a.ahead or b.ahead)
        return counts and (a.on is None) != (b.on is None) and self._setting.apart(a.document, b.document) > NEAR

    def _grown(self, a: Figure, b: Figure) -> bool:
        """Whether the later text gives more, and one of them a total that grows: so far, by now."""
        few, many = sorted((a, b), key=lambda figure: figure.number)
        before, after = self._setting.days(few.document), self._setting.days(many.document)
        if not before or not after or before > after:
            return False
        return many.running or (few.running and before != after)

    def _of_one_thing(self, a: Figure, b: Figure) -> bool:
        """Whether the words say that one thing is meant; or each text has one such figure, and little speaks for it."""
        shared = _in_common(a, b)
        if not a.within(b, FAR):
            return shared >= SAME
        alone = self._alone(a) and self._alone(b) and (a.role == b.role or "price" in (a.role, b.role))
        people = a.unit in PEOPLE and b.unit in PEOPLE and self._of_one_day(a, b)
        counted = bool(a.thing & b.thing) and (bool(a.named & b.named) or people)
        deal = a.role == b.role == "price" and min(a.number, b.number) >= DEAL
        named = shared >= ALONE or counted or deal
        return shared >= THING or (alone and named)

    def _of_one_day(self, a: Figure, b: Figure) -> bool:
        """Whether two texts appeared within a few days."""
        return self._setting.apart(a.document, b.document) <= NEAR

    def _alone(self, figure: Figure, but: str = "") -> bool:
        """Whether a text gives no other figure of its measure for the thing; nor does the text `but`."""
        others = [o for o in self._of[figure.document] if figure.one_thing(o)]
        if not figure.money:
            others = [o for o in others if not (o.again or o.part or o.before)]
        return all(not figure.differs(o) or o.source == but for o in others)


def _other_time(a: Figure, b: Figure) -> bool:
    """Whether two figures are of times that exclude each other. The days of two sums may be those of the telling."""
    if not may_touch(a.as_of, b.as_of) or ((a.before or b.before) and not a.money):
        return True
    one, other = a.on, b.on
    amounts = isinstance(a.record, Amount) and isinstance(b.record, Amount)
    told = amounts and one and other and one.is_day and other.is_day
    return not told and not may_touch(one, other)


def _in_common(a: Figure, b: Figure) -> int:
    """The words that say that one thing is meant: those beside, and of what is counted all but the first."""
    return len(a.shared(b)) + max(0, len(a.thing & b.thing) - 1)


def _likest_first(pair: _PAIR) -> tuple[int, str, str]:
    a, b = pair
    return -2 * len(a.thing & b.thing) - len(a.shared(b)), a.record.id, b.record.id


def _part_of(few: Figure, many: Figure) -> bool:
    """Whether one is said to be so many of things of which the other counts all; of one measure in one text."""
    of_them = bool(few.thing & many.thing) or (bool(few.dimension) and few.document == many.document)
    return few.part and not many.part and of_them and few.number < many.number


def _promised(a: Figure, b: Figure) -> bool:
    """Whether one tells what is promised and the other what was done of it by then."""
    return any(x.ahead and not x.done and y.done and not y.ahead for x, y in ((a, b), (b, a)))


def _same_two(a: Figure, b: Figure) -> bool:
    """Whether both are between the same two, as far as they are known: who lends is the creditor of what is owed.

    A bank stands for its state.
    """
    one, other = ({_state(actor) for actor in (x.payer, x.payee) if actor} for x in (a, b))
    return one <= other or other <= one


def _state(actor: str) -> str:
    """The country that an actor's id names; itself where it names none."""
    code = actor.rpartition(":")[2]
    return code if len(code) == CODE and code.isupper() else actor


def _agree(a: str | None, b: str | None) -> bool:
    """Whether two actors may be one, or one of them the other's state."""
    return a is None or b is None or _state(a) == _state(b)
