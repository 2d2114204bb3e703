"""The recipe's notation: what a label says becomes characters of its sentence, or a fault with its line."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TEXT = ROOT / "training" / "text"
sys.path.insert(0, str(ROOT))

from training.labels import MODES, LabelError, blocks  # noqa: E402

SENTENCE = "Peru and Chile met in Lima, and Peru thanked Chile, an aide said."


def labelled(*labels):
    return next(blocks("\n".join((SENTENCE, *labels)))).labelled()


def words(span):
    return SENTENCE[span.start : span.end]


def test_a_second_place_is_counted():
    event = labelled("e thanked | SUPPORT - actual | Peru#2 > Chile#2").events[0]
    assert (words(event.source[0]), event.source[0].start) == ("Peru", SENTENCE.index("Peru", 5))
    assert event.target[0].start == SENTENCE.rindex("Chile")


def test_attributions_may_come_in_parts_and_without_a_source():
    told = labelled("a - | said | Peru and Chile met in Lima; Peru thanked Chile").attributions[0]
    assert told.source is None
    assert [words(part) for part in told.content] == ["Peru and Chile met in Lima", "Peru thanked Chile"]


@pytest.mark.parametrize(
    ("label", "fault"),
    [
        ("m state: Bolivia", "does not stand 1 times"),
        ("m planet: Peru", "no such kind"),
        ("e met | MEET - actual | Peru > Chile", "no such type"),
        ("e met | CONSULT walk actual | Peru > Chile", "has no mode"),
        ("e met | CONSULT - real | Peru > Chile", "no such modality"),
        ("a aide | said", "an attribution is"),
        ("q what", "begins with"),
        ("m state: Peru; Peru", "overlap"),
    ],
)
def test_a_label_that_does_not_hold_is_named_with_its_line(label, fault):
    with pytest.raises(LabelError, match=fault) as raised:
        labelled("m place: Lima", label)
    assert raised.value.line in (1, 3)


def test_all_training_text_holds_and_no_type_is_missing():
    found = [b.labelled() for path in sorted(TEXT.glob("*.txt")) for b in blocks(path.read_text(encoding="utf-8"))]
    assert {event.type for one in found for event in one.events} == set(MODES)
    assert len({one.text for one in found}) > 0.99 * len(found)
