import pytest

import dragoman.app
import dragoman.app.archive
from dragoman.export import BUILT_IN
from dragoman.records import KINDS


def event_id(folder):
    with dragoman.app.open(folder.parent / "made.db") as archive:
        return archive.records("events")[0].id


def test_reading_ends_with_a_table(folder, call, tmp_path):
    code, out, err = call("read", folder)
    assert code == 0
    assert [line.split() for line in out.splitlines()][:3] == [["accepted", "3"], ["refused", "0"], ["actors", "6"]]
    assert f"store: {tmp_path / 'made.db'}" in err
    code, out, err = call("read", folder)
    assert ["read", "before", "3"] in [line.split() for line in out.splitlines()]
    assert "nothing new" in err


def test_refused_documents_are_told_with_their_reason_and_the_others_are_in(folder, call):
    (folder / "empty.txt").write_text("")
    (folder / "crash.txt").write_text("CRASH")
    code, out, err = call("read", folder)
    assert code == 1
    assert "empty.txt: the file is empty [empty]" in err
    assert "crash.txt: ValueError: a made crash [crash]" in err
    assert ["accepted", "3"] in [line.split() for line in out.splitlines()]


def test_the_brief_goes_to_the_screen_or_a_file(read, tmp_path):
    code, out, err = read("brief", "Chile", "peruvian", "--since", "2024-03-02")
    assert code == 0
    assert out.startswith("# Chile and Peru\n")
    assert "store: " in err
    assert "store: " not in out
    assert read("brief", "Chile", "peruvian", "--since", "2024-03-02", "--out", tmp_path / "b.md")[:2] == (0, "")
    assert (tmp_path / "b.md").read_text(encoding="utf-8") == out


def test_a_brief_on_one_actor_needs_one_name(read):
    code, out, _ = read("brief", "Chile")
    assert (code, out.splitlines()[0]) == (0, "# Chile")
    assert "- Peru: 3 events" in out
    assert read("brief", "Atlantis")[0] == 2
    code, _, err = read("brief", "e")
    assert (code, "name one by its id: state:CHL (Chile)" in err) == (2, True)


@pytest.mark.parametrize("name", ["b.html", "b.docx"])
def test_a_brief_takes_the_form_of_its_file(read, tmp_path, name):
    assert read("brief", "CHL", "PER", "--out", tmp_path / name)[:2] == (0, "")
    assert read("brief", "CHL", "PER", "--format", name[2:], "--out", tmp_path / "other")[:2] == (0, "")
    assert (tmp_path / name).read_bytes() == (tmp_path / "other").read_bytes()
    code, _, err = read("brief", "CHL", "PER", "--format", name[2:])
    assert code == 2
    assert "--out" in err


def test_documents_are_cited(read, folder):
    code, out, _ = read("cite", event_id(folder)[:15])
    assert (code, len(out.splitlines())) == (0, 1)
    assert out.startswith("“Article ")
    assert len(read("cite", "all")[1].splitlines()) == 3
    assert read("cite", "all", "--style", "bibtex")[1].count("@article{") == 3
    assert read("cite", "all", "--style", "mla")[0] == 2


def test_the_help_of_export_names_every_format(call):
    out = call("export", "--help")[1]
    for form in BUILT_IN:
        line = next(line for line in out.splitlines() if line.split()[:1] == [form.name])
        assert line.split(maxsplit=1)[1].strip() == form.about


def test_full_texts_are_left_out_where_that_is_asked(read, tmp_path):
    for asked in ("--fulltext", "--no-fulltext"):
        assert read("export", "--format", "ftm", asked, "--out", tmp_path / asked)[0] == 0
    held = ["bodyText" in (tmp_path / n / "entities.ftm.json").read_text() for n in ("--fulltext", "--no-fulltext")]
    assert held == [True, False]


def test_the_timeline_has_a_line_an_event(read, folder):
    code, out, _ = read("timeline", "CHL", "PER")
    assert code == 0
    assert [line.split()[:2] for line in out.splitlines()] == [[f"2024-03-0{n}", "CONSULT"] for n in (1, 2, 3)]
    assert event_id(folder) in out


