from hypothesis import given
from hypothesis import strategies as st

from dragoman.records import Span, ZoneRecord
from dragoman.web.passages import AROUND, pieces, quotes
from dragoman.web.seeing import seen, whole


@given(st.text(alphabet=st.characters()))
def test_what_is_shown_is_as_long_hides_nothing_and_can_be_sent(text):
    shown = seen(text)
    assert len(shown) == len(text)
    assert not any(ord(letter) < 32 and letter not in "\n\t" for letter in shown)
    assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x7f\x00") & set(shown)
    shown.encode()


def test_plain_words_are_shown_as_they_are():
    assert seen("Erdoğan, 東京\n\tمرحبا") == "Erdoğan, 東京\n\tمرحبا"
    assert seen("a\0b\u202ec\ud800") == "a␀b␦c\ufffd"


def test_half_characters_leave_json_values():
    assert whole({"a": ["x\ud800", 1, None]}) == {"a": ["x\ufffd", 1, None]}


@given(st.text(max_size=200), st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200)), max_size=5))
def test_pieces_put_together_are_the_text(text, cuts):
    zones = [ZoneRecord(kind="caption", start=a, end=b) for a, b in sorted(cuts) if a < b <= len(text)]
    assert "".join(piece.text for piece in pieces(text, (0, len(text)), (), zones[:1], ())) == text


def test_evidence_that_stands_close_together_is_one_quotation():
    text = "one two three " * 100
    spans = [Span(document_id="d", start=s, end=e, text=text[s:e]) for s, e in ((500, 503), (504, 507), (1300, 1303))]
    found = quotes(spans, {"d": text})
    assert [(q.start, q.end) for q in found] == [(500, 507), (1300, 1303)]
    assert [part for part, marked in found[0].stretches if marked] == [text[500:503], text[504:507]]
    whole_text = "".join(part for part, _ in found[0].stretches).strip("… ")
    assert whole_text in text
    assert len(whole_text) <= 2 * AROUND + 7
