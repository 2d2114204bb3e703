import re

import pytest

from dragoman.errors import UsageError
from dragoman.records import KINDS as ALL
from dragoman.web.hand import KINDS, fields_of, values_of


def event(archive):
    return archive.records("events")[0]


def test_a_form_has_every_field_that_a_line_can_say_and_none_that_is_computed():
    names = {kind: {field.name for field in fields_of(kind)} for kind in KINDS}
    assert {"type", "source", "target", "date", "due", "modality"} <= names["events"]
    assert not {"id", "evidence", "score", "verb", "place", "participants", "cluster"} & names["events"]
    modality = next(field for field in fields_of("events") if field.name == "modality")
    assert set(modality.choices) == {"actual", "planned", "negated", "hypothetical"}
    for kind in KINDS:
        assert names[kind] <= {f.alias or n for n, f in ALL[kind].model_fields.items()}
        assert all(field.meaning for field in fields_of(kind))
    with pytest.raises(UsageError):
        fields_of("issues")


def test_what_a_form_says_becomes_values_of_the_contract():
    said = values_of(
        "agreements", {"parties": "state:CHL; PER,", "count": "9", "disclosed": "no", "title": "", "x": "y"}
    )
    assert said == {"parties": ["state:CHL", "PER"], "count": 9, "disclosed": False, "title": None}
    with pytest.raises(UsageError, match="no number"):
        values_of("agreements", {"count": "٣٣"})


def test_only_what_was_changed_is_judged(small, archive):
    record = event(archive)
    page = small.get(f"/edit?record={record.id}").text
    said = dict(re.findall(r'name="(field-\w+)" value="([^"]*)"', page))
    chosen = {name: found for name in ("type", "modality") for found in [getattr(record, name)]}
    sent = said | {f"field-{name}": value for name, value in chosen.items()}
    answer = small.submit("/edit", about=record.id, who="Ana", why="misread", **sent | {"field-type": "AID",
                          "field-target": "PER; BRA"})  # fmt: skip
    assert answer.status_code == 303, answer.text
    edits = [j.decision for j in archive.judgements()]
    assert {(d.field, str(d.value)) for d in edits} == {("type", "AID"), ("target", "['state:PER', 'state:BRA']")}
    assert "edited" in small.get(f"/records/{record.id}").text
    assert small.submit("/edit", about=record.id, who="Ana", **sent | {"field-type": "AID", "field-target":
                        "state:PER; state:BRA"}).status_code == 400  # fmt: skip


def test_a_value_that_the_contract_does_not_know_is_refused_with_those_it_does(small, archive):
    answer = small.submit("/edit", about=event(archive).id, who="Ana", **{"field-modality": "perhaps"})
    assert answer.status_code == 400
    assert "hypothetical" in answer.text
    assert archive.judgements() == []


def test_a_missed_record_is_added_on_selected_words(small, archive):
    document = archive.records("documents")[0].id
    text = archive.show(document).texts[document]
    start = text.index("Nobody said")
    for asked in (f"start={start}&end={start + 11}", "words=Nobody said"):
        page = small.get(f"/write?document={document}&kind=claims&{asked}").text
        assert f'name="start" value="{start}"' in page
        assert "Nobody said" in re.search(r"<mark>(.*?)</mark>", page)[1]
    fields = {"field-speaker": "state:PER", "field-kind": "denial"}
    answer = small.submit("/write", document=document, kind="claims", start=start, end=start + 11, who="Ana", **fields)
    assert answer.status_code == 303, answer.text
    (made,) = archive.records("claims")
    assert (made.evidence[0].text, made.speaker, made.extractor) == ("Nobody said", "state:PER", "person:Ana")
    page = small.get(answer.headers["location"])
    assert page.status_code == 200
    assert "Nobody said" in page.text


@pytest.mark.parametrize("asked", ["words=nowhere", "start=5&end=999999", "start=7&end=7", "words="])
def test_words_that_are_not_there_are_refused(small, archive, asked):
    document = archive.records("documents")[0].id
    assert small.get(f"/write?document={document}&{asked}").status_code == 400


def test_two_records_are_told_apart_and_made_one(small, archive):
    first, second = [record.id for record in archive.records("events")][:2]
    assert (
        small.submit("/review", action="merge", about=first, other=second, who="Ana", back="record").status_code == 303
    )
    joined = {record.id: record.cluster for record in archive.records("events")}
    assert joined[first] == joined[second] is not None
    page = small.get(f"/records/{first}").text
    assert f'name="other" value="{second}"' in page
    small.submit("/review", action="split", about=first, other=second, who="Ana", back="record")
    joined = {record.id: record.cluster for record in archive.records("events")}
    assert joined[first] is None or joined[first] != joined[second]


def test_actors_are_made_one_and_told_apart(small, archive):
    answer = small.submit(
        "/review", action="merge-actors", about="state:CHL", other="state:BRA", who="Ana", back="actor"
    )
    assert answer.headers["location"].startswith("/actors/state:CHL?done=")
    assert archive.judgements()[-1].decision.into == "state:CHL"
    document = archive.records("documents")[0].id
    small.submit("/review", action="split-actor", about="state:PER", other=document, who="Ana", back="actor")
    assert archive.judgements()[-1].decision.in_documents == (document,)
    assert small.get("/actors/state:PER").status_code == 200


def test_what_somebody_was_unsure_of_comes_last(desk, examples):
    queue = re.search(r'name="about" value="([^"]+)"', desk.get("/review").text)[1]
    total = len(examples.queue())
    answer = desk.submit("/review", page="/add", action="unsure", about=queue, who="Ana", why="two readings")
    assert answer.status_code == 303
    desk.app.state.desk.judged.clear()
    found = [re.search(r'name="about" value="([^"]+)"', desk.get(f"/review?at={n}").text)[1] for n in range(total)]
    assert found.index(queue) == total - 1
    note = examples.judgements()[-1]
    assert note.decision.text == "unsure: two readings"
    desk.submit("/review", page="/add", action="undo", judgement=note.id, about=queue, who="Ana")


def test_a_conflict_is_settled(tmp_path):
    import made
    from desks import visitor

    import dragoman.app

    with dragoman.app.open(tmp_path / "a.db", tools=made.tools()) as archive:
        for n in (55, 80):
            text = f"2024-03-05 DEBT {n} USD state:PER state:CHL | Peru owes Chile about {n} dollars."
            archive.read_bytes(f"{n}.txt", text.encode())
        conflict = archive.records("conflicts")[0]
        with visitor(archive) as desk:
            page = desk.get(f"/records/{conflict.id}").text
            held = conflict.records[1]
            assert f'name="holds" value="{held}"' in page
            desk.submit("/review", action="holds", about=conflict.id, holds=held, who="Ana", back="record")
        assert archive.records("conflicts")[0].holds == held


def test_a_reader_writes_nothing(archive, tmp_path):
    from desks import ORIGIN, visitor

    from dragoman.web import Keys
    from dragoman.web.keys import new_token

    token = new_token(tmp_path / "tokens", "reader")
    with visitor(archive, host="0.0.0.0", names=("testserver",), keys=Keys.read(tmp_path / "tokens")) as desk:  # noqa: S104
        desk.post("/login", data={"token": token}, headers={"Origin": ORIGIN})
        record = event(archive).id
        assert "This token may read" in desk.get(f"/edit?record={record}").text
        for path in ("/edit", "/write"):
            assert desk.post(path, data={"about": record, "who": "Eve"}, headers={"Origin": ORIGIN}).status_code == 403
    assert archive.judgements() == []
