"""Characters: odd ones replaced by what they stand for, sound ones left as they are."""

from __future__ import annotations

import pytest

from dragoman.document import Document
from dragoman.repair import mend


@pytest.mark.parametrize(
    ("damaged", "mended"),
    [
        ("the\u00a0loan of\u202f5 percent", "the loan of 5 percent"),
        ("co\u00adopera\u200btion", "cooperation"),
        ("Peru\u2019s debt", "Peru\u2019s debt"),
        ("the bankâ€™s offer", "the bank’s offer"),
        ("MÃ©xico and PerÃº", "México and Perú"),
        ("a cafÃƒÂ© in BogotÃƒÂ¡", "a café in Bogotá"),
        ("the Se√±or left Bogot√°", "the Señor left Bogotá"),
        ("Trade &amp; aid", "Trade & aid"),
        ("the ﬁrst oﬀer", "the first offer"),
        ("Bogota\u0301 agreed", "Bogotá agreed"),
        ("the Vаlеt bank", "the Valet bank"),
        ("Россия and China", "Россия and China"),
        ("the Irmã “AMANHÔ notice", "the Irmã “AMANHÔ notice"),
        ("می\u200cروم", "می\u200cروم"),
    ],
)
def test_characters(damaged: str, mended: str) -> None:
    clean = mend(Document("0", "-", damaged))
    assert clean.text == mended
    assert {e.kind for e in clean.edits} <= {"encoding"}


def test_a_span_over_mojibake_quotes_the_mojibake() -> None:
    clean = mend(Document("0", "-", "In MÃ©xico today"))
    span = clean.span(3, 9)
    assert (span.text, span.clean) == ("MÃ©xico", "México")