def test_show_gives_evidence_in_context_and_the_reason(read, folder):
    code, out, _ = read("show", event_id(folder)[:15])
    assert code == 0
    assert "Envoys of Chile and Peru met in Lima" in out
    assert "why: made/1, confidence medium (0.70)" in out
    assert "Chile <state:CHL>" in out
    with dragoman.app.open(folder.parent / "made.db") as archive:
        document = archive.records("documents")[0]
    code, out, _ = read("show", document.id[:8])
    assert code == 0
    assert document.source in out


def test_actor_and_search_answer(read):
    code, out, _ = read("actor", "peru")
    assert code == 0
    assert out.splitlines()[0].startswith("Peru")
    assert out.count("CONSULT") == 3
    code, out, _ = read("search", "round", "2", "--limit", "1")
    assert code == 0
    assert "Article 2" in out
    code, out, err = read("search", "nowhere")
    assert (code, out) == (0, "")
    assert "no paragraph" in err


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_export_writes_every_kind(read, tmp_path, form):
    code, out, _ = read("export", "--format", form, "--out", tmp_path / "out")
    assert code == 0
    assert {line.split()[0] for line in out.splitlines()} == set(KINDS)
    assert {path.name for path in (tmp_path / "out").iterdir()} == {f"{kind}.{form}" for kind in KINDS}


def test_the_store_can_be_named_before_and_after_the_command(folder, call, tmp_path):
    assert call("--store", tmp_path / "a.db", "read", folder)[0] == 0
    assert call("read", folder, "--store", tmp_path / "b.db")[0] == 0
    assert (tmp_path / "a.db").exists()
    assert (tmp_path / "b.db").exists()
    assert (
        "store: " + str(tmp_path / "b.db")
        in call("--store", tmp_path / "a.db", "search", "x", "--store", tmp_path / "b.db")[2]
    )


def test_text_of_articles_is_never_markup_nor_moves_the_cursor(folder, call):
    hostile = (
        "2024-03-05 CONSULT state:CHL state:PER | [bold]Met[/bold] [link=http://x]here[/link] \x1b[31mred\x07 [/]\n"
    )
    (folder / "hostile.txt").write_text("[red]Title[/red]\n" + hostile, encoding="utf-8")
    call("read", folder)
    for command in (("timeline", "CHL", "PER"), ("search", "Met"), ("actor", "Chile"), ("show", "events:")):
        _, out, err = call(*command)
        assert "\x1b" not in out + err
        assert "\x07" not in out + err
    assert "[bold]Met[/bold] [link=http://x]here[/link]" in call("timeline", "CHL", "PER")[1]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("timeline", "Chile"), 2, "Missing argument"),
        (("brief", "Chile", "Peruu"), 2, "Peru"),
        (("brief", "Chile", "Peru", "--since", "soon"), 2, "2024-03-05"),
        (("dance",), 2, "No such command"),
        (("show", "events:0000none"), 2, "no record"),
        (("actor", "Chille"), 2, "chile"),
        (("export", "--format", "xls", "--out", "x"), 2, "jsonl, csv, xlsx"),
        (("read", "missing.txt"), 2, "found nothing"),
        (("clean", "missing.txt"), 2, "No such file"),
        (("timeline", "CHL", "PER", "--store", "/proc/none/x.db"), 3, "not there"),
        (("timeline", "CHL", "PER", "--store", "none.db"), 2, "read some articles first"),
    ],
)
def test_a_mistake_is_one_line_with_its_exit_code(read, monkeypatch, tmp_path, arguments, code, says):
    monkeypatch.chdir(tmp_path)
    got, out, err = read(*arguments)
    lines = [line for line in err.splitlines() if not line.startswith("store: ")]
    assert (got, out, len(lines)) == (code, "", 1)
    assert says in lines[0]


def test_an_interruption_says_what_is_safe(folder, call, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(dragoman.app.archive.Archive, "read", interrupted)
    code, _, err = call("read", folder)
    assert code == 130
    assert "kept" in err


def test_a_fault_of_our_own_is_exit_code_three(folder, call, monkeypatch):
    def faulty(*_, **__):
        raise ZeroDivisionError

    monkeypatch.setattr(dragoman.app.archive.Archive, "read", faulty)
    code, _, err = call("read", folder)
    assert code == 3
    assert err.splitlines()[-1].startswith("dragoman: a fault in Dragoman itself (ZeroDivisionError)")


def test_version_names_what_decides_results(call):
    code, out, _ = call("version")
    assert code == 0
    assert {line.split()[0] for line in out.splitlines()} >= {"dragoman", "core", "spacy"}
