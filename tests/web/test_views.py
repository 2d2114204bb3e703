import json
import re
from datetime import date
from importlib.resources import files

import pytest

from dragoman.app import Entry, Tie
from dragoman.records import Edtf, Event, Place
from dragoman.web.atlas import STEPS, atlas
from dragoman.web.drawing import Told, timeline
from dragoman.web.filters import around
from dragoman.web.network import HEIGHT, MOST, WIDTH, network
from dragoman.web.projection import projected


def test_the_network_and_its_table_say_the_same(desk, examples):
    page = desk.get("/network").text
    ties = examples.library().ties
    rows = re.findall(r'<td class="num">(\d+)</td><td class="num">(\d+)</td></tr>', page)
    assert rows == [(str(tie.count), str(tie.conflicts)) for tie in ties]
    assert len(re.findall(r'<line class="tie', page)) == len(ties)
    assert "Kenya" in re.findall(r'<text class="label"[^>]*>([^<]+)', page)
    actors = desk.get("/network?of=actors").text
    assert len(re.findall(r'<circle class="node"', actors)) > len(re.findall(r'<circle class="node"', page))


def test_ties_count_what_took_place_once(examples):
    library = examples.library()
    (tie,) = [tie for tie in library.ties if {tie.a, tie.b} == {"KEN", "TUR"}]
    both = set(map(id, library.of_state("KEN"))) & set(map(id, library.of_state("TUR")))
    done = {e.cluster or e.id for e in library.of_state("KEN") if id(e) in both and e.modality == "actual"}
    assert tie.count == len(done) < len(both)


def test_a_large_network_is_drawn_in_part_inside_its_frame_and_the_same_each_time():
    ties = [Tie(f"A{n}", f"A{n * 7 % 90}", 1 + n % 5, n % 2) for n in range(1, 90) if n != n * 7 % 90]
    drawing = network(ties)
    assert drawing == network(list(ties))
    assert len(drawing.nodes) == MOST
    assert drawing.left_out == len({end for tie in ties for end in (tie.a, tie.b)}) - MOST
    assert all(0 < node.x < WIDTH and 0 < node.y < HEIGHT for node in drawing.nodes)
    assert network([]) is None


def test_those_who_deal_with_nobody_else_stand_apart_and_no_two_on_one_place():
    ties = [Tie(f"A{n}", f"B{n}", 1, 0) for n in range(8)] + [Tie("A0", f"C{n}", 2, 1) for n in range(5)]
    drawing = network(ties)
    places = [(node.x, node.y) for node in drawing.nodes]
    near = [(p, q) for n, p in enumerate(places) for q in places[:n] if abs(p[0] - q[0]) + abs(p[1] - q[1]) < 30]
    assert near == []
    assert drawing.left_out == 0


def test_nobody_is_drawn_without_a_tie():
    ties = [Tie("HUB", f"A{n:02d}", 100 - n, 0) for n in range(60)] + [Tie("X", "Y", 99, 0)]
    drawing = network(ties)
    ends = {end for edge in drawing.edges for end in (edge.tie.a, edge.tie.b)}
    assert ends == {node.key for node in drawing.nodes}
    assert {"X", "Y"} <= ends


def test_an_event_is_explained_by_what_was_tried_on_its_sentence(desk, examples):
    event = next(e for e in examples.records("events") if e.type == "CONSULT" and e.extractor.startswith("rules"))
    assert f'href="/records/{event.id}/why"' in desk.get(f"/records/{event.id}").text
    page = desk.get(f"/records/{event.id}/why").text
    assert '<span class="good">coded</span>' in page
    assert "CONSULT" in page
    claim = examples.records("claims")[0].id
    assert "/why" not in desk.get(f"/records/{claim}").text
    assert desk.get(f"/records/{claim}/why").status_code == 400


def test_the_map_shows_who_deals_and_where(desk, examples):
    page = desk.get("/map").text
    assert re.search(r'<a href="/map\?state=KEN"><title>Kenya: \d+</title><path class="land s\d"', page)
    placed = {r.place.name for r in examples.records("events") if r.place and r.place.lat and r.modality == "actual"}
    assert placed
    for name in placed:
        assert f"<bdi>{name}</bdi>" in page
    one = desk.get("/map?state=Kenya").text
    assert '<a href="/dyads/KEN/TUR">' in one
    assert desk.get("/map?state=Nowhereland").status_code == 404
    assert len(page) < 300_000


