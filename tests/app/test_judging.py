"""Judgements: made through the API, seen in every view, kept over readings that find things elsewhere."""

import json

import made
import pytest

import dragoman.app
from dragoman.errors import UnknownRecord, UsageError
from dragoman.records import Judgement

DEBTS = {
    "a": "- DEBT 55 USD state:PER state:CHL | Peru owes 55",
    "b": "- DEBT 80 USD state:PER state:CHL | Peru owes 80",
}


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(made.article(number), encoding="utf-8")
    for name, line in DEBTS.items():
        (folder / f"{name}.txt").write_text(f"Debt {name}\nPublished 2024-05-01\n{line}\n", encoding="utf-8")
    return folder


@pytest.fixture
def archive(tmp_path, folder):
    with dragoman.app.open(tmp_path / "made.db", tools=made.tools()) as opened:
        opened.read(folder)
        yield opened


@pytest.fixture
def ana(archive):
    return archive.reviewer("Ana")


@pytest.fixture
def ben(archive):
    return archive.reviewer("Ben")


def state(archive):
    """Everything that a reader is shown, without the judgements themselves."""
    holdings = archive.holdings()
    kinds = ("documents", "actors", "events", "gaps", "amounts", "agreements", "claims", "conflicts", "clusters")
    return {kind: holdings.of(kind) for kind in kinds}


def first(archive, kind, number=0):
    return archive.records(kind)[number]


def by_id(archive, key):
    return archive.holdings().by_id.get(key)


def test_accepting_marks_a_record_and_undoing_it_gives_the_first_state_back(archive, ana):
    before, event = state(archive), first(archive, "events")
    judgement = ana.accept(event.id[:14], why="seen it")
    assert by_id(archive, event.id).review == "accepted"
    assert by_id(archive, event.id).model_copy(update={"review": None}) == event
    assert archive.judgements() == [judgement]
    assert (judgement.who, judgement.why, judgement.decision.target.record) == ("Ana", "seen it", event.id)
    undone = ana.undo(judgement.id)
    assert state(archive) == before
    assert archive.standing().undone == (judgement,)
    ana.undo(undone.id)
    assert by_id(archive, event.id).review == "accepted"


def test_a_rejected_record_is_in_no_view_and_nothing_points_to_it(archive, ana):
    event = first(archive, "events")
    ana.reject(event.id)
    assert event not in archive.records("events")
    assert event.id not in [e.ids[0] for e in archive.timeline("CHL", "PER")]
    assert all(event.id not in [r.id for r in found.records] for found in archive.search("Envoys"))
    shown = archive.show(event.id)
    assert (shown.rejected, [j.decision.action for j in shown.judgements]) == (True, ["reject"])


def test_an_edit_keeps_the_id_and_shows_everywhere(archive, ana):
    event = first(archive, "events")
    ana.edit(event.id, "date", "2024-03-20")
    edited = by_id(archive, event.id)
    assert (str(edited.date), edited.review) == ("2024-03-20", "edited")
    assert "2024-03-20" in archive.brief("CHL", "PER")
    assert [str(e.date) for e in archive.timeline("CHL", "PER", since="2024-03-20")] == ["2024-03-20"]


def test_a_state_may_be_named_in_an_edit(archive, ana):
    event = first(archive, "events")
    ana.edit(event.id, "target", ["Brazil"])
    assert by_id(archive, event.id).target == ("state:BRA",)


