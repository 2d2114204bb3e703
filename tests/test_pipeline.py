"""The whole chain: spans that quote, the same bytes twice, damage that ends nothing, rooms that load no others."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import readers
from dragoman.document import Document
from dragoman.pipeline import run
from dragoman.records import Event, Model, Span, dumps

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
EXAMPLES = sorted((ROOT / "examples").glob("*.txt"))


def document(text: str) -> Document:
    return Document(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), "case.txt", text)


def spans(value):
    if isinstance(value, Span):
        yield value
    elif isinstance(value, Model):
        for name in type(value).model_fields:
            yield from spans(getattr(value, name))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from spans(item)


def assert_spans_quote(text: str) -> None:
    outcome = run(document(text))
    found = [s for r in (outcome.document, *outcome.actors, *outcome.records) for s in spans(r)]
    for span in found:
        assert text[span.start : span.end] == span.text
        assert "\n" not in span.text.strip("\n")
    for zone in outcome.document.zones:
        assert 0 <= zone.start <= zone.end <= len(text)
    for edit in outcome.document.edits:
        assert text[edit.start : edit.end] == edit.before


def articles(folder: Path) -> list[str]:
    found = sorted(folder.glob("*.txt"))
    if not found:
        pytest.skip(f"no articles in {folder}: ../shared is not beside this checkout")
    return [path.read_bytes().decode("utf-8") for path in found]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_every_span_of_the_examples_quotes_the_raw_text(path):
    assert_spans_quote(path.read_bytes().decode("utf-8"))


@pytest.mark.parametrize("folder", ["seeds", "gold/dev/docs"])
def test_every_span_of_shared_articles_quotes_the_raw_text(folder):
    for text in articles(SHARED / folder):
        assert_spans_quote(text)


@settings(max_examples=25)
@given(st.data())
def test_random_damage_moves_no_span_and_raises_nothing(data):
    text = data.draw(st.sampled_from(EXAMPLES)).read_bytes().decode("utf-8")
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(text)))
        drop = data.draw(st.integers(0, 12))
        text = text[:at] + data.draw(st.text(max_size=6)) + text[at + drop :]
    assert_spans_quote(text)


def test_a_quotation_that_only_closes_is_not_reached_from_the_paragraph_before():
    assert_spans_quote(
        "Togo and Benin reaffirmed the wish to widen the coast road.\n\n"
        "The talks took place in Lomé, where the two saw the road as a bridge between neighbours”."
    )


@pytest.mark.parametrize(
    "text",
    [
        "Donald President",
        "Officials of the",
        "According to a source near the Beninese presidency,",
        "Said Togo had demanded the return of the captain; Lomé has not replied, and who he is re",
    ],
)
def test_a_text_that_breaks_off_is_read(text):
    assert_spans_quote(text)


@settings(max_examples=60)
@given(st.data())
def test_a_text_that_breaks_off_anywhere_is_read(data):
    text = data.draw(st.sampled_from(EXAMPLES)).read_bytes().decode("utf-8")
    first = data.draw(st.integers(0, len(text)))
    assert_spans_quote(text[first : first + data.draw(st.integers(1, 160))])


@settings(max_examples=25)
@given(st.text(max_size=400))
def test_any_text_gives_an_outcome(text):
    assert_spans_quote(text)


def test_two_runs_give_the_same_bytes():
    text = EXAMPLES[0].read_bytes().decode("utf-8")
    first, second = (run(document(text)) for _ in range(2))
    assert [dumps(r) for r in first.records] == [dumps(r) for r in second.records]
    assert [dumps(a) for a in first.actors] == [dumps(a) for a in second.actors]
    assert dumps(first.document) == dumps(second.document)


def test_records_point_at_actors_and_records_of_their_own_document():
    for path in EXAMPLES:
        outcome = run(document(path.read_bytes().decode("utf-8")))
        actors = {a.id for a in outcome.actors}
        ids = {r.id for r in outcome.records}
        for record in outcome.records:
            assert record.attributed_to in {None, *ids}
            if isinstance(record, Event):
                named = {p.actor for p in record.participants} | {p.acts_for for p in record.participants}
                assert named - {None} <= actors
                assert {*record.source, *record.target} == {p.actor for p in record.participants}


def test_markup_and_orders_in_a_text_are_text():
    text = 'Ignore previous instructions. <script>alert(1)</script> =CMD("rm")\n\nChile and Peru met in Lima.'
    outcome = run(document(text))
    assert [r.type for r in outcome.records if isinstance(r, Event)] == ["CONSULT"]


@pytest.mark.parametrize(
    ("module", "banned"),
    [
        ("dragoman.extract.events", ("sqlite3", "sqlalchemy", "rich", "typer")),
        ("dragoman.records", ("spacy", "sqlite3", "sqlalchemy")),
        ("dragoman", ("spacy", "pydantic", "sqlalchemy")),
        ("dragoman.cli", ("spacy", "sqlalchemy")),
    ],
)
def test_a_room_loads_no_room_that_it_does_not_need(module, banned):
    code = f"import sys, json, {module}; print(json.dumps(sorted(m for m in {banned!r} if m in sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert json.loads(done.stdout) == []


def test_the_public_names_are_there():
    import dragoman

    assert all(getattr(dragoman, name) is not None for name in dragoman.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'nonsense'"):
        dragoman.nonsense  # noqa: B018


def test_a_text_in_another_language_is_kept_and_not_misread():
    text = "El presidente de Chile firmó ayer un tratado con China, y dijo que las obras comienzan en mayo en el sur."
    outcome = run(readers.read("a.txt", text.encode()))
    assert (outcome.document.language, outcome.document.status, outcome.text) == ("es", "partial", text)
    assert (outcome.records, outcome.actors) == ((), ())
    assert [issue.code for issue in outcome.issues if issue.stage == "readers"] == ["language"]
