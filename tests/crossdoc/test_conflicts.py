from decimal import Decimal

import made
import pytest

from dragoman.crossdoc import Setting, join
from dragoman.crossdoc.figures import bounds
from dragoman.records import Amount, Claim, Cluster, Conflict, DocumentRecord, Edtf, Origin, Published, Span

MET = "2024-03-05 CONSULT name:ana-rojas:CHL state:PER | Rojas met Peruvian envoys in Lima over the border road"
DEAL = "2024-03-05 SIGNED 1 border road works state:CHL state:PER | The border road works were agreed"


def records(*texts):
    return [record for text in texts for record in made.records_of(made.made_id(text), text)]


def conflicts(found):
    return [item for item in join(found) if isinstance(item, Conflict)]


def test_an_act_that_another_document_denies_is_a_conflict_and_no_cluster():
    told, denied = records(MET, MET.replace("met", "never met"))
    denied = denied.model_copy(update={"modality": "negated"})
    (conflict,) = conflicts([told, denied])
    assert (conflict.kind, conflict.field, set(conflict.values)) == ("polarity", "modality", {"actual", "negated"})
    assert set(conflict.records) == {told.id, denied.id}
    assert not [c for c in join([told, denied]) if isinstance(c, Cluster)]
    assert conflicts([told, records(MET.replace("03-05", "04-05"))[0].model_copy(update={"modality": "negated"})]) == []


def test_an_instrument_that_stands_here_and_has_ended_there_is_a_conflict():
    one, other = records(DEAL, DEAL + " and dropped")
    ended = other.model_copy(update={"status": "cancelled"})
    assert [c.kind for c in conflicts([one, ended])] == ["status"]
    assert conflicts([one, other]) == []
    assert conflicts([one, ended.model_copy(update={"date": Edtf.parse("2024-09-05")})]) == [], "it ended later"


@pytest.mark.parametrize(
    ("figures", "qualifier", "expected"),
    [
        (("100", None, None), "exact", ("100", "100")),
        (("100", None, None), "about", ("90", "110")),
        (("100", None, None), "more-than", ("100", "Infinity")),
        (("100", None, None), "up-to", ("0", "100")),
        ((None, "80", "120"), "range", ("80", "120")),
    ],
)
def test_bounds_are_what_the_words_allow(figures, qualifier, expected):
    assert bounds(figures, qualifier) == tuple(map(Decimal, expected))


def test_debts_within_their_qualifiers_are_one_and_beyond_them_a_conflict():
    exact, near = records(*(f"- DEBT {n} USD state:PER state:CHL | Peru owes" for n in (55, 58)))
    assert [type(found) for found in join([exact, near])] == [Cluster]
    exact, near = (a.model_copy(update={"qualifier": "exact"}) for a in (exact, near))
    assert [type(found) for found in join([exact, near])] == [Cluster, Conflict], "one debt with two figures"
    more = exact.model_copy(update={"qualifier": "more-than"})
    assert [type(found) for found in join([more, near])] == [Cluster]
    assert isinstance(exact, Amount)


def claim(document, speaker, **more):
    words = Span(document_id=document, start=0, end=8, text="they met")
    fields = {"speaker_class": "named", "form": "indirect", "kind": "statement", "polarity": "positive"}
    fields |= {
        "certainty": "certain",
        "content": words,
        "extractor": "made/1",
        "confidence": "low",
    } | more
    return Claim(id=f"claim:{document}", document_id=document, evidence=(words,), speaker=speaker, score=0.1, **fields)


def supported(events, claims=(), setting=None):
    told = [e.model_copy(update={"attributed_to": c.id if c else None}) for e, c in zip(events, claims, strict=False)]
    found = join([*(told or events), *(c for c in claims if c)], setting)
    (cluster,) = [c for c in found if isinstance(c, Cluster) and c.kind == "events"]
    return cluster


def test_two_documents_that_quote_one_minister_have_one_origin():
    events = records(MET, MET + ".")
    assert supported(events).origins == tuple(sorted(e.document_id for e in events))
    quoted = supported(events, [claim(e.document_id, "name:ana-rojas:CHL") for e in events])
    assert quoted.origins == ("name:ana-rojas:CHL",)
    assert quoted.support.score == 0.5 < supported(events).support.score == 0.75


def test_interested_hedged_and_unnamed_words_support_less():
    events = records(MET, MET + ".")
    full = supported(events, [claim(events[0].document_id, "state:PER"), None]).support.score
    for weaker in ({"interested": True}, {"certainty": "hedged"}, {"speaker_class": "anonymous"}):
        support = supported(events, [claim(events[0].document_id, "state:PER", **weaker), None]).support
        assert support.score < full
        assert round(sum(support.parts.values()), 2) == support.score


def test_a_handout_counts_as_the_party_that_handed_it_out():
    events = records(MET, MET + ".")
    origin = Origin(name="Ministry", actor="state:CHL", kind="handout", basis="credit")
    documents = [
        DocumentRecord(id=e.document_id, source="x", published=Published(), status="accepted", origins=(origin,))
        for e in events
    ]
    assert supported(events, setting=Setting(documents)).origins == ("state:CHL",)