def test_a_record_made_by_hand_shows_in_every_view_and_export(archive, ana, tmp_path):
    ana.add_line(
        "events", "1.txt", "met in Lima", {"type": "AID", "source": "Brazil", "target": ["PER"], "date": "2024-03-09"}
    )
    (added,) = [e for e in archive.records("events") if e.review == "added"]
    assert (added.extractor, added.source, added.evidence[0].text) == ("person:Ana", ("state:BRA",), "met in Lima")
    assert [e.type for e in archive.timeline("BRA", "PER")] == ["AID"]
    assert "AID" in archive.brief("Brazil", "Peru")
    assert added.id in [r.id for view in archive.actor("Brazil") for r in view.records]
    assert added.id in [r.id for found in archive.search("Lima") for r in found.records]
    assert archive.show(added.id).record == added
    for form in ("jsonl", "csv"):
        archive.export(tmp_path / form, form)
        assert added.id in (tmp_path / form / f"events.{form}").read_text(encoding="utf-8")
        assert "Ana" in (tmp_path / form / f"judgements.{form}").read_text(encoding="utf-8")


@pytest.mark.parametrize(("kind", "fields"), [
    ("agreements", {"parties": ["CHL", "PER"]}),
    ("amounts", {"value": "5", "unit": "USD", "payer": "Peru", "payee": "Chile", "kind": "debt"}),
    ("claims", {"speaker": "Peru"}),
    ("gaps", {"question": "who pays"}),
    ("relations", {"pair": ["Peru", "Chile"], "level": "alliance"}),
    ("programmes", {"name": "the railway", "partners": ["Peru", "Chile"]}),
])  # fmt: skip
def test_every_kind_can_be_made_by_hand(archive, ana, kind, fields):
    before = len(archive.records(kind))
    ana.add(kind, "2.txt", 0, 9, fields)
    assert len(archive.records(kind)) == before + 1


def test_two_people_who_differ_are_both_shown_and_neither_prevails(archive, ana, ben):
    event = first(archive, "events")
    ana.edit(event.id, "date", "2024-03-20")
    ben.edit(event.id, "date", "2024-03-21")
    shown = by_id(archive, event.id)
    assert (shown.date, shown.review) == (event.date, "disputed")
    (dispute,) = archive.standing().disputes
    assert (dispute.about, dispute.question) == (event.id, "its date")
    assert [(p.judgement.who, p.value) for p in dispute.positions] == [("Ana", '"2024-03-20"'), ("Ben", '"2024-03-21"')]
    assert archive.queue()[0].why == "disputed"
    assert "Where reviewers differ" in archive.brief("CHL", "PER")
    ben.edit(event.id, "date", "2024-03-20")
    assert str(by_id(archive, event.id).date) == "2024-03-20"


def test_one_rejects_what_another_accepts(archive, ana, ben):
    event = first(archive, "events")
    ana.accept(event.id)
    ben.reject(event.id)
    assert by_id(archive, event.id).review == "disputed"
    ana.reject(event.id)
    assert by_id(archive, event.id) is None


def test_a_gap_is_closed_by_the_words_that_answer_it(archive, ana):
    gap = first(archive, "gaps")
    document = archive.records("documents")[0].id
    ana.close_gap(gap.id, (document, 0, 4))
    closed = by_id(archive, gap.id)
    assert (closed.status, [s.text for s in closed.closed_by]) == ("closed", [archive.holdings().texts[document][:4]])


def test_a_conflict_is_resolved_or_is_none(archive, ana):
    (conflict,) = archive.records("conflicts")
    judgement = ana.resolve_conflict(conflict.id, holds=conflict.records[1])
    (resolved,) = archive.records("conflicts")
    assert (resolved.holds, resolved.review) == (conflict.records[1], "accepted")
    assert "** holds" in archive.brief("CHL", "PER")
    ana.undo(judgement.id)
    ana.resolve_conflict(conflict.id)
    assert archive.records("conflicts") == []
    assert "Contradictions" not in archive.brief("CHL", "PER")


def test_records_are_put_together_and_taken_apart(archive, ana):
    one, other = archive.records("gaps")[:2]
    apart = one.cluster, other.cluster
    together = ana.merge_records([one.id, other.id])
    assert by_id(archive, one.id).cluster == by_id(archive, other.id).cluster is not None
    ana.undo(together.id)
    assert (by_id(archive, one.id).cluster, by_id(archive, other.id).cluster) == apart
    debts = archive.records("amounts")
    ana.split_records([debt.id for debt in debts])
    assert archive.records("conflicts") == []
    assert [debt.cluster for debt in archive.records("amounts")] == [None, None]


