import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from dragoman.records import (
    KINDS,
    Actor,
    Amount,
    Claim,
    Cluster,
    Conflict,
    Event,
    Gap,
    Issue,
    Relation,
    Span,
    dumps,
    json_schema,
    kind_of,
    lines,
    loads,
    published_schema,
    record_id,
)  # fmt: skip

ROOT = Path(__file__).resolve().parents[2]
WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


@st.composite
def spans(draw, document="d"):
    text = draw(WORDS)
    start = draw(st.integers(0, 10_000))
    return Span(document_id=document, start=start, end=start + len(text), text=text, clean=draw(st.none() | WORDS))


def base(evidence, **fields):
    common = {"document_id": "d", "evidence": evidence, "confidence": "low", "score": 0.25, "extractor": "x/1"}
    return common | fields


@st.composite
def facts(draw):
    evidence = tuple(draw(st.lists(spans(), min_size=1, max_size=3)))
    words = draw(WORDS)
    made = base(evidence, id=record_id("x", "d", evidence, words))
    kinds = [
        lambda: Event(**made, type="CONSULT", verb=evidence[0], modality="actual", date="2024-03"),
        lambda: Amount(**made, value="1.50", qualifier="about", unit=words, kind="debt"),
        lambda: Gap(**made, question=words),
        lambda: Relation(**made, pair=("state:CHL", "state:PER"), level=words, printed_as=words),
        lambda: Claim(
            **made, speaker_class="vague", form="direct", content=evidence[0], kind="denial", polarity="negative",
            certainty="hedged", speaker_text=words,
        ),
        lambda: Conflict(
            **(made | {"document_id": None}), records=("a", "b"), field="value", values=("1", "2"), kind="value",
        ),
        lambda: Cluster(id=words, kind="events", members=("a", "b"), document_count=2, evidence=evidence),
        lambda: Actor(id="state:CHL", name=words, schema="State", printed_as={words: 2}, mentions=evidence),
        lambda: Issue(document_id=None, stage="read", code="x", message=words),
    ]  # fmt: skip
    return draw(st.sampled_from(kinds))()


@given(facts())
def test_a_record_comes_back_from_its_line(record):
    line = dumps(record)
    assert "\n" not in line
    assert loads(kind_of(record), line) == record
    assert dumps(loads(kind_of(record), line)) == line


@given(facts())
def test_a_line_keeps_its_schema(record):
    validator = Draft202012Validator(published_schema(kind_of(record)))
    assert not [error.message for error in validator.iter_errors(json.loads(dumps(record)))]


@pytest.mark.parametrize("kind", KINDS)
def test_the_published_schema_is_what_the_model_declares(kind):
    published = published_schema(kind)
    Draft202012Validator.check_schema(published)
    assert {name: published.get(name) for name in json_schema(kind)} == json_schema(kind)
    assert published["$id"].endswith(f":{kind}")


def test_the_script_finds_its_schemas_current():
    script = [sys.executable, str(ROOT / "scripts" / "write_schemas.py"), "--check"]
    result = subprocess.run(script, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout) == (0, "every schema is current\n")


def span(start=0, text="met", document="d"):
    return Span(document_id=document, start=start, end=start + len(text), text=text)


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if kind not in ("documents", "actors", "issues", "judgements")]
)
def test_no_record_stands_without_evidence(kind):
    required = json_schema(kind)["required"]
    assert "evidence" in required
    assert json_schema(kind)["properties"]["evidence"]["minItems"] == 1


def test_an_event_without_evidence_cannot_be_built():
    with pytest.raises(ValidationError, match="evidence"):
        Event(**base((), id="x"), type="CONSULT", verb=span(), modality="actual")


def test_evidence_lies_in_the_records_own_document():
    with pytest.raises(ValidationError, match="another document"):
        Gap(**base((span(document="other"),), id="x"), question="who")


@pytest.mark.parametrize("fields", [{"start": -1, "end": 2}, {"start": 0, "end": 2}, {"start": 3, "end": 0}])
def test_a_span_is_as_long_as_its_text(fields):
    with pytest.raises(ValidationError):
        Span(document_id="d", text="met", **fields)


def test_records_are_frozen_and_closed():
    gap = Gap(**base((span(),), id="x"), question="who")
    with pytest.raises(ValidationError, match="frozen"):
        gap.question = "what"
    with pytest.raises(ValidationError, match="Extra inputs"):
        Gap(**base((span(),), id="x"), question="who", colour="red")


@pytest.mark.parametrize("actor", ["CHL", "state:chl", "qid:31", "name:x", "name::CHL", ""])
def test_an_actor_id_has_one_of_three_forms(actor):
    with pytest.raises(ValidationError):
        Actor(id=actor, name="x", schema="State")


@pytest.mark.parametrize("value", ["1,5", "1.", "abc", "", "1e9"])
def test_figures_are_decimal_strings(value):
    with pytest.raises(ValidationError):
        Amount(**base((span(),), id="x"), value=value, qualifier="exact", unit="USD", kind="loan")


def test_ids_are_the_same_on_every_machine():
    assert record_id("events", "d", (span(), span(9)), "AGREE", ["state:CHL"]) == "events:53a2331345ee129b"


def test_ids_do_not_hang_on_the_order_of_evidence_and_do_on_all_else():
    one = record_id("events", "d", (span(), span(9)), "AGREE")
    assert record_id("events", "d", (span(9), span()), "AGREE") == one
    others = [
        record_id("claims", "d", (span(), span(9)), "AGREE"),
        record_id("events", "e", (span(), span(9)), "AGREE"),
        record_id("events", "d", (span(),), "AGREE"),
        record_id("events", "d", (span(), span(9)), "AID"),
    ]
    assert len({one, *others}) == 5


def test_lines_are_sorted_by_id():
    gaps = [Gap(**base((span(),), id=key), question="who") for key in ("c", "a", "b")]
    assert [json.loads(line)["id"] for line in lines(gaps)] == ["a", "b", "c"]
    assert list(lines(gaps)) == list(lines(gaps[::-1]))


def test_keys_stand_in_the_contracts_order_and_schema_by_its_name():
    line = dumps(Actor(id="state:CHL", name="Chile", schema="State"))
    assert list(json.loads(line))[:5] == ["id", "name", "schema", "country", "aliases"]
