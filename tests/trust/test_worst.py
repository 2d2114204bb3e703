"""The worst shapes of text for every rule that looks ahead: time grows in proportion to length, for each of them."""

import hashlib
from time import process_time

import fuzz_text
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
OPENING = "\n\nChile's minister said: “"
SHORT, TIMES = 600, 4
# Four times the text may take so many times as long; the rest is what a text costs of whatever length, and noise.
GROWTH, SPARE = 7.0, 0.6


def seconds(text):
    key = hashlib.sha256(text.encode()).hexdigest()
    start = process_time()
    run(Document(id=key, source="worst", text=text))
    return process_time() - start


def grows_too_fast(short, long):
    least = seconds(short)
    # a busy machine may make one measurement slow, not all
    return all(seconds(long) > GROWTH * least + SPARE for _ in range(3))


@pytest.fixture(scope="module", autouse=True)
def warm():
    seconds("Chile and Peru signed an agreement in Lima.")


@pytest.mark.parametrize("unit", UNITS, ids=[ascii(unit) for unit in UNITS])
def test_time_grows_in_proportion_to_length(unit):
    runs = [unit * (length // len(unit) // 2) for length in (SHORT, SHORT * TIMES)]
    assert not grows_too_fast(*(f"{each}{OPENING}{each}" for each in runs))


def test_a_run_of_signs_as_long_as_a_line_may_be_is_read_in_time():
    assert seconds("," * 40_000) < 30


def test_time_grows_in_proportion_to_the_length_of_whole_articles():
    articles = "\n\n".join(fuzz_text.seeds()[20:])
    assert not grows_too_fast(articles[:10_000], articles[: 10_000 * TIMES])
