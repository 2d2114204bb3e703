"""PLOVER and CAMEO files: what took place or was said, sides with sectors, codes that frames carry."""

import json

import pytest

from dragoman import app
from dragoman.errors import UsageError
from dragoman.kb.cameo import UNKNOWN, actor_code, sector_code

TEXT = (
    "LIMA, 5 March 2024 - Peru's foreign minister received the Bolivian premier in Lima on Monday. Peru recalled its "
    "ambassador to Chile. Bolivia did not expel Chilean diplomats. Bolivia will meet Peru in May. Chile might ban "
    "Peruvian grapes."
)


@pytest.fixture
def written(tmp_path):
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")

    def export(form: str):
        with app.open(tmp_path / "store.db") as archive:
            archive.read(tmp_path / "one.txt")
            counts = archive.export(tmp_path / form, form)
        (path,) = (tmp_path / form).iterdir()
        return path.read_text(encoding="utf-8").splitlines(), counts

    return export


def test_plover_has_one_category_an_event_and_no_event_that_did_not_take_place(written):
    rows = [json.loads(line) for line in written("plover")[0]]
    assert sorted(row["event_type"] for row in rows) == ["AGREE", "CONSULT", "SANCTION"]
    assert all(party["sectors"] for row in rows for party in (*row["actors"], *row["recipients"]))


def test_in_plover_who_visits_acts_and_in_cameo_who_hosts(written):
    visit = next(row for row in map(json.loads, written("plover")[0]) if row["event_type"] == "CONSULT")
    assert [party["country"] for party in visit["actors"]] == ["BOL"]
    triple = next(line.split("\t") for line in written("cameo")[0] if "\t043\t" in line)
    assert (triple[2][:3], triple[4][:3]) == ("PER", "BOL")


def test_cameo_writes_one_line_a_pair_with_the_code_of_the_frame(written):
    lines, counts = written("cameo")
    assert lines[0].split("\t") == ["id", "date", "source", "code", "target", "text"]
    assert {line.split("\t")[3] for line in lines[1:]} == {"043", "161", "036"}
    assert counts == {"cameo.tsv": len(lines)}


def test_the_same_store_gives_the_same_bytes(written):
    assert written("plover") == written("plover")


def test_actors_are_written_as_the_codebook_has_them():
    assert actor_code("state:CHN", country="CHN", state=True, sector="GOV") == "CHN"
    assert actor_code("name:x:CHN", country="CHN", state=False, sector=sector_code("MIL", "state")) == "CHNMIL"
    assert actor_code("qid:Q1065", country=None, state=False, sector="IGO") == "IGOUNO"
    assert actor_code("name:x:xx", country=None, state=False, sector="") == UNKNOWN


def test_an_unknown_format_is_told_which_there_are(tmp_path):
    with app.open(tmp_path / "store.db") as archive, pytest.raises(UsageError, match="plover"):
        archive.export(tmp_path / "out", "cdf")
