"""The cells of a spreadsheet as values of records: days, figures, the contract's words. What cannot be read is None."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Final, get_args

from dragoman.kb.rows import rows
from dragoman.records import Edtf, EventType, Modality
from dragoman.records.facts import AgreementKind, AgreementStatus, AmountKind, MoneyBasis, Qualifier

_WORDS: Final[dict[tuple[str, str], tuple[str, ...]]] = {
    ("agreements", "kind"): get_args(AgreementKind),
    ("agreements", "status"): get_args(AgreementStatus),
    ("amounts", "kind"): get_args(AmountKind),
    ("amounts", "basis"): get_args(MoneyBasis),
    ("amounts", "qualifier"): get_args(Qualifier),
    ("events", "type"): get_args(EventType),
    ("events", "modality"): get_args(Modality),
}
_NUMBER: Final = re.compile(
    r"(?:[A-Z]{3}|[$€£¥])?\s*(?P<figure>\d[\d\s.,']*?)\s*(?P<times>[A-Za-z]+)?(?:\s+[A-Z]{3})?[.]?"
)
_CURRENCY: Final = re.compile(r"[A-Z]{3}")
_TIMES: Final = {
    "": 0, "k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "millions": 6, "bn": 9, "b": 9, "billion": 9,
    "billions": 9, "tn": 12, "trillion": 12,
}  # fmt: skip
_DAY_FORMS: Final = ("%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y")
_MONTH_FORMS: Final = ("%B %Y", "%b %Y", "%m/%Y", "%Y/%m")


def day(cell: str) -> str | None:
    """The day, month or year in EDTF; day and month in figures only where the order is certain (stops, or ISO)."""
    plain = cell.strip().partition(" 00:00")[0]
    for forms, written in ((_DAY_FORMS, "%Y-%m-%d"), (_MONTH_FORMS, "%Y-%m")):
        for form in forms:
            try:
                return datetime.strptime(plain, form).strftime(written)  # noqa: DTZ007 - a day has no zone
            except ValueError:
                continue
    try:
        return str(Edtf.parse(plain))
    except ValueError:
        return _slashed(plain)


def _slashed(cell: str) -> str | None:
    """13/09/2023 and 09/13/2023 can be one day each; 05/06/2023 could be two, and is none."""
    found = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", cell)
    if not found:
        return None
    a, b, year = (int(part) for part in found.groups())
    months = {(month, of) for of, month in ((a, b), (b, a)) if month <= 12}
    if len(months) != 1:
        return None
    month, of = months.pop()
    try:
        return date(year, month, of).isoformat()
    except ValueError:
        return None


def figure(cell: str) -> str | None:
    """`1,250,000`, `1.2 billion`, `USD 300m` as a decimal string; no ranges, signs, or words that it does not know."""
    found = _NUMBER.fullmatch(cell.strip())
    times = (found["times"] or "") if found else ""
    power = 0 if _CURRENCY.fullmatch(times) else _TIMES.get(times.casefold())
    if not found or power is None:
        return None
    digits = re.sub(r"[\s']", "", found["figure"]).rstrip(".,")
    grouped = re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", digits)
    try:
        value = Decimal(digits.replace(",", "") if grouped else digits.replace(",", "."))
    except InvalidOperation:
        return None
    return format((value * 10**power).normalize(), "f")


def word(kind: str, name: str, cell: str) -> str | None:
    """The contract's word: as written, or as sheets write it."""
    words = _WORDS[kind, name]
    plain = "-".join(re.findall(r"[a-z]+", cell.casefold()))
    exact = {word.casefold(): word for word in words}
    if plain in exact:
        return exact[plain]
    known = {row["written"]: row["word"] for row in rows("app", "sheet_words.csv") if row["field"] == f"{kind}.{name}"}
    return known.get(plain)
