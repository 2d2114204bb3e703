"""Microsoft Recognizers' cases of English date and time expressions (MIT), by kind of expression.

The kind is told from the key alone. An expression is right where ours overlaps it and means the same: the same days
(one of the key's readings, where it has several), the same length, repetition or clock time. Where conventions differ,
ours counts as right if it says what the words say: the key's ranges end before their last day, or where their last
month or year begins; parts such as "the end of 2016" may be named whole, as TimeML does; "earlier this year" ends today
for us, in mid-year for the key; "two months ago" is a month for us and a day for the key; "a few" is any number for us
and three for the key; 03/04/2018 is two days for us. Kinds that only an assistant is told, such as appointments from
one clock time to another, stand in rows of their own, out of the total.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from dragoman.document import Resolved, TimeValue
from dragoman.errors import UsageError
from dragoman.evaluate.bootstrap import Counts, row
from dragoman.evaluate.report import Report
from dragoman.evaluate.seen import resolve_text
from dragoman.records import Edtf

FILE: Final = "DateTimeModel.json"
# Rows of the report that are no kind of news: told to assistants.
ASIDE: Final = frozenset({"appointment", "office shorthand"})
_MONTHS: Final = r"jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec"
_DAY_TEXT: Final = re.compile(rf"(?<![a-z])(?:{_MONTHS})[a-z]*\b|\d+\s?[-/.]\s?\d+")
_WEEKDAY: Final = re.compile(r"\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b")
_NAMED: Final = re.compile(r"\b(?:today|tomorrow|tmr|yesterday|the day|my day|that day)\b")
_COUNTED: Final = re.compile(r"\b(?:ago|from now|later|hence|in|within|after|before|from|earlier|back)\b")
_JOINED: Final = re.compile(r"\b(?:from|between|to|till|until|through|thru|and)\b|[-–—~]")
# Office shorthand, files' names and spoken numbers: not printed in news.
_OFFICE: Final = re.compile(
    r"\bweek \d|business|school|\b[sc]y ?\d|work(?:ing)?\s?week|(?<![\d/])\d{1,2}[/.]\d{1,2}(?![\d/.])|\w+ish\b|"
    r"\bw/c\b|\b(?:eo[dy]|otd|tmrw?|tonite|7ampm)\b|\b\d+[apwhyd]\b|\b(?:hundred|thousand)\b|"
    r"\b(?:nineteen|eighteen) [a-z]+|"
    r"^-?\d{8}-?$|\d{2}-\d{4}-[a-z]|[a-z]+-\d{4}-\d|[a-z]{3}\d|\b[ap] ?\. ?m \.|\bnight markets|\$"
)
_FEW: Final = re.compile(r"\b(?:few|several|some|couple)\b")
_QUALIFIERS: Final = re.compile(r"[~?%]")
_DAY_WORDS: Final = re.compile(r"[a-z]{3}")
_PART: Final = re.compile(r"([\d.]+)([A-Z]+)")
_UNIT_SECONDS: Final = {
    "TS": 1, "TM": 60, "TH": 3600, "D": 86400, "W": 604800, "WE": 172800, "M": 2592000, "Q": 7776000, "Y": 31536000,
    "DE": 315360000, "CE": 3153600000,
}  # fmt: skip

Key = Mapping[str, Any]


def evaluate_recognizers(data: Path) -> Report:
    """Score the cases of `data/DateTimeModel.json`. Raises UsageError where it is missing."""
    path = data / FILE
    if not path.is_file():
        raise UsageError(f"{path} is missing", mend="expected Microsoft Recognizers' specs of English dates and times")
    cases = json.loads(path.read_text(encoding="utf-8-sig"))
    kinds: dict[str, list[Counts]] = defaultdict(list)
    failures: list[str] = []
    for case in cases:
        for kind, fault in _judged(case):
            kinds[kind].append((int(not fault), 1, 1))
            failures += [f"{kind}: {fault} in {case['Input']!r}"] if fault else []
    news = [one for kind, parts in kinds.items() if kind not in ASIDE for one in parts]
    good = sum(1 for kind, parts in kinds.items() if kind not in ASIDE and _share(parts) >= 0.8)
    total = sum(1 for kind in kinds if kind not in ASIDE)
    rows = [row("all kinds of news", news, f"{good} of {total} kinds at .80 or more")]
    rows += [row(kind, parts, "aside" if kind in ASIDE else "") for kind, parts in sorted(kinds.items())]
    return Report("recognizers", data.as_posix(), tuple(rows), tuple(failures))


def _share(parts: list[Counts]) -> float:
    return sum(right for right, _, _ in parts) / len(parts)


def _judged(case: Key) -> list[tuple[str, str]]:
    """For each expression of a case its kind and what is wrong; for a case without one, that none is found."""
    reference = str((case.get("Context") or {}).get("ReferenceDateTime") or "")[:10]
    resolved = resolve_text(case["Input"], reference)
    dated = [t for t in case["Results"] if t.get("TypeName", "").startswith("datetimeV2.")]
    if not dated:
        found = [t.text for t in resolved.annotated.timexes]
        return [("no expression", f"{', '.join(found)} where there is none" if found else "")]
    return [(kind_of(key), _fault(key, resolved)) for key in dated]


def kind_of(key: Key) -> str:
    """The kind of an expression, by its key."""
    name, text = str(key["TypeName"]).removeprefix("datetimeV2."), str(key["Text"]).lower()
    first = _values(key)[0] if _values(key) else {}
    timex = str(first.get("timex", ""))
    if _OFFICE.search(text):
        return "office shorthand"
    if name in ("timerange", "datetimerange", "timezone"):
        return "part of a day" if re.search(r"T(?:MO|AF|EV|NI|DT|MI)$", timex) else "appointment"
    if timex.endswith("_REF"):
        return "now"
    if name == "datetime":
        return "day with a clock time" if re.search(r"T\d", timex) and not _COUNTED.search(text) else "appointment"
    if name in ("duration", "set"):
        return {"duration": "length", "set": "repetition"}[name]
    return "clock time" if name == "time" else _day(text) if name == "date" else _range(text, timex, first)


def _day(text: str) -> str:
    if _COUNTED.search(text) or re.search(r"\bnext\b.*\bafter\b", text):
        return "day counted"
    if _DAY_TEXT.search(text):
        return "day and month"
    if _WEEKDAY.search(text):
        return "weekday"
    if _NAMED.search(text):
        return "day by name"
    return "day of the month alone" if re.search(r"\d(?:st|nd|rd|th)?\b", text) else "feast"


def _range(text: str, timex: str, first: Key) -> str:
    bound = first.get("Mod") in ("before", "after", "since", "until", "before-end", "after-mid", "until-end")
    tests = (
        ("since, before, after", bound),
        ("month", re.fullmatch(r"[\dX]{4}-\d{2}", timex)),
        ("year", re.fullmatch(r"[\dX]{4}", timex)),
        ("decade or century", re.search(r"decade|\d0'?s\b|centur|ties\b", text)),
        (
            "quarter, half, season",
            re.search(r"quarter|half|\bq\d|h[12]\b|-(?:SP|SU|FA|WI)$", text + timex, re.IGNORECASE),
        ),
        ("week", "-W" in timex or "week" in text),
        ("from one to another", _JOINED.search(text)),
    )
    return next((kind for kind, holds in tests if holds), "stretch counted")


def _values(key: Key) -> list[dict[str, str]]:
    found: list[dict[str, str]] = (key.get("Resolution") or {}).get("values") or []
    return found


def _fault(key: Key, resolved: Resolved) -> str:
    """What is wrong with ours; empty where nothing is."""
    near = [t for t in resolved.times if _overlaps(key, t, resolved)]
    if not near:
        return f"{key['Text']!r} not found"
    if any(_same(key, one, timed) for one in _values(key) for timed in near):
        return ""
    if len(near) == 2 and any(_same_ends(one, near, resolved) for one in _values(key)):
        return ""
    wanted = "; ".join(sorted({_short(one) for one in _values(key)}))
    return f"{key['Text']!r} read as {', '.join(str(t.value or t.timeml) for t in near)}, not {wanted}"


def _short(one: Mapping[str, str]) -> str:
    return one.get("value") or f"{one.get('start', '..')}/{one.get('end', '..')}"


def _overlaps(key: Key, timed: TimeValue, resolved: Resolved) -> bool:
    timex = resolved.annotated.timexes[timed.timex]
    span = resolved.span(timex.first, timex.last)
    return span.start <= int(key["End"]) and int(key["Start"]) < span.end


def _same(key: Key, one: Mapping[str, str], timed: TimeValue) -> bool:
    kind, text = str(key["TypeName"]).removeprefix("datetimeV2."), str(key["Text"]).lower()
    if kind in ("duration", "set", "time", "timerange") or one["timex"].endswith("_REF"):
        return _says_the_same(kind, one, timed.timeml or "", text)
    if "not resolved" in one.get("value", ""):
        return timed.value is None or bool(re.fullmatch(r"(?:FY|\d{4}-|XXXX-)\w+", one["timex"]))
    return timed.value is not None and _same_days(one, timed.value, text)


def _says_the_same(kind: str, one: Mapping[str, str], ours: str, text: str) -> bool:
    """Whether a length, repetition or clock time in TimeML is the key's."""
    value, wanted = one.get("value", ""), one["timex"]
    if wanted.endswith("_REF"):
        return ours == "PRESENT_REF"
    if kind == "time":
        return bool(ours) and ours[:6] in (f"T{value[:5]}", wanted[:6])
    got, length = _seconds(ours), _seconds(wanted)
    if kind == "duration":
        few = ours.startswith(("PX", "PTX")) and _FEW.search(text) is not None
        return few or (bool(re.fullmatch(r"[\d.]+", value)) and got == float(value))
    # Half a year is 6 months, and not to the second.
    return ours == wanted or (got is not None and length is not None and abs(got / length - 1) < 0.02)


