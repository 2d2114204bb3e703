"""Edits and the offset map: what is mended leads back to the raw text, whatever was mended."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dragoman.document import Clean, Document
from dragoman.repair.draft import Draft, Fix

KINDS = st.sampled_from(["case", "encoding", "missing-space", "punctuation"])


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    draft = Draft(draw(st.text(max_size=30)))
    for _ in range(draw(st.integers(0, 3))):
        draft = draft.mended(draw(st.lists(fixes(len(draft.text)), max_size=4)))
    return draft


def fixes(length: int) -> st.SearchStrategy[Fix]:
    ranges = st.tuples(st.integers(0, length), st.integers(0, length)).map(sorted)
    return st.builds(lambda kind, r, after: Fix(kind, *r, after), KINDS, ranges, st.text(max_size=3))


def applied(raw: str, draft: Draft) -> str:
    out, at = [], 0
    for edit in draft.edits():
        out += [raw[at : edit.start], edit.after]
        at = edit.end
    return "".join(out) + raw[at:]


@given(drafts())
def test_edits_lead_from_the_raw_text_to_the_clean_one(draft: Draft) -> None:
    edits = draft.edits()
    assert applied(draft.raw, draft) == draft.text
    assert all(draft.raw[e.start : e.end] == e.before != e.after for e in edits)
    assert all(a.end <= b.start for a, b in pairwise(edits))


@given(drafts())
def test_every_clean_range_quotes_raw_text_that_reads_so(draft: Draft) -> None:
    offsets = draft.offsets()
    for start in range(len(draft.text)):
        for end in range(start + 1, len(draft.text) + 1):
            a, b = offsets.to_raw(start, end)
            assert 0 <= a <= b <= len(draft.raw)
            assert draft.text[start:end] in _read(draft, a, b)


def _read(draft: Draft, start: int, end: int) -> str:
    """Raw characters start:end as the edits inside or at their edges make them read."""
    out, at = [], start
    for first, last, after in _fine(draft):
        if first >= start and last <= end:
            out += [draft.raw[at:first], after]
            at = last
    return "".join(out) + draft.raw[at:end]


def _fine(draft: Draft) -> list[tuple[int, int, str]]:
    """The edits, those of equal length character by character, for so they map."""
    fine: list[tuple[int, int, str]] = []
    for e in draft.edits():
        if len(e.after) == e.end - e.start:
            fine += [(e.start + k, e.start + k + 1, c) for k, c in enumerate(e.after)]
        else:
            fine.append((e.start, e.end, e.after))
    return fine


@given(drafts())
def test_unedited_characters_map_one_to_one(draft: Draft) -> None:
    offsets, raw_at, clean_at = draft.offsets(), 0, 0
    for edit in (*draft.edits(), None):
        kept = (edit.start if edit else len(draft.raw)) - raw_at
        for k in range(kept):
            assert offsets.to_raw(clean_at + k, clean_at + k + 1) == (raw_at + k, raw_at + k + 1)
            assert offsets.to_clean(raw_at + k) == clean_at + k
        if edit:
            clean_at += kept + len(edit.after)
            raw_at = edit.end


def test_a_fix_over_an_earlier_one_swallows_it() -> None:
    draft = Draft("the  mad world").mended([Fix("punctuation", 3, 4, "")]).mended([Fix("case", 0, 7, "THE MAD")])
    assert [(e.start, e.end, e.before, e.after) for e in draft.edits()] == [(0, 8, "the  mad", "THE MAD")]


def test_a_fix_that_cuts_an_earlier_one_is_dropped() -> None:
    draft = Draft("abc").mended([Fix("encoding", 1, 2, "xyz")]).mended([Fix("case", 0, 3, "AXY")])
    assert draft.text == "axyzc"


def test_of_two_overlapping_fixes_the_first_stands() -> None:
    assert Draft("abcd").mended([Fix("case", 1, 3, "X"), Fix("case", 0, 2, "Y")]).text == "Ycd"


def test_many_mends_take_time_in_proportion() -> None:
    draft = Draft("a\u00a0" * 50_000)
    mended = draft.mended(Fix("encoding", 2 * i + 1, 2 * i + 2, " ") for i in range(50_000))
    assert mended.text == "a " * 50_000
    assert len(mended.edits()) == 50_000


@given(drafts())
def test_spans_quote_the_raw_text(draft: Draft) -> None:
    clean = Clean(Document("0", "-", draft.raw), draft.text, draft.offsets(), draft.edits())
    for start in range(len(draft.text)):
        a, b = clean.offsets.to_raw(start, len(draft.text))
        if a < b:
            assert clean.span(start, len(draft.text)).text == draft.raw[a:b]
