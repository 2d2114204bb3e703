"""What no EDTF date can hold, as TimeML writes it (TIMEX3, Saurí et al. 2006): lengths, clock times, repetitions.

`P5Y` is a length, `PXY` one of some years; `T15:00` a clock time, `TMO` a morning; `XXXX-WXX-5` every Friday;
`PAST_REF` some past; `BC0490` a year before the calendar.
"""

from __future__ import annotations

import re
from decimal import Decimal

from dragoman.document import Timex

_LETTER = {
    "second": ("T", "S"), "minute": ("T", "M"), "hour": ("T", "H"), "day": ("", "D"), "night": ("", "D"),
    "week": ("", "W"), "weekend": ("", "WE"), "month": ("", "M"), "year": ("", "Y"), "decade": ("", "DE"),
    "century": ("", "CE"), "quarter": ("", "Q"), "season": ("", "S"), "millennium": ("", "ML"),
}  # fmt: skip
_REFERENCE = {"past": "PAST_REF", "future": "FUTURE_REF", "present": "PRESENT_REF"}
_SEASON = {"spring": "SP", "summer": "SU", "autumn": "FA", "winter": "WI"}
_NOON, _HALF_DAY = 12, 12


def value(timex: Timex) -> str | None:
    """The TIMEX3 value of a length, a time of day, a repetition, a vague time or a year before Christ, else None."""
    if timex.part("era") == "BC" and isinstance(year := timex.part("year"), int):
        return f"BC{year:04d}"
    if timex.kind in ("duration", "relative", "anchored"):
        return length(timex)
    if timex.kind == "set":
        return _repeated(timex)
    if timex.kind == "vague":
        return _REFERENCE.get(str(timex.part("vague")))
    return clock(timex)


def length(timex: Timex) -> str | None:
    """How long an expression lasts or how far it counts: P5Y, PXD where the number is not said, None without a unit."""
    unit = timex.part("unit")
    if not isinstance(unit, str) or (unit == "quarter" and timex.part("half")):
        return None
    counted = timex.part("count") is not None or timex.kind == "duration"
    factor, unit = (2, "week") if unit == "fortnight" else (1, unit)
    if not counted or unit not in _LETTER:
        return None
    prefix, letter = _LETTER[unit]
    return f"P{prefix}{_count(timex, factor)}{letter}" + _finer(timex, prefix)


def _finer(timex: Timex, prefix: str) -> str:
    """The second part of "two years and three months"."""
    count, (time, letter) = timex.part("countb"), _LETTER.get(str(timex.part("unitb")), ("", ""))
    return f"{time.removeprefix(prefix)}{count}{letter}" if isinstance(count, int) and letter else ""


def _count(timex: Timex, factor: int) -> str:
    count = timex.part("count")
    half = Decimal("0.5") if timex.part("half") or timex.part("half2") else Decimal(0)
    if count is None:
        named_one = re.search(r"\b(?:an?|one|all)\b|\w-long\b|^\w+$", timex.text.lower()) and not _plural(timex)
        number = Decimal(1) if named_one and not timex.part("half") else Decimal(0)
    elif isinstance(count, int) or re.fullmatch(r"\d+(?:\.\d+)?", count):
        number = Decimal(count)
    else:
        return "X"
    total = (number + half) * factor
    return f"{total.normalize():f}" if total else "X"


def _plural(timex: Timex) -> bool:
    return timex.text.lower().endswith("s")


def _repeated(timex: Timex) -> str | None:
    time = (clock(timex) or "").removesuffix(":00")
    if isinstance(day := timex.part("wdset"), int) or isinstance(day := timex.part("wd"), int):
        return f"XXXX-WXX-{day + 1}{time}"
    if time:
        return time
    if isinstance(month := timex.part("month"), int):
        return f"XXXX-{month:02d}"
    if season := timex.part("season"):
        return f"XXXX-{_SEASON[str(season)]}"
    if each := timex.part("each"):
        return str(each)
    unit, count = str(timex.part("unit") or ""), timex.part("count")
    number = 2 if " other " in timex.text else count if isinstance(count, int) else 1
    factor, unit = (2, "week") if unit == "fortnight" else (1, unit)
    prefix, letter = _LETTER.get(unit, ("", ""))
    return f"P{prefix}{number * factor}{letter}" if letter else None


def clock(timex: Timex) -> str | None:
    """The time of day with its zone: T15:00, T15:00+03:00, TMO; None where none is said."""
    hour, minute = _hour_and_minute(timex)
    if hour is None:
        part = timex.part("daypart")
        return f"T{part}" if part else None
    half = str(timex.part("ampm") or "").replace(".", "")
    if half == "am":
        hour = hour % _HALF_DAY
    elif half == "pm" or (not half and timex.part("daypart") in ("AF", "EV") and hour < _NOON):
        hour = hour % _HALF_DAY + _HALF_DAY
    if hour > 24 or minute > 59:
        return None
    zone = str(timex.part("zone") or "")
    offset = "Z" if zone == "+00:00" else zone if re.fullmatch(r"[+-]\d{2}:\d{2}", zone) else ""
    return f"T{hour:02d}:{minute:02d}{offset}"


def _hour_and_minute(timex: Timex) -> tuple[int | None, int]:
    printed = timex.part("clock")
    if isinstance(printed, str) and re.fullmatch(r"\d{2}:\d{2}", printed):
        return int(printed[:2]), int(printed[3:])
    hour, minute = timex.part("hour"), timex.part("minute")
    minute = {"half": 30, "quarter": 15}.get(str(minute), minute)
    return (hour if isinstance(hour, int) else None), (minute if isinstance(minute, int) else 0)