def _seconds(length: str | None) -> float | None:
    """The length of P5Y, PT1H30M; None for what is no such length."""
    date_part, _, time_part = (length or "").removeprefix("P").partition("T")
    parts = [(n, u) for n, u in _PART.findall(date_part)] + [(n, f"T{u}") for n, u in _PART.findall(time_part)]
    known = [float(number) * _UNIT_SECONDS[unit] for number, unit in parts if unit in _UNIT_SECONDS]
    return sum(known) if parts and len(known) == len(parts) else None


def _same_days(one: Mapping[str, str], value: Edtf, text: str) -> bool:
    """The key's day, its range, or the whole that its TIMEX names; an open range where one edge is the same."""
    plain = Edtf.parse(_QUALIFIERS.sub("", str(value)))
    if (single := _date(one.get("value"))) is not None:
        coarse = re.search(r"month|year|decade", text) and len(str(plain)) in (4, 7)
        open_order = len(plain.periods) == 2 and not _DAY_WORDS.search(text)
        within = any(low and high and low <= single <= high for low, high in plain.periods)
        if value.approximate and value.is_day and value.earliest:
            return abs(value.earliest - single) <= timedelta(days=1)
        return (single, single) in plain.periods[: None if open_order else 1] or (bool(coarse) and within)
    first, end = _date(one.get("start")), _date(one.get("end"))
    if first and end:
        return (_first_fits(first, plain) and end in _ends(plain)) or _whole(one, plain, text)
    before = first - timedelta(days=1) if first else None
    last = end - timedelta(days=1) if end else None
    return bool({plain.earliest, plain.latest} & ({first, before, last, end} - {None})) or _whole(one, plain, text)