def test_actors_are_merged_and_split(archive, ana, folder):
    line = "- SAYS name:{}:PER state:CHL | {} spoke to Chile."
    for slug, name in (("rosa-quispe", "Rosa Quispe"), ("r-quispe-diaz", "R Quispe Diaz")):
        (folder / f"{slug}.txt").write_text(f"{name}\n{line.format(slug, name)}\n", encoding="utf-8")
    archive.read(folder)
    before = state(archive)
    merged = ana.merge_actors(["name:rosa-quispe:PER", "name:r-quispe-diaz:PER"])
    assert [c.speaker for c in archive.records("claims")] == ["name:rosa-quispe:PER"] * 2
    ana.undo(merged.id)
    assert state(archive) == before
    (claim,) = [c for c in archive.records("claims") if c.speaker == "name:rosa-quispe:PER"]
    ana.split_actor("name:rosa-quispe:PER", [claim.document_id])
    assert by_id(archive, claim.id).speaker == "name:rosa-quispe-2:PER"
    assert "name:rosa-quispe-2:PER" in archive.holdings().actors


def test_a_document_is_marked_as_a_copy_and_as_an_original(archive, ana):
    one, other, *_ = archive.records("documents")
    ana.mark_origin(one.id, copy_of=other.id)
    assert archive.holdings().documents[one.id].copy_of == other.id
    ana.mark_origin(one.id)
    assert archive.holdings().documents[one.id].copy_of is None


def test_a_note_changes_nothing_but_is_there(archive, ana):
    before, event = state(archive), first(archive, "events")
    ana.note(event.id, "ask the embassy")
    assert state(archive) == before
    assert archive.show(event.id).judgements[0].decision.text == "ask the embassy"


def moved(version):
    """A pipeline whose spans all lie a little elsewhere: every id is another."""
    tools = made.tools(version)

    def run(document, *, published=None):
        outcome = tools.run(document, published=published)
        records = []
        for record in outcome.records:
            span = record.evidence[0]
            shorter = span.model_copy(update={"end": span.end - 2, "text": span.text[:-2]})
            said = record.model_dump(mode="json") | {"evidence": [shorter.model_dump()], "id": record.id[:-4] + "0000"}
            records.append(type(record).model_validate(said))
        return outcome.__class__(outcome.document, outcome.text, outcome.actors, tuple(records), outcome.issues)

    return dragoman.app.reading.Tools(read=tools.read, run=run, versions=tools.versions)


def test_judgements_find_their_records_after_a_reading_that_moved_every_span(archive, ana, folder):
    event, gap, conflict = first(archive, "events"), first(archive, "gaps"), first(archive, "conflicts")
    held = by_id(archive, conflict.records[0]).value
    ana.edit(event.id, "date", "2024-03-20")
    ana.reject(gap.id)
    ana.add_line("gaps", "1.txt", "met in Lima", {"question": "why there"})
    ana.resolve_conflict(conflict.id, holds=conflict.records[0])
    with dragoman.app.open(archive.place, tools=moved("2")) as newer:
        newer.read(folder)
        holdings = newer.holdings()
        assert event.id not in holdings.by_id
        assert {str(r.date) for r in holdings.of("events") if r.review == "edited"} == {"2024-03-20"}
        assert len(holdings.of("gaps")) == 3
        (found,) = holdings.of("conflicts")
        assert holdings.by_id[found.holds].value == held
        assert newer.standing().lost == ()


