"""Each format is read back by a reader of its own kind."""

import json
import re
import zipfile
from dataclasses import replace
from importlib import import_module

import networkx as nx
import openpyxl
import pytest
import richer

from dragoman.errors import BrokenSystem, UsageError
from dragoman.export import export, formats, part
from dragoman.export.codebook import codebook
from dragoman.export.filenames import FileNames, safe_name
from dragoman.kb.rows import rows
from dragoman.records import KINDS, Agreement, Amount, Event

FORMS = sorted(formats())
NAMED = sorted(set(FORMS) - {"obsidian"})


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    return richer.holdings(tmp_path_factory.mktemp("richer"))


@pytest.fixture(scope="module")
def out(held, tmp_path_factory):
    """Every format, written once."""
    place = tmp_path_factory.mktemp("exports")
    for form in FORMS:
        export(held, place / form, form)
    return place


def files(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("form", FORMS)
def test_the_same_holdings_give_the_same_bytes(held, out, tmp_path, form, monkeypatch):
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    export(held, tmp_path / "again", form)
    assert files(tmp_path / "again") == files(out / form)


@pytest.mark.parametrize("form", NAMED)
def test_a_format_writes_just_the_files_that_it_names_and_replaces_them(held, out, tmp_path, form):
    assert {path.name for path in (out / form).iterdir()} == formats()[form].names
    export(held, tmp_path / "out", "csv")
    export(held, tmp_path / "out", form)
    assert {path.name for path in (tmp_path / "out").iterdir()} == formats()[form].names


@pytest.mark.parametrize("form", FORMS)
def test_without_full_text_no_article_stands_there_whole(held, out, tmp_path, form):
    told = "Published 2024-06-07"  # a line of an article on which no record rests
    counts = export(held, tmp_path / "short", form, fulltext=False)
    assert sum(counts.values()) > 0
    assert not any(told.encode() in body for body in files(tmp_path / "short").values())
    assert any(told.encode() in body for body in files(out / form).values()) == (form in ("ftm", "jsonld", "obsidian"))


@pytest.mark.parametrize("form", FORMS)
def test_nothing_held_is_an_export_as_well(held, tmp_path, form):
    export(part(held, []), tmp_path / "none", form)
    assert (tmp_path / "none").is_dir()


def test_a_workbook_opens_with_a_sheet_a_kind_and_no_formula(held, out):
    book = openpyxl.load_workbook(out / "xlsx" / "dragoman.xlsx")
    assert book.sheetnames == ["codebook", *KINDS]
    events = list(book["events"].iter_rows(values_only=True))
    assert len(events) == 1 + len(held.of("events"))
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n", "b"}
    hostile = next(c for row in book["events"].iter_rows() for c in row if str(c.value).startswith("=HYPERLINK"))
    assert hostile.quotePrefix
    assert "\N{REPLACEMENT CHARACTER}" in hostile.value
    columns = [cell.value for cell in book["amounts"][1]]
    value = columns.index("value")
    assert sorted(row[value] for row in book["amounts"].iter_rows(min_row=2, values_only=True)) == [55e6, 80e6]


def test_more_records_than_a_sheet_has_rows_are_refused_with_what_to_do(held, tmp_path, monkeypatch):
    monkeypatch.setattr("dragoman.export.xlsx.MOST_ROWS", 2)
    with pytest.raises(UsageError, match="choose csv or parquet"):
        export(held, tmp_path / "out", "xlsx")
    assert not (tmp_path / "out").exists()


def test_the_codebook_explains_every_field_and_value():
    entries = list(codebook())
    assert {entry.kind for entry in entries} == set(KINDS)
    assert all(entry.meaning for entry in entries if not entry.value)
    values = {entry.value for entry in entries if (entry.kind, entry.field) == ("events", "modality")}
    assert {"actual", "planned", "negated", "hypothetical"} <= values
    assert "Meets" in next(entry.meaning for entry in entries if entry.value == "CONSULT")


def test_the_codebook_has_no_row_for_a_field_that_is_not_there():
    fields = {(entry.kind, entry.field) for entry in codebook()}
    assert {(row["kind"], row["field"]) for row in rows("export", "codebook.csv") if row["kind"] != "*"} <= fields


def test_parquet_is_typed_as_the_contract_is(held, out):
    parquet = pytest.importorskip("pyarrow.parquet")
    events = parquet.read_table(out / "parquet" / "events.parquet")
    told = sorted((json.loads(record.model_dump_json()) for record in held.of("events")), key=lambda r: r["id"])
    assert [row["id"] for row in events.to_pylist()] == [record["id"] for record in told]
    first = events.to_pylist()[0]
    assert first["evidence"][0]["text"] == told[0]["evidence"][0]["text"]
    assert first["participants"][0]["actor"] == told[0]["participants"][0]["actor"]
    assert events.schema.field("verb").metadata[b"meaning"].startswith(b"The word that tells")
    actors = parquet.read_table(out / "parquet" / "actors.parquet").to_pylist()
    assert ("regime", 1) in dict(next(a for a in actors if a["id"] == "state:PER")["printed_as"]).items()
    assert parquet.read_table(out / "parquet" / "judgements.parquet").num_rows == 0


def test_parquet_without_its_library_says_what_to_install(held, tmp_path, monkeypatch):
    monkeypatch.setitem(import_module("sys").modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"dragoman-news\[parquet\]"):
        export(held, tmp_path / "out", "parquet")


def entities(out):
    return [json.loads(line) for line in (out / "ftm" / "entities.ftm.json").read_text(encoding="utf-8").splitlines()]


def test_followthemoney_takes_every_entity(out):
    ftm = pytest.importorskip("followthemoney")
    for data in entities(out):
        ftm.model.get(data["schema"]).validate(data)
        read = ftm.model.get_proxy(data, cleaned=False)
        for name, values in data["properties"].items():
            assert len(read.get(name)) == len(values), (data["schema"], name, values)


def test_followthemoney_entities_point_to_entities_of_the_schema_that_is_asked_for(out):
    ftm = pytest.importorskip("followthemoney")
    known = {data["id"]: ftm.model.get(data["schema"]) for data in entities(out)}
    assert len(known) == len(entities(out))
    links = 0
    for data in entities(out):
        for name, values in data["properties"].items():
            prop = known[data["id"]].get(name)
            if prop.range is not None:
                links += len(values)
                assert all(known[value].is_a(prop.range) for value in values), (data, name)
    assert links > 20


def test_in_followthemoney_governments_owe_and_states_are_territories(out):
    told = entities(out)
    by_id = {data["id"]: data for data in told}
    debt = next(data for data in told if data["schema"] == "Debt" and data["properties"]["amount"] == ["55000000"])
    (owing,), (owed,) = debt["properties"]["debtor"], debt["properties"]["creditor"]
    assert by_id[owing]["schema"] == by_id[owed]["schema"] == "PublicBody"
    assert by_id[owing]["properties"]["name"] == ["Government of Peru"]
    assert {d["properties"]["name"][0] for d in told if d["schema"] == "Territory"} == {"Chile", "Peru", "Brazil"}
    held_by = next(data for data in told if data["schema"] == "Occupancy")
    assert held_by["properties"]["startDate"] == ["2022-03-11"]
    assert {"Article", "Mention", "Project", "ProjectParticipant", "Person"} <= {data["schema"] for data in told}
    claims = (out / "ftm" / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(claims) == 1


@pytest.mark.parametrize(("form", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_a_network_keeps_parallel_edges_with_their_dates(held, out, form, read):
    graph = read(next((out / form).iterdir()), **({"force_multigraph": True} if form == "graphml" else {}))
    between = [data for a, b, data in graph.edges(data=True) if (a, b) == ("state:CHL", "state:PER")]
    assert len(between) > 3
    assert {data["date"] for data in between if data.get("kind") == "events"} >= {"2024-04", "2024-03-05"}
    assert {data["end"] for data in between if data.get("date") == "2024-04"} == {"2024-04-30"}
    assert graph.nodes["name:ana-rojas:CHL"]["label"] == "Ana Rojas"
    records = {data["record"] for _, _, data in graph.edges(data=True)}
    assert records == {r.id for r in held.records if isinstance(r, Event | Agreement | Amount) or hasattr(r, "pair")}


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
def test_linked_data_is_read_without_fetching_anything(held, out):
    rdflib = pytest.importorskip("rdflib")
    graph = rdflib.Graph().parse(out / "jsonld" / "dragoman.jsonld", format="json-ld")
    prov, schema = rdflib.Namespace("http://www.w3.org/ns/prov#"), rdflib.Namespace("https://schema.org/")
    articles = set(graph.subjects(rdflib.RDF.type, schema.NewsArticle))
    assert len(articles) == 2
    for record in held.records:
        node = rdflib.URIRef(f"urn:dragoman:{record.id}")
        assert set(graph.objects(node, prov.wasDerivedFrom)) <= articles
        assert len(set(graph.objects(node, prov.wasAttributedTo))) == 1
    ana = rdflib.URIRef("urn:dragoman:name:ana-rojas:CHL")
    assert str(graph.value(ana, rdflib.OWL.sameAs)).endswith("/Q42")
    event = next(r for r in held.records if isinstance(r, Event) and r.place)
    sources = graph.objects(rdflib.URIRef(f"urn:dragoman:{event.id}"), rdflib.URIRef("urn:dragoman:term:source"))
    assert list(sources) == [ana]


def test_a_vault_has_a_note_for_each_and_no_link_leads_nowhere(held, out):
    notes = {name.removesuffix(".md"): body.decode() for name, body in files(out / "obsidian").items()}
    assert len(notes) == len(held.actors) + len(held.documents) + len(held.records)
    links = [found for body in notes.values() for found in re.findall(r"(?<!\\)\[\[([^\]|]+)\|", body)]
    assert len(links) > 30
    assert set(links) <= set(notes)
    event = next(body for body in notes.values() if "HYPERLINK" in body and 'kind: "event"' in body)
    assert "[[../../etc" not in event
    assert "<script>" not in "".join(notes.values())
    assert 'date: "2024-04"' in event


def test_a_vault_goes_to_an_empty_folder_only_since_people_write_in_it(held, tmp_path):
    export(held, tmp_path / "vault", "obsidian")
    (tmp_path / "vault" / "Actors" / "Chile.md").write_text("mine")
    for form in ("obsidian", "csv"):
        with pytest.raises(UsageError, match="other files"):
            export(held, tmp_path / "vault", form)
    assert (tmp_path / "vault" / "Actors" / "Chile.md").read_text() == "mine"


@pytest.mark.parametrize(
    ("given", "made"),
    [("../../etc/passwd", "etc passwd"), ("CON", "_CON"), ("con.txt", "_con.txt"), ("...", "unnamed"),
     ("a:b|c", "a b c"), ("\x00\u202e", "unnamed"), (".hidden", "hidden"), ("x" * 300, "x" * 90), ("[[a]]#^b", "a b")],
)  # fmt: skip
def test_file_names_are_safe(given, made):
    assert safe_name(given) == made


def test_no_two_things_share_a_file_name_on_any_system():
    names = FileNames()
    asked = (("1", "Straße"), ("2", "STRASSE"), ("3", "straße"), ("1", "x"))
    given = [names.name("A", key, text) for key, text in asked]
    assert given == ["A/Straße", "A/STRASSE 2", "A/straße 3", "A/Straße"]


def test_no_file_of_an_export_lies_outside_its_folder(out):
    for form in FORMS:
        for path in (out / form).rglob("*"):
            assert path.resolve().is_relative_to((out / form).resolve())


def test_office_files_say_no_time(out):
    with zipfile.ZipFile(out / "xlsx" / "dragoman.xlsx") as book:
        assert {member.date_time[0] for member in book.infolist()} == {1980}
        assert b"1980-01-01" in book.read("docProps/core.xml")


def test_a_part_holds_what_its_records_rest_on_and_no_more(held):
    event = next(r for r in held.records if isinstance(r, Event) and r.place)
    some = part(held, [event])
    assert [record.id for record in some.records] == [event.id]
    assert list(some.documents) == [event.document_id]
    assert {"name:ana-rojas:CHL", "name:luis-prado:PER"} <= set(some.actors)
    assert all(span.document_id == event.document_id for actor in some.actors.values() for span in actor.mentions)
    assert some.clusters == ()


class _Point:
    def __init__(self, name, made):
        self.name, self.value, self._made = name, name, made

    def load(self):
        return self._made


def _with_plugin(monkeypatch, point):
    monkeypatch.setattr("dragoman.export.registry.entry_points", lambda **_: [point])
    formats.cache_clear()


@pytest.fixture
def fresh():
    yield
    formats.cache_clear()


def test_a_plugin_adds_a_format(held, tmp_path, monkeypatch, fresh):
    def write(holdings, folder, *, fulltext):
        (folder / "count.txt").write_text(str(len(holdings.records)))
        return {"counts": 1}

    mine = replace(formats()["csv"], name="count", names=frozenset({"count.txt"}), write=write)
    _with_plugin(monkeypatch, _Point("count", lambda: mine))
    assert export(held, tmp_path / "out", "count") == {"counts": 1}
    assert (tmp_path / "out" / "count.txt").read_text() == str(len(held.records))


@pytest.mark.parametrize(("plugin", "says"), [(7, "expected an export Format"), (formats()["csv"], "two of csv")])
def test_a_bad_plugin_is_named(monkeypatch, fresh, plugin, says):
    _with_plugin(monkeypatch, _Point("bad", plugin))
    with pytest.raises(BrokenSystem, match=says):
        formats()
