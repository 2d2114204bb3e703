"""Loaded words by outlet, and what later documents tell of a forecast."""

from dragoman.crossdoc import Setting, framings, outcomes
from dragoman.records import Actor, Claim, DocumentRecord, Edtf, Event, Published, Span, ZoneRecord

LEAD = "Kisumu and Lima speak of the Amboseli pumps"
BODY = "Envoys of Chile and Peru met in Arica near Tacna. "


def span(document, text, words):
    start = text.index(words)
    return Span(document_id=document, start=start, end=start + len(words), text=words)


def document(key, day, text):
    zones = (ZoneRecord(kind="body", start=0, end=text.index("Keep reading") if "Keep reading" in text else len(text)),)
    return DocumentRecord(
        id=key, source=f"{key}.txt", published=Published(edtf=Edtf.parse(day)), zones=zones, status="accepted"
    )


def states(texts):
    for code, name in (("CHL", "Chile"), ("PER", "Peru")):
        found = tuple(span(key, text, name) for key, text in texts.items() if name in text)
        yield Actor(id=f"state:{code}", name=name, schema_="State", country=code, mentions=found)


def claim(key, text, content, form="direct"):
    said = span(key, text, content)
    return Claim(
        id=f"claim:{key}", document_id=key, evidence=(said,), confidence="high", score=0.9, extractor="made",
        speaker_class="vague", form=form, content=said, kind="forecast", polarity="positive", certainty="certain",
    )  # fmt: skip


def event(key, text, words, modality="actual"):
    said = span(key, text, words)
    return Event(
        id=f"event:{key}", document_id=key, evidence=(said,), confidence="high", score=0.9, extractor="made",
        type="COOPERATE", verb=said, modality=modality,
    )  # fmt: skip


def test_a_term_belongs_to_the_name_beside_it_and_to_whoever_says_it():
    text = "The regime in Peru fell. He called it “a regime of thugs”. Keep reading: the dictator."
    texts = {"a": text}
    read = [document("a", "2024-01-01", text)]
    found = framings(read, texts, states(texts), [claim("a", text, "a regime of thugs")])
    assert [(f.term.form, f.about, f.said_by) for f in found] == [
        ("regime", "state:PER", None), ("regime", None, "claim:a"), ("thug", None, "claim:a"),
    ]  # fmt: skip


def test_a_word_that_holds_a_term_is_none():
    text = "Chile changed the regimen of its patients."
    assert framings([document("a", "2024-01-01", text)], {"a": text}, states({"a": text}), []) == []


def told_of(later, modality="actual", day="2024-09-01"):
    first = f"{BODY}Rosa Quispe and Ivo Lagos said the desalination plant would pump water."
    texts = {"a": first, "b": f"{BODY}Rosa Quispe and Ivo Lagos watched. {later}"}
    read = [document("a", "2024-01-01", first), document("b", day, texts["b"])]
    setting = Setting(read, list(states(texts)), texts=texts)
    foretold = claim("a", first, "the desalination plant would pump water", "indirect")
    return outcomes([foretold], [foretold, event("b", texts["b"], later, modality)], setting)


def test_a_later_act_in_the_same_words_is_the_outcome():
    told = told_of("The desalination plant began to pump water.")
    assert [(o.verdict, o.record.id) for o in told["claim:a"]] == [("done", "event:b")]


def test_what_did_not_happen_is_told_as_not_done():
    told = told_of("The desalination plant did not pump water.", "negated")
    assert [o.verdict for o in told["claim:a"]] == ["not done"]


def test_another_act_and_an_earlier_one_are_no_outcome():
    assert told_of("A school opened its gates.") == {}
    assert told_of("The desalination plant began to pump water.", day="2023-09-01") == {}
