import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.annotate import annotate
from dragoman.annotate.learned import between, model, names_in, reading
from dragoman.annotate.learned.pieces import LONGEST, SHAPES, padded, pieces
from dragoman.annotate.learned.scheme import MEANT, NAME_KINDS, TYPES
from dragoman.document import Document
from dragoman.errors import DataError
from dragoman.kb import load
from dragoman.kb.ontology import plover
from dragoman.repair import mend

DATA = Path(model.__file__).parent / "data"
TOKENIZER = DATA / "tokenizer.json"
STORY = (
    "Ghana's foreign minister Ama Tetteh met her Ivorian counterpart in Abidjan on Friday.\n\n"
    "The two governments signed a fisheries agreement worth $40m, a spokesman said. Nobody would say who drafted it."
)


def read(text, **options):
    return annotate(mend(Document("0" * 64, "case.txt", text), load()), load(), **options)


def shapes(text):
    row = pieces([text], TOKENIZER)[0]
    return {text[a:b]: SHAPES[s] for (a, b), s in zip(row.spans, row.shapes, strict=True) if a < b}


def test_each_piece_carries_the_case_of_its_whole_word():
    assert shapes("Paris NATO talks McKay 40") == {
        "Paris": "title", "NATO": "upper", "talks": "lower", "McKay": "mixed", "40": "other",
    }  # fmt: skip
    assert set(shapes("Ouagadougou").values()) == {"title"}


def test_a_sentence_longer_than_the_model_reads_is_read_as_far_as_it_goes():
    rows = pieces(["Accra met Lomé. " * 200, "Short."], TOKENIZER)
    ids, _, mask = padded(rows)
    assert len(rows[0].ids) == LONGEST
    assert ids.shape == mask.shape == (2, LONGEST)
    assert mask.sum(1).tolist() == [LONGEST, len(rows[1].ids)]


def test_proposals_point_at_tokens_of_their_own_document():
    doc = read(STORY)
    found = doc.proposals
    assert len(found.dealing) == len(doc.tokens)
    for span in (*found.names, *found.spoken, *found.cues, *found.things):
        assert 0 <= span.first < span.last <= len(doc.tokens)
        assert doc.tokens[span.first].sentence == doc.tokens[span.last - 1].sentence
        assert 0 < span.probability <= 1
    for act in found.acts:
        sentence = doc.sentence_of(act.token)
        assert act.type in TYPES
        assert act.modality in MEANT
        assert all(sentence.first <= i < sentence.last for i in (*act.source, *act.target))


def test_persons_and_acts_are_seen():
    doc = read(STORY)
    names = {(doc.text(n.first, n.last), n.kind) for n in doc.proposals.names}
    assert ("Ama Tetteh", "person") in names
    acts = {doc.tokens[a.token].text: a.type for a in doc.proposals.acts}
    assert acts.get("met") == "CONSULT"


def test_names_are_seen_in_lower_case():
    text = "yesterday ama tetteh arrived in accra"
    assert ("ama tetteh", "person") in {(text[start:end], kind) for start, end, kind in names_in([text])[0]}


def test_the_same_text_gives_the_same_proposals():
    assert read(STORY).proposals == read(STORY).proposals


def test_rules_alone_read_without_the_model():
    assert read(STORY, rules_only=True).proposals is None


def test_what_passes_between_two_sides_is_given_as_a_distribution():
    text = "Rebels of the northern front attacked the army post."
    found = between(text, (0, 28), (38, 51))
    assert set(found) == {"NONE", *TYPES}
    assert sum(found.values()) == pytest.approx(1, abs=0.01)
    assert max(found, key=found.get) == "ASSAULT"
    assert between(text, (0, 0), (0, 0)) != found


def test_the_scheme_has_plovers_types_and_no_other():
    assert set(TYPES) == set(plover()) - {"OTHER"}
    assert len(set(NAME_KINDS)) == len(NAME_KINDS)


@pytest.mark.parametrize("name", ["reader.onnx", "pairs.npz", "tokenizer.json"])
def test_a_changed_file_of_the_model_is_refused(name, tmp_path, monkeypatch):
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    (folder / name).write_bytes(b"changed")
    monkeypatch.setattr(model, "files", lambda _: tmp_path)
    with pytest.raises(DataError, match=name):
        model.load.__wrapped__()


def test_the_card_names_its_base_and_its_scores():
    card = json.loads((DATA / "model.json").read_text())
    assert "Apache-2.0" in card["base"]
    assert set(card["scores"]) >= {"names", "triggers", "attribution", "roles", "pairs"}
    assert sum((DATA / name).stat().st_size for name in card["sha256"]) < 30e6


@settings(max_examples=15)
@given(st.lists(st.sampled_from(STORY.split()), max_size=40), st.integers(0, 12))
def test_any_fragment_is_read(words, cut):
    text = " ".join(words)[cut:]
    if text.strip():
        doc = read(text)
        assert len(doc.proposals.dealing) == len(doc.tokens)


def test_spans_begin_anew_where_an_inside_mark_follows_nothing():
    probabilities = np.eye(3, dtype=np.float32)[[0, 2, 2, 0, 1, 2]]
    found = list(reading._spans(probabilities, ("O", "B-x", "I-x"), 10))
    assert [(s.first, s.last, s.kind) for s in found] == [(11, 13, "x"), (14, 16, "x")]
