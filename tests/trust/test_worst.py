"""The worst shapes of text for every rule that looks ahead: time grows in proportion to length, for each of them."""

import hashlib
from time import process_time

import pytest

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
OPENINGS = ("", "Chile's minister said: “")
SHORT, TIMES = 400, 4
# Four times the text may take so many times as long; the rest is what a text costs of whatever length, and noise.
GROWTH, SPARE = 7.0, 0.6


def seconds(text):
    key = hashlib.sha256(text.encode()).hexdigest()
    start = process_time()
    run(Document(id=key, source="worst", text=text))
    return process_time() - start


@pytest.mark.parametrize("opening", OPENINGS, ids=["bare", "after words"])
@pytest.mark.parametrize("unit", UNITS, ids=[ascii(unit) for unit in UNITS])
def test_time_grows_in_proportion_to_length(unit, opening):
    short, long = (opening + unit * (length // len(unit)) for length in (SHORT, SHORT * TIMES))
    run(Document(id="0" * 64, source="warm", text=short))
    least = seconds(short)
    for _ in range(3):  # a busy machine may make one measurement slow, not all
        if seconds(long) <= GROWTH * least + SPARE:
            return
    pytest.fail(f"{len(long)} characters take more than {GROWTH} times as long as {len(short)}")
