"""Numbers that a text writes as words."""

from __future__ import annotations

from typing import Final

_UNITS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS: Final = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")

NUMBERS: Final = {  # the longer first, so that a pattern made of them takes "twenty-two" whole; "one" is an article too
    **{f"{ten}-{unit}": str(20 + 10 * n + m) for n, ten in enumerate(_TENS) for m, unit in enumerate(_UNITS, 1)},
    **{word: str(10 + n) for n, word in enumerate(_TEENS)},
    **{word: str(20 + 10 * n) for n, word in enumerate(_TENS)},
    **{word: str(n) for n, word in enumerate(_UNITS, 1) if word != "one"},
}
