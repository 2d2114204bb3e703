"""What people decide about actors becomes rows of the knowledge base's own sheets."""

import made
import pytest

import dragoman.app
from dragoman import kb


@pytest.fixture
def archive(tmp_path):
    line = "- SAYS name:rosa-quispe:PER state:CHL | Rosa Quispe spoke to Chile."
    (tmp_path / "a.txt").write_text(f"Rosa Quispe\n{line}\n- SAYS name:r-quispe:PER state:CHL | R Quispe spoke.\n")
    with dragoman.app.open(tmp_path / "made.db", tools=made.tools()) as opened:
        opened.read(tmp_path / "a.txt")
        yield opened


def test_names_and_tenures_become_rows_with_their_source(archive):
    ana = archive.reviewer("Ana")
    alias = ana.alias("name:rosa-quispe:PER", "the lady of the lake")
    tenure = ana.tenure("name:rosa-quispe:PER", "foreign-minister", "Peru", start="2021", end="2023-05")
    merge = ana.merge_actors(["name:rosa-quispe:PER", "name:r-quispe:PER"])
    rows = archive.knowledge()
    assert [(row["id"], row["aliases"], row["source"]) for row in rows["actors"]] == [
        ("name:rosa-quispe:PER", "the lady of the lake", f"{alias.id} by Ana"),
        ("name:rosa-quispe:PER", "", f"{tenure.id} by Ana"),
        ("name:rosa-quispe:PER", "R Quispe", f"{merge.id} by Ana"),
    ]
    assert {(row["schema"], row["country"]) for row in rows["actors"]} == {("Person", "PER")}
    (held,) = rows["tenures"]
    assert (held["person"], held["office"], held["country"]) == ("name:rosa-quispe:PER", "foreign-minister", "PER")
    assert (held["start"], held["end"]) == ("2021", "2023-05")


def test_what_was_undone_is_known_no_more(archive):
    ana = archive.reviewer("Ana")
    ana.undo(ana.alias("state:PER", "Condoria").id)
    assert archive.knowledge() == {"actors": [], "tenures": []}


def test_the_next_reading_knows_what_people_decided(tmp_path):
    text = (
        "Kenya and the Condor Republic signed a loan agreement on 5 March 2024. President Amaru Wayra thanked Kenya.\n"
    )
    (tmp_path / "a.txt").write_text(text)
    with dragoman.app.open(tmp_path / "real.db") as archive:
        archive.read(tmp_path / "a.txt")
        assert "state:PER" not in archive.holdings().actors
        ana = archive.reviewer("Ana")
        ana.alias("state:PER", "the Condor Republic")
        ana.alias("state:PER", "Condor Republic")
        assert archive.read(tmp_path / "a.txt").unchanged == 1, "a decision makes nobody read everything again"
        archive.read(tmp_path / "a.txt", again=True)
        (agreement,) = archive.records("agreements")
        assert set(agreement.parties) == {"state:KEN", "state:PER"}
        first, second = archive.runs()
        assert (first.knowledge, bool(second.knowledge)) == ("", True)
    assert kb.layer() == kb.layer().__class__(), "another store knows nothing of it"
