"""Whether a time expression was read as the days that a row of cases gives."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dragoman.evaluate.seen import Seen, read_times
from dragoman.records import Edtf

_QUALIFIERS = re.compile(r"[~?%]")


def judge_time(case: Mapping[str, str], seen: Seen) -> str:
    """The value of the expression, as days; for a row without one, that no value was given."""
    start, end = seen.where(case["expression"])
    values = [value for low, high, value in read_times(seen.resolved) if low < end and high > start]
    expected = [part.strip() for part in case["edtf"].split(" or ") if part.strip()]
    told = ", ".join(str(v) for v in values if v is not None) or "nothing"
    if not expected:
        return "" if told == "nothing" else f"{case['expression']!r} read as {told}, though the text leaves it open"
    right = any(value is not None and same_days(value, wanted) for value in values for wanted in expected)
    return "" if right else f"{case['expression']!r} read as {told}, not {case['edtf']}"


def same_days(value: Edtf, wanted: str) -> bool:
    """Whether a value means the days that an EDTF text means, "about" left aside."""
    return _exact(str(value)).periods == _exact(wanted).periods if "XXXX" not in wanted else str(value) == wanted


def _exact(text: str) -> Edtf:
    return Edtf.parse(_QUALIFIERS.sub("", text))