def test_what_finds_nothing_is_listed_and_comes_back_with_its_record(archive, ana, folder):
    event = first(archive, "events")
    judgement = ana.reject(event.id)
    tools = made.tools("2")

    def run(document, *, published=None):
        outcome = tools.run(document, published=published)
        return outcome.__class__(outcome.document, outcome.text, outcome.actors, (), outcome.issues)

    changed = dragoman.app.reading.Tools(read=tools.read, run=run, versions=tools.versions)
    with dragoman.app.open(archive.place, tools=changed) as newer:
        newer.read(folder)
        assert newer.standing().lost == (judgement,)
        assert ("lost", judgement.id) in [(task.why, task.about) for task in newer.queue()]
    archive.read(folder, again=True)
    assert archive.standing().lost == ()
    assert event.id not in [e.id for e in archive.records("events")]


def test_a_conflict_that_is_no_more_is_listed(archive, ana):
    (conflict,) = archive.records("conflicts")
    resolved = ana.resolve_conflict(conflict.id, holds=conflict.records[0])
    gone = ana.reject(conflict.records[1])
    assert archive.records("conflicts") == []
    assert archive.standing().lost == (resolved,)
    ana.undo(gone.id)
    assert archive.standing().lost == ()
    assert archive.records("conflicts")[0].holds == conflict.records[0]


def test_words_that_are_in_no_view_close_no_gap(archive, ana):
    gap = next(g for g in archive.records("gaps") if "round 1" in g.question)
    ana.close_gap(gap.id, ("2.txt", 0, 9))
    assert by_id(archive, gap.id).status == "closed"
    then = archive.holdings(as_of=dragoman.app.known_on("2024-03-02")).by_id[gap.id]
    assert (then.status, then.closed_by) == ("open", ())


def test_what_was_undone_and_done_again_many_times_counts_as_the_last_word(archive, ana):
    key = ana.reject(first(archive, "events").id).id
    for _ in range(11):
        key = ana.undo(key).id
    assert len(archive.records("events")) == 3


def test_judgements_travel_as_json_lines(archive, ana, folder, tmp_path):
    ana.accept(first(archive, "events").id)
    ana.undo(ana.reject(first(archive, "gaps").id).id)
    assert archive.write_judgements(tmp_path / "j.jsonl") == 3
    with dragoman.app.open(tmp_path / "other.db", tools=made.tools()) as other:
        other.read(folder)
        assert other.read_judgements(tmp_path / "j.jsonl") == 3
        assert other.read_judgements(tmp_path / "j.jsonl") == 0
        assert state(other) == state(archive)
        assert other.judgements() == archive.judgements()


def test_a_spoilt_line_takes_in_nothing(archive, ana, tmp_path):
    ana.accept(first(archive, "events").id)
    archive.write_judgements(tmp_path / "j.jsonl")
    line = json.loads((tmp_path / "j.jsonl").read_text())
    (tmp_path / "j.jsonl").write_text(json.dumps(line) + "\n" + json.dumps(line | {"who": "Eve"}) + "\n")
    with dragoman.app.open(tmp_path / "other.db") as other:
        with pytest.raises(UsageError, match="line 2"):
            other.read_judgements(tmp_path / "j.jsonl")
        assert other.judgements() == []


def test_a_judgement_keeps_its_id_through_json(archive, ana):
    judgement = ana.accept(first(archive, "events").id)
    assert Judgement.model_validate_json(judgement.model_dump_json()) == judgement


