"""The worst shapes of text for rules that look ahead, and whether the time for each grows in proportion to its length.

    python scripts/worst.py

Prints, for each unit that is repeated, the seconds of the processor for a short text, for one four times as long and
for one sixteen times as long, those that grow most first. Exit code 1 where one grows faster than its length by half.
Run it on an idle machine; the tests count calls instead.
"""

from __future__ import annotations

import hashlib
import sys
from time import process_time

from dragoman.document import Document
from dragoman.pipeline import run

# What rules repeat: each unit, many times over, is one text, alone and after words that set rules going.
UNITS = (
    " ", "\t", "\n", "\r\n", "\u00a0", "\u200b", ".", "...", ",", "-", "--", "—", "(", ")", "[", "((", "()", '"', "“",
    "”", "‘", "’", "'", "''", "“”", "/", "&", "%", "$", "€", "@", "#", "*", "_", "|", "\\", "0", "1,", "1.", "1 ", "1-",
    "1/", "$1 ", "1 million ", "a", "A", "é", "a ", "A ", "A. ", "a-", "a'", "a,", "a, ", "A, ", "of ", "the ", "and ",
    "said ", "that ", "who ", "said that ", "Mr. ", "Chile ", "Chile, ", "Chile and ", "Chile-", "Chile's ", "March ",
    "5 March ", "2024 ", "Monday, ", "minister ", "former ", "vice ", "agreement ", "signed ", "to sign ", "no ",
    "not ", "“a” ", "(a) ", "A (B) ", "according to ", "http://", "a@b.", "a.b.", "<p>", "&amp;",
    "🏴", "ا", "中",
)  # fmt: skip
OPENING = "\n\nChile's minister said: “"
SHORT, LONGER = 600, (4, 16)
ALLOWED, SPARE = 1.5, 0.5  # times as much as the length grows, and seconds that noise may take


def repeated(unit: str, length: int) -> str:
    """About so many characters of one unit, half of them after words that set rules going."""
    run_of = unit * (length // len(unit) // 2)
    return f"{run_of}{OPENING}{run_of}"


def read(text: str) -> None:
    """Text to records."""
    run(Document(id=hashlib.sha256(text.encode()).hexdigest(), source="worst", text=text))


def seconds(text: str) -> float:
    """Of the processor, the least of three."""

    def once() -> float:
        start = process_time()
        read(text)
        return process_time() - start

    return min(once() for _ in range(3))


def main() -> int:
    """Measure all, and say which grow too fast."""
    read("Chile and Peru signed an agreement in Lima on Monday, the minister said.")
    rows = []
    for unit in UNITS:
        least, *more = (seconds(repeated(unit, SHORT * times)) for times in (1, *LONGER))
        over = max(long / (ALLOWED * times * least + SPARE) for times, long in zip(LONGER, more, strict=True))
        rows.append((over, unit, least, *more))
    for over, unit, *taken in sorted(rows, reverse=True):
        print(f"{unit!a:16}", *(f"{each:7.2f} s" for each in taken), "  grows too fast" if over > 1 else "")
    return int(any(over > 1 for over, *_ in rows))


if __name__ == "__main__":
    sys.exit(main())