def _first_fits(first: date, value: Edtf) -> bool:
    """The key lets what is counted from now begin tomorrow."""
    return value.earliest in (first, first - timedelta(days=1))


def _ends(value: Edtf) -> set[date]:
    """The days by which the key may end a range: its last, the one after, or where its last month or year begins."""
    last = value.latest
    if last is None:
        return set()
    found = {last, last + timedelta(days=1)}
    high = str(value).rpartition("/")[2]
    return (
        found
        | ({last.replace(day=1)} if len(high) < 10 else set())
        | ({date(last.year, 1, 1)} if len(high) == 4 else set())
    )


def _whole(one: Mapping[str, str], value: Edtf, text: str) -> bool:
    """Whether a value is the stretch of which the key takes a part."""
    named = re.fullmatch(r"(\d{4}|XXXX)(-\d{2})?", one.get("timex", ""))
    week = re.fullmatch(r"(\d{4})-W(\d{2})", one.get("timex", ""))
    if week and "Mod" in one:
        monday = date.fromisocalendar(int(week[1]), int(week[2]), 1)
        return value.within(Edtf.between(monday, monday + timedelta(days=6)))
    near = _date(one.get("start")) or _date(one.get("end"))
    if not named or near is None or "Mod" not in one:
        return False
    year = named[1] if named[1] != "XXXX" else f"{near.year:04d}"
    stretch = Edtf.parse(year + (named[2] or ""))
    if re.search(r"\b(?:earlier|later)\b", text):
        return value.within(stretch) and (value.earliest == stretch.earliest or value.latest == stretch.latest)
    return value.periods == stretch.periods or ("since" in one["Mod"] and value.earliest == stretch.earliest)


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text and re.match(r"\d{4}-\d{2}-\d{2}", text) else None


def _same_ends(one: Mapping[str, str], near: list[TimeValue], resolved: Resolved) -> bool:
    """A range whose two ends are two expressions of ours; "now" ends it on the day of reference."""
    first, end = _date(one.get("start")), _date(one.get("end"))
    low, high = (resolved.published.edtf if t.timeml == "PRESENT_REF" else t.value for t in near)
    if first is None or end is None or low is None or high is None:
        return False
    begins = low.earliest is not None and low.latest is not None and low.earliest <= first <= low.latest + timedelta(1)
    return begins and end in _ends(high) | {high.earliest}
