"""The worst shapes of text for every rule that looks ahead: work grows in proportion to length, for each of them.

Calls are counted here; what grows inside one call, a pattern that explodes, is seen by the time that `scripts/worst.py`
takes, and by the guard of the longest texts.
"""

from time import process_time

import fuzz_text
import pytest
from counting import calls
from worst import OPENING, UNITS, read, repeated

SHORT, TIMES = 600, 4
# Four times the text may take so many times the calls: far from its square, since rules look through one sentence, and
# sentences end somewhere. The rest is what a text costs of whatever length.
GROWTH, SPARE = 8.0, 20_000


@pytest.fixture(scope="module", autouse=True)
def warm():
    read("Chile and Peru signed an agreement in Lima on Monday, the minister said.")


@pytest.mark.parametrize("unit", UNITS, ids=[ascii(unit) for unit in UNITS])
def test_work_grows_in_proportion_to_length(unit):
    short, long = (calls(read, repeated(unit, length)) for length in (SHORT, SHORT * TIMES))
    assert long <= GROWTH * short + SPARE


def test_work_grows_in_proportion_to_the_length_of_whole_articles():
    articles = "\n\n".join(fuzz_text.seeds()[20:])
    assert calls(read, articles[: 10_000 * TIMES]) <= GROWTH * calls(read, articles[:10_000]) + SPARE


@pytest.mark.parametrize("unit", [",", OPENING])
def test_a_long_text_of_signs_is_read_in_the_end(unit):
    start = process_time()
    read(unit * (40_000 // len(unit)))
    assert process_time() - start < 120
