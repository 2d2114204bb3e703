"""Small sets in the formats of ECB+ and MEANTIME, written for this test."""

import json

import pytest

from dragoman.errors import UsageError
from dragoman.evaluate import evaluate
from dragoman.evaluate.ecbplus import read_part
from dragoman.evaluate.meantime import read_document

TEXTS = {
    "1_1ecb": "The harbour at Tema reopened after the strike",
    "1_2ecb": "Dockers at Tema ended their strike",
    "2_1ecb": "A strike closed the copper smelter at Ilo",
}
MENTIONS = [
    ("1_1ecb", "reopened", "A"), ("1_1ecb", "strike", "B"), ("1_2ecb", "strike", "B"), ("2_1ecb", "strike", "C"),
]  # fmt: skip


@pytest.fixture
def ecb(tmp_path):
    lines = [f"{doc}\t0\t{n}\t{word}\t-" for doc, text in TEXTS.items() for n, word in enumerate(text.split())]
    (tmp_path / "ECB_Dev_corpus.txt").write_text("\n".join(lines), encoding="utf-8")
    given = [{"doc_id": d, "sent_id": 0, "tokens_str": w, "coref_chain": c} for d, w, c in MENTIONS]
    (tmp_path / "ECB_Dev_Event_gold_mentions.json").write_text(json.dumps(given), encoding="utf-8")
    return tmp_path


def test_the_same_stem_in_a_topic_is_the_baseline_beside_ours(ecb):
    report = evaluate("ecbplus", ecb)
    assert report.row("B3 F1 of same stem in topic (Dev)").score == 1
    assert report.row("B3 F1 (Dev)").items == len(MENTIONS)
    assert report.row("CEAFe F1 of same stem in topic (Dev)").score == 1


def test_a_mention_has_its_sentence_and_topic(ecb):
    found = read_part(ecb, "Dev")
    assert [m.topic for m in found] == ["1", "1", "1", "2"]
    assert found[3].sentence == tuple(TEXTS["2_1ecb"].split())


def test_absent_or_broken_data_are_refused(ecb, tmp_path):
    (ecb / "ECB_Dev_corpus.txt").unlink()
    with pytest.raises(UsageError, match="Dev cannot be read"):
        evaluate("ecbplus", ecb)
    (tmp_path / "none").mkdir()
    for name in ("ecbplus", "meantime"):
        with pytest.raises(UsageError, match="expected"):
            evaluate(name, tmp_path / "none")


CAT = """<Document doc_name="{name}">
<token t_id="1" sentence="0">Dockers</token><token t_id="2" sentence="0">strike</token>
<token t_id="3" sentence="7">strike</token>
<Markables>
<EVENT_MENTION m_id="10"><token_anchor t_id="2"/></EVENT_MENTION>
<EVENT_MENTION m_id="11"><token_anchor t_id="3"/></EVENT_MENTION>
<EVENT m_id="20" instance_id="{instance}"/>
</Markables>
<Relations><REFERS_TO r_id="1"><source m_id="10"/><source m_id="11"/><target m_id="20"/></REFERS_TO></Relations>
</Document>"""


def test_meantime_counts_the_first_sentences_and_chains_by_instance(tmp_path):
    corpus = tmp_path / "corpus_docks"
    corpus.mkdir()
    for name in ("a", "b"):
        (corpus / f"{name}.xml").write_text(CAT.format(name=name, instance="I1"), encoding="utf-8")
    assert [m.chain for m in read_document(corpus / "a.xml", "docks")] == ["I1"], (
        "sentence 7 is not annotated throughout"
    )
    report = evaluate("meantime", tmp_path)
    assert report.row("B3 F1 (docks)").score == report.row("B3 F1 of same stem in topic (docks)").score == 1
    (corpus / "c.xml").write_text("<Document>", encoding="utf-8")
    with pytest.raises(UsageError, match=r"c\.xml cannot be read"):
        evaluate("meantime", tmp_path)
