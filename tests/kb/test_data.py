from __future__ import annotations

import csv
import gzip
import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from dragoman.kb import load
from dragoman.kb.packed import lines, sources
from dragoman.records import Actor

DATA = Path(str(files("dragoman.kb") / "data"))
ROOT = Path(__file__).parents[2]
SHEETS = ROOT.parent / "shared" / "kb"
TABLES = ("states", "terms", "organisations", "persons", "tenures", "places")
# A floor under the number of rows: a build that lost a source must not pass.
LEAST = {"states": 259, "terms": 30_000, "organisations": 1_700, "persons": 20_000, "tenures": 30_000, "places": 5_000}


def test_the_data_stay_small():
    assert sum(path.stat().st_size for path in DATA.rglob("*") if path.is_file()) < 8_000_000


@pytest.mark.parametrize("table", TABLES)
def test_every_packed_row_has_a_source(table):
    rows = lines(table)
    assert len(rows) >= LEAST[table]
    assert all(sources()[int(row.rsplit("\t", 1)[1])] for row in rows)


@pytest.mark.parametrize("path", sorted(DATA.glob("*.csv")), ids=lambda path: path.name)
def test_every_hand_written_row_has_a_source(path):
    with path.open(encoding="utf-8", newline="") as sheet:
        rows = list(csv.DictReader(sheet))
    assert rows
    assert all(row["source"] for row in rows)


def test_what_may_not_ship_does_not():
    assert not [
        s for s in sources() if re.search(r"CountryInfo|REIGN|open-data-archive|world-countries|metro-power", s)
    ]


def test_countries_of_all_rows_are_known():
    known = set(load().states) | {""}
    columns = {"terms": 5, "organisations": 3, "tenures": 1, "places": 3}
    for table, column in columns.items():
        assert {row.split("\t")[column] for row in lines(table)} <= known, table


def test_ids_fit_the_records():
    pattern = next(m.pattern for m in Actor.model_fields["id"].metadata if hasattr(m, "pattern"))
    for table, column in (("terms", 4), ("organisations", 0), ("persons", 0)):
        assert not [i for row in lines(table) if not re.fullmatch(pattern, i := row.split("\t")[column])]


def test_terms_point_at_entities():
    kb = load()
    ids = {row.split("\t")[4] for row in lines("terms")}
    assert not [i for i in ids if kb.entity(i) is None]


@pytest.mark.skipif(not SHEETS.exists(), reason="the sheets of facts lie beside the repository of its authors only")
def test_the_build_gives_the_same_bytes(tmp_path):
    for path in DATA.glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    command = [sys.executable, str(ROOT / "scripts" / "build_kb.py"), "--source", str(SHEETS), "--out", str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True)
    for path in (DATA / "packed").iterdir():
        rebuilt = (tmp_path / "packed" / path.name).read_bytes()
        assert gzip.decompress(rebuilt) == gzip.decompress(path.read_bytes()), path.name