def test_steps_of_colour_rise_with_dealings_and_small_states_are_dots():
    drawing = atlas({"KEN": 100, "TUR": 25, "SGP": 1, "XYZ": 3}, [])
    steps = {country.code: country.step for country in drawing.countries if country.step}
    assert steps == {"KEN": STEPS, "TUR": 3, "SGP": 1}
    assert next(c for c in drawing.countries if c.code == "SGP").path == ""
    assert drawing.missing == ("XYZ",)


def test_a_place_is_counted_once_for_what_several_documents_tell():
    event = Event.model_construct(id="a", cluster="c", modality="actual", place=None)
    lima = Place(name="Lima", country="PER", lat=-12.05, lon=-77.04)
    told = [event.model_copy(update={"id": key, "place": lima}) for key in "ab"]
    planned = event.model_copy(update={"id": "d", "cluster": None, "place": lima, "modality": "planned"})
    (spot,) = atlas({}, [*told, planned]).spots
    assert (spot.name, spot.events) == ("Lima", 1)


@pytest.mark.parametrize(
    ("longitude", "latitude", "x", "y"), [(0, 0, 480, 234), (180, 0, 960, 234), (-180, 0, 0, 234), (0, 90, 480, 0.6)]
)
def test_the_projection_keeps_to_its_frame(longitude, latitude, x, y):
    assert projected(longitude, latitude) == pytest.approx((x, y), abs=1)


def test_the_outlines_lie_inside_the_frame_and_the_great_states_are_there():
    world = json.loads((files("dragoman.web") / "data" / "world.json").read_text(encoding="utf-8"))
    assert "public domain" in world["source"]
    numbers = [float(n) for shape in world["countries"].values() for n in re.findall(r"-?[\d.]+", shape["path"])]
    assert 0 <= min(numbers) <= max(numbers) <= world["width"]
    assert all(world["countries"][code]["path"] for code in ("RUS", "USA", "CHN", "IND", "BRA", "FJI", "XKX"))


def test_filters_by_outlet_and_support_and_the_steps_of_time(desk):
    page = desk.get("/dyads/KEN/TUR").text
    dots = len(re.findall("<circle", page))
    several = len(re.findall("<circle", desk.get("/dyads/KEN/TUR?origins=2").text))
    assert 0 < several < dots
    assert "No event with a date under these filters" in desk.get("/dyads/KEN/TUR?outlet=Nobody").text
    closer = re.search(r'href="(\?[^"]*)#timeline">\+ closer', page)[1].replace("&amp;", "&")
    assert 0 < len(re.findall("<circle", desk.get(f"/dyads/KEN/TUR{closer}").text)) < dots
    assert desk.get("/dyads/KEN/TUR?origins=0").status_code == 422


def drawn(*days):
    told = []
    for number, day in enumerate(days):
        entry = Entry(
            ids=(str(number),), date=Edtf.parse(day), told=None, type="CONSULT", modality="actual", source="a",
            target="b", words="", place=None, teller=None, evidence=(), documents=1, origins=1,
        )  # fmt: skip
        told.append(Told(entry, "other"))
    return timeline(told)


def test_stretches_of_time_lie_next_to_one_another():
    steps = around(drawn("2024-01-01", "2024-06-01", "2024-06-20", "2024-12-31"))
    assert steps["closer"] == (date(2024, 6, 1), date(2024, 12, 31))
    assert steps["wider"] == (date(2023, 7, 3), date(2025, 7, 1))
    assert steps["earlier"][1] - steps["earlier"][0] == date(2024, 12, 31) - date(2024, 1, 1)
    assert "closer" not in around(drawn("2024-01-01", "2024-01-01"))
    assert around(drawn("0001-01-01", "9999-12-31"))["wider"] == (date.min, date.max)


def test_a_small_network_takes_little_room():
    drawing = network([Tie("KEN", "TUR", 17, 0)])
    assert drawing.height < HEIGHT / 2
    assert all(0 < node.x < WIDTH and 0 < node.y < drawing.height for node in drawing.nodes)
