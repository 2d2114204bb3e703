"""What users feed it, through the real readers and pipeline: each a one-line reason, a right exit code."""

import ctypes
import os
import subprocess
import sys

import pytest

GOOD = "Chilean President Gabriel Boric met Peruvian President Dina Boluarte in Lima on 5 March 2024.\n\nThey talked.\n"


def dragoman(*arguments, cwd, text=None, **more):
    command = [sys.executable, "-m", "dragoman", *map(str, arguments)]
    plain = {name: value for name, value in os.environ.items() if name != "DRAGOMAN_STORE"}
    return subprocess.run(
        command, cwd=cwd, env=plain, input=text, capture_output=True, timeout=120, check=False, **more
    )


def complaint(result):
    lines = [
        line for line in result.stderr.decode().splitlines() if line and not line.startswith(("store: ", "nothing"))
    ]
    assert "Traceback" not in result.stderr.decode()
    assert len(lines) == 1, lines
    return lines[0]


@pytest.fixture(scope="module")
def bad(tmp_path_factory):
    """One reading of a good article among bad ones."""
    folder = tmp_path_factory.mktemp("bad")
    (folder / "in").mkdir()
    contents = {
        "a-empty.txt": b"",
        "b-binary.txt": bytes(range(256)) * 40,
        "c-undecodable.txt": b"Chile" + b"\x00\xff\xfe\x81\x8d\x90\x9d" * 30,
        "d-line.txt": b"word " * 1_000_000,
        "e-good.txt": GOOD.encode(),
    }
    for name, content in contents.items():
        (folder / "in" / name).write_bytes(content)
    return folder, dragoman("read", "in", cwd=folder)


def test_bad_files_are_refused_each_in_one_line_and_the_good_one_is_in(bad):
    folder, result = bad
    assert result.returncode == 1
    err = result.stderr.decode()
    refused = [line for line in err.splitlines() if line.startswith("refused: ")]
    for name in ("a-empty", "b-binary", "c-undecodable", "d-line"):
        assert sum(name in line for line in refused) == 1, err
    assert len(refused) == 4
    assert "Traceback" not in err
    assert result.stdout.decode().splitlines()[0].split() == ["accepted", "1"]
    found = dragoman("search", "Boluarte", cwd=folder)
    assert found.returncode == 0
    assert "e-good.txt" in found.stdout.decode()


def test_refusals_are_recorded_and_told_again(bad):
    folder, _ = bad
    again = dragoman("read", "in", cwd=folder)
    assert again.returncode == 1
    assert again.stderr.decode().count("refused: ") == 4
    assert dragoman("export", "--out", "out", cwd=folder).returncode == 0
    assert (folder / "out" / "documents.jsonl").read_text().count('"status":"refused"') == 4


def test_a_folder_without_articles_and_a_missing_path_are_wrong_use(tmp_path):
    (tmp_path / "none").mkdir()
    for name in ("none", "missing.txt"):
        result = dragoman("read", name, cwd=tmp_path)
        assert result.returncode == 2
        assert name in complaint(result)


def test_standard_input_and_clean(tmp_path):
    assert dragoman("read", "-", cwd=tmp_path, text=GOOD.encode()).returncode == 0
    cleaned = dragoman("clean", "-", cwd=tmp_path, text=b"The talks were heldin Lima .")
    assert cleaned.returncode == 0
    assert cleaned.stdout.decode().startswith("The talks were held in Lima")
    assert b"edits" in cleaned.stderr


def test_a_read_only_store_answers_but_takes_nothing(tmp_path):
    (tmp_path / "a.txt").write_text(GOOD)
    assert dragoman("read", "a.txt", cwd=tmp_path).returncode == 0
    before = (tmp_path / "dragoman.db").read_bytes()
    (tmp_path / "b.txt").write_text(GOOD + "More.")
    person = _without_rights(tmp_path)
    result = dragoman("read", "b.txt", cwd=tmp_path, **person)
    assert result.returncode == 3
    assert "read-only" in complaint(result)
    answer = dragoman("search", "Boluarte", cwd=tmp_path, **person)
    assert (answer.returncode, b"a.txt" in answer.stdout) == (0, True), answer.stderr
    assert (tmp_path / "dragoman.db").read_bytes() == before


def _without_rights(folder):
    """Take the right to write from everybody; root, whom that does not stop, calls without that power."""
    (folder / "dragoman.db").chmod(0o444)
    folder.chmod(0o555)
    return {"preexec_fn": _bound_by_permissions} if os.geteuid() == 0 else {}


def _bound_by_permissions():
    drop, override = 24, 1  # PR_CAPBSET_DROP, CAP_DAC_OVERRIDE of linux/prctl.h and linux/capability.h
    if ctypes.CDLL(None, use_errno=True).prctl(drop, override, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "the right to override permissions cannot be dropped")


def test_help_is_fast_and_loads_no_parser_and_no_database(tmp_path):
    code = (
        "import sys; from dragoman.cli.program import run; run(['--help']); print(sorted(sys.modules), file=sys.stderr)"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, check=True)
    for heavy in ("'spacy'", "'sqlalchemy'", "'sqlite3'", "'alembic'"):
        assert heavy not in result.stderr.decode()
