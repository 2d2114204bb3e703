import gc
import threading

import pytest
from desks import visitor

from dragoman.web import desk as module


@pytest.fixture
def held_up(archive, monkeypatch):
    """An archive of which joining waits until it is let go."""
    gate, joined = threading.Event(), archive.library

    def library():
        assert gate.wait(30)
        return joined()

    monkeypatch.setattr(archive, "library", library)
    monkeypatch.setattr(module, "FIRST_PATIENCE", 0.05)
    monkeypatch.setattr(module, "PATIENCE", 0.05)
    yield archive, gate
    gate.set()


def test_who_comes_before_the_first_joining_is_told_to_wait_and_the_page_goes_on_by_itself(held_up):
    archive, gate = held_up
    with visitor(archive) as desk:
        page, program = desk.get("/"), desk.get("/api/v1/pairs")
        assert (page.status_code, page.headers["refresh"]) == (503, "2")
        assert "One moment" in page.text
        assert (program.status_code, program.headers["retry-after"]) == (503, "2")
        assert program.json()["mend"] == "ask again in a moment"
        gate.set()
        desk.app.state.desk._joining.result(30)
        assert "Chile – Peru" in desk.get("/").text


def test_after_a_write_pages_show_what_was_there_before_and_do_not_wait_for_a_slow_joining(held_up, monkeypatch):
    archive, gate = held_up
    gate.set()
    with visitor(archive) as desk:
        inner = desk.app.state.desk
        inner._joining.result(30)
        desk.get("/")
        gate.clear()
        inner._took = 60.0
        monkeypatch.setattr(module, "PATIENCE", 20.0)
        record = next(key for key in inner.library().holdings.by_id if key.startswith("event"))
        archive.reviewer("Ana").accept(record)
        before = desk.get(f"/records/{record}")
        assert "by <bdi>Ana" not in before.text
        assert "shows what was there before" in before.text
        gate.set()
        inner._joining.result(30)
        assert "by <bdi>Ana" in desk.get(f"/records/{record}").text


def test_a_share_of_the_library_is_what_naming_both_states_leaves_of_the_whole(examples):
    library = examples.library()
    dyad = library.pairs[0]
    codes = {dyad.a.code, dyad.b.code}
    view, share = library.dyad_of(dyad), library._shares.of(codes)
    assert {e.ids for e in view.entries} == {e.ids for e in examples.timeline(dyad.a.code, dyad.b.code)}
    for actor in share.actors.values():
        assert {span.document_id for span in actor.mentions} <= share.documents.keys()
    assert all({s.document_id for s in record.evidence} <= share.documents.keys() for record in share.records)
    assert {c.id for c in share.clusters} == {r.cluster for r in share.records if r.cluster}


def test_what_is_joined_is_left_alone_by_the_collector_of_rings(small):
    before = gc.get_freeze_count()
    assert small.get("/").status_code == 200
    assert gc.isenabled()
    assert gc.get_freeze_count() >= before > 0
