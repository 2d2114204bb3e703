"""What people decide, compare, take in and take out on the command line."""

import made
import pytest

import dragoman.app
import dragoman.app.archive
from dragoman.cli.program import run


@pytest.fixture
def folder(tmp_path, monkeypatch):
    place = tmp_path / "articles"
    place.mkdir()
    for number in range(3):
        (place / f"{number}.txt").write_text(made.article(number), encoding="utf-8")
    for name, figure in (("a", "55"), ("b", "80")):
        line = f"- DEBT {figure} USD state:PER state:CHL | Peru owes {figure}"
        (place / f"{name}.txt").write_text(f"Debt {name}\nPublished 2024-05-01\n{line}\n")
    monkeypatch.setattr(dragoman.app.archive.Archive, "_reading_tools", lambda _: made.tools())
    monkeypatch.setenv("DRAGOMAN_STORE", str(tmp_path / "made.db"))
    monkeypatch.setenv("DRAGOMAN_WHO", "Ana")
    monkeypatch.setenv("COLUMNS", "300")
    return place


@pytest.fixture
def call(folder, capsys):
    def called(*arguments):
        code = run([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return code, out, err

    assert called("read", folder)[0] == 0
    return called


@pytest.fixture
def archive(call, tmp_path):
    with dragoman.app.open(tmp_path / "made.db", tools=made.tools()) as opened:
        yield opened


def test_a_decision_is_made_shown_and_undone(call, archive):
    event = archive.records("events")[0].id
    code, out, _ = call("review", "edit", event, "date=2024-03-20", "--why", "the communiqué")
    assert (code, out.split()[0]) == (0, "edit")
    assert "2024-03-20" in call("timeline", "CHL", "PER")[1]
    assert "judged: edit by Ana — the communiqué" in call("show", event)[1]
    listed = call("judgements", "list")[1]
    assert "date = 2024-03-20" in listed
    judgement = archive.judgements()[0].id
    assert call("review", "undo", judgement)[0] == 0
    assert "(undone)" in call("judgements", "list")[1]
    assert "2024-03-20" not in call("timeline", "CHL", "PER")[1]


def test_a_record_is_added_in_one_line(call, archive):
    words = ("review", "add", "events", "1.txt", "met in Lima", "type=AID", "source=Brazil", "target=Peru,CHL")
    assert call(*words)[0] == 0
    (added,) = [e for e in archive.records("events") if e.review == "added"]
    assert (added.source, added.target, added.extractor) == (("state:BRA",), ("state:PER", "state:CHL"), "person:Ana")


@pytest.mark.parametrize(
    "decision",
    [
        "accept EVENT",
        "reject EVENT --who Ben",
        "note EVENT again",
        "close GAP --by 1.txt:0-4",
        "resolve CONFLICT --holds SECOND",
        "split FIRST SECOND",
        "origin 1.txt --copy-of 2.txt",
        "alias state:PER Condoria",
        "tenure state:PER president Peru --start 2020",
        "merge state:PER state:BRA",
        "split state:PER --in 1.txt",
    ],
)
def test_every_decision_has_its_command(call, archive, decision):
    event, gap, conflict = (archive.records(kind)[0] for kind in ("events", "gaps", "conflicts"))
    first, second = conflict.records
    known = {"EVENT": event.id, "GAP": gap.id, "CONFLICT": conflict.id, "FIRST": first, "SECOND": second}
    code, out, err = call("review", *(known.get(word, word) for word in decision.split()))
    assert code == 0, err
    assert archive.judgements()[0].id in out


def test_the_queue_is_worked_through(call, archive, monkeypatch):
    conflict = archive.records("conflicts")[0]
    answers = iter(["what", "n look again", "h nothing", f"h {conflict.records[1]}", "q"])
    monkeypatch.setattr("typer.prompt", lambda *_, **__: next(answers))
    code, out, err = call("review")
    assert code == 0
    assert "1 of 1  conflict: value: " in out
    assert "no record has the id 'nothing'" in err
    assert archive.records("conflicts")[0].holds == conflict.records[1]
    assert [j.decision.action for j in archive.judgements()] == ["note", "resolve-conflict"]
    assert "nothing waits" in call("review")[2]


def test_the_last_decision_in_the_queue_can_be_undone(call, archive, monkeypatch):
    gap = archive.records("gaps")[0].id
    archive.reviewer("Ana").accept(gap)
    archive.reviewer("Ben").reject(gap)
    answers = iter(["n see", "u", "u", "s", "q"])
    monkeypatch.setattr("typer.prompt", lambda *_, **__: next(answers))
    code, _, err = call("review")
    assert code == 0
    assert "undone by judgement:" in err
    assert "nothing to undo" in err
    assert len(archive.standing().in_force) == 2


def test_judgements_go_to_another_store(call, archive, tmp_path, folder):
    call("review", "reject", archive.records("events")[0].id)
    assert "1 judgements written" in call("judgements", "export", tmp_path / "j.jsonl")[2]
    other = ("--store", tmp_path / "other.db")
    assert call(*other, "read", folder)[0] == 0
    assert "1 new judgements" in call(*other, "judgements", "import", tmp_path / "j.jsonl")[2]
    assert len(call(*other, "timeline", "CHL", "PER")[1].splitlines()) == 2


def test_two_runs_are_compared(call, folder, monkeypatch):
    tools = made.tools("2")

    def otherwise(document, *, published=None):
        outcome = tools.run(document, published=published)
        changed = []
        for record in outcome.records:
            if record.id.startswith("gaps") and "round 2" in record.question:
                continue
            changed.append(record.model_copy(update={"score": 0.1, "confidence": "low"}))
        return outcome.__class__(outcome.document, outcome.text, outcome.actors, tuple(changed), outcome.issues)

    assert call("diff")[0] == 2
    newer = dragoman.app.reading.Tools(read=tools.read, run=otherwise, versions=tools.versions)
    monkeypatch.setattr(dragoman.app.archive.Archive, "_reading_tools", lambda _: newer)
    assert call("read", folder)[0] == 0
    code, out, err = call("diff", "1", "2")
    assert code == 0
    assert [line[0] for line in out.splitlines()].count("-") == 1
    assert "~ events CONSULT" in out
    assert "confidence" in out
    assert "0 added, 1 gone, 7 changed" in err
    assert [line.split()[0] for line in call("store", "runs")[1].splitlines()] == ["1", "2"]
    assert call("diff", "1", "9")[0] == 2


def test_news_are_what_came_since_one_last_looked(call, folder):
    first = call("news", "CHL", "PER")
    assert "New records" in first[1]
    assert "New contradictions" in first[1]
    assert "nothing new" in call("news", "CHL", "PER")[2]
    (folder / "9.txt").write_text(made.article(9), encoding="utf-8")
    call("read", folder)
    code, out, _ = call("news", "Peru", "Chile")
    assert code == 0
    assert out.count("round 9") == 2
    assert "round 1" not in out
    assert "round 9" in call("news", "CHL", "PER", "--who", "Ben")[1]
    assert "round 9" in call("news", "CHL", "PER", "--since", "2020")[1]


def test_a_document_is_taken_out_for_good(call, folder, archive, tmp_path):
    (gap,) = [g for g in archive.records("gaps") if "round 1" in g.question]
    call("review", "accept", gap.id)
    code, _, err = call("forget", "1.txt", "--yes", "--why", "asked for")
    assert (code, "with 1 judgements" in err) == (0, True)
    assert call("search", "round", "1")[1] == ""
    content = b"".join(path.read_bytes() for path in tmp_path.glob("made.db*"))
    assert b"for round 1." not in content
    assert b"for round 2." in content
    code, _, err = call("read", folder)
    assert (code, "taken out on" in err) == (1, True)
    assert call("read", folder, "--again")[0] == 0
    assert call("search", "round", "1")[1] != ""


def test_a_store_is_checked_copied_and_filled_again(call, archive, tmp_path):
    assert "all is as it should be" in call("store", "check")[2]
    call("review", "reject", archive.records("events")[0].id)
    assert "5 documents, 1 judgements" in call("store", "backup", tmp_path / "copy.db")[2]
    assert call("store", "backup", tmp_path / "copy.db")[0] == 2
    other = ("--store", tmp_path / "new.db")
    assert "5 documents, 1 judgements" in call(*other, "store", "restore", tmp_path / "copy.db")[2]
    assert call(*other, "store", "restore", tmp_path / "copy.db")[0] == 2
    assert call(*other, "brief", "CHL", "PER")[1] == call("brief", "CHL", "PER")[1]


def test_faults_are_told_one_a_line(call, tmp_path):
    import sqlite3

    with sqlite3.connect(tmp_path / "made.db") as raw:
        raw.execute("UPDATE records SET body = replace(body, 'Nobody', 'Somebody')")
    raw.close()
    code, _, err = call("store", "check")
    assert code == 1
    assert "3 faults" in err
    assert "do not read" in err or "breaks the contract" in err


def test_views_look_back(call):
    assert len(call("timeline", "CHL", "PER", "--as-of", "2024-03-02")[1].splitlines()) == 2
    assert call("timeline", "CHL", "PER", "--as-of", "2020", "--by", "ingested")[1] == ""
    assert call("timeline", "CHL", "PER", "--as-of", "2024", "--by", "sundial")[0] == 2
    assert "round 2" not in call("brief", "CHL", "PER", "--as-of", "2024-03-02")[1]


def test_a_sheet_is_imported(call, tmp_path):
    (tmp_path / "mine.csv").write_text("Who,When\nChile and Peru,2021\nAtlantis,2022\n")
    code, out, err = call("import", "agreements", tmp_path / "mine.csv", "--map", "parties=Who", "--map", "date=When")
    assert code == 1
    assert "1 rows taken in, 0 join what was read, 1 wait" in out
    assert "Atlantis" in err
    assert call("import", "agreements", tmp_path / "mine.csv", "--map", "Who")[0] == 2


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("review", "accept", "event:none"), "no record"),
        (("review", "edit", "EVENT", "date"), "FIELD=VALUE"),
        (("review", "edit", "EVENT", "place={"), "no JSON"),
        (("review", "close", "GAP", "--by", "nowhere"), "DOC:START-END"),
        (("judgements", "import", "none.jsonl"), "cannot be read"),
        (("forget", "none.txt", "--yes"), "no document"),
        (("news", "CHL", "PER", "--since", "lately"), "no date"),
    ],
)
def test_wrong_use_is_one_line(call, archive, words, says):
    known = {"EVENT": archive.records("events")[0].id, "GAP": archive.records("gaps")[0].id}
    code, _, err = call(*(known.get(word, word) for word in words))
    assert code == 2
    assert says in err