@pytest.mark.parametrize(
    ("ask", "error", "says"),
    [
        (lambda a, _: a.accept("event:none"), UnknownRecord, "no record"),
        (lambda a, _: a.accept(""), UnknownRecord, "no record"),
        (lambda a, e: a.edit(e, "id", "x"), UsageError, "no field"),
        (lambda a, e: a.edit(e, "modality", "perhaps"), UsageError, "modality"),
        (lambda a, e: a.edit(e, "date", "lately"), UsageError, "EDTF"),
        (lambda a, _: a.add("events", "1.txt", 5, 5, {"type": "AID"}), UsageError, "not in the document"),
        (lambda a, _: a.add("events", "1.txt", 0, 4, {"type": "PARTY"}), UsageError, "type"),
        (lambda a, _: a.add("birds", "1.txt", 0, 4, {}), UsageError, "by hand"),
        (lambda a, _: a.add_line("gaps", "1.txt", "never printed", {"question": "x"}), UsageError, "does not say"),
        (lambda a, _: a.add_line("gaps", "9.txt", "met", {"question": "x"}), UnknownRecord, "no document"),
        (lambda a, e: a.merge_records([e, e]), UsageError, "two or more"),
        (lambda a, _: a.merge_actors(["state:CHL"]), UsageError, "alone"),
        (lambda a, e: a.close_gap(e), UsageError, "no gap"),
        (lambda a, e: a.resolve_conflict(e), UsageError, "no conflict"),
        (lambda a, e: a.note(e, " "), UsageError, "words"),
        (lambda a, _: a.undo("judgement:none"), UnknownRecord, "no judgement"),
        (lambda a, _: a.tenure("state:CHL", "president", "CHL", start="lately"), UsageError, "2024-03"),
    ],
)
def test_what_cannot_be_decided_is_said_with_the_mend(archive, ana, ask, error, says):
    event = first(archive, "events").id
    with pytest.raises(error, match=says) as refused:
        ask(ana, event)
    assert refused.value.mend
    assert archive.judgements() == []


def test_nobody_undoes_what_somebody_else_decided(archive, ana, ben):
    judgement = ana.reject(first(archive, "events").id)
    with pytest.raises(UsageError, match="by Ana"):
        ben.undo(judgement.id)
    ben.accept(judgement.decision.target.record)
    assert by_id(archive, judgement.decision.target.record).review == "disputed"


def test_a_decision_reads_only_the_document_that_it_is_about(archive, ana, monkeypatch):
    event = first(archive, "events")
    monkeypatch.setattr("dragoman.app.looking_up.gather", lambda _: pytest.fail("everything was read"))
    ana.edit(event.id, "date", "2024-03-20")
    ana.accept(event.id)
    ana.add_line("gaps", "1.txt", "met in Lima", {"question": "why"})
    assert ana.edit(event.id, "date", "2024-03-21").decision.was == "2024-03-20"


def test_a_reviewer_has_a_name(archive):
    with pytest.raises(UsageError, match="name"):
        archive.reviewer(" ")


def test_both_databases_keep_judgements_alike(place, folder, tmp_path):
    with dragoman.app.open(place, tools=made.tools()) as opened:
        opened.read(folder)
        before, ana = state(opened), opened.reviewer("Ana")
        made_ = [ana.accept(first(opened, "events").id), ana.reject(first(opened, "gaps").id)]
        made_.append(ana.edit(first(opened, "events").id, "date", "2024-03-20"))
        assert [j.id for j in opened.judgements()] == [j.id for j in made_]
        for judgement in made_:
            ana.undo(judgement.id)
        assert state(opened) == before
        assert opened.check() == []


def test_what_two_readers_see_differently_waits_for_a_person(tmp_path):
    text = tmp_path / "ghana.txt"
    text.write_text("Ghana halted electricity supplies to Togo. Togo extended its tariff on Ghana.", encoding="utf-8")
    with dragoman.app.open(tmp_path / "read.db") as archive:
        archive.read(text)
        differing = {e.id: e for e in archive.records("events") if e.second_reading}
        tasks = {t.about: t for t in archive.queue() if t.why == "differs"}
        assert differing
        assert tasks.keys() == differing.keys()
        for key, event in differing.items():
            assert event.type in tasks[key].words
            assert event.second_reading in tasks[key].words
        archive.reviewer("Ana").accept(next(iter(differing)))
        assert len([t for t in archive.queue() if t.why == "differs"]) == len(differing) - 1
