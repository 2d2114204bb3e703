"""What lists say of a pair is said again as it was where nothing has changed, and anew where something has."""

import gc
import weakref

import made
import pytest

import dragoman.app
import dragoman.app.dyads

CHILE_PERU = "2024-03-05 CONSULT state:CHL state:PER | Envoys of both met in Lima.\n"
BRAZIL_PERU = "2024-04-05 CONSULT state:BRA state:PER | Envoys of Brazil met those of Peru in Cusco.\n"
MORE = "2024-05-06 ACCUSE state:BRA state:PER | Brazil blamed Peru for the dam.\n"


@pytest.fixture
def archive(tmp_path):
    with dragoman.app.open(tmp_path / "made.db", tools=made.tools()) as opened:
        for name, text in (("a.txt", CHILE_PERU), ("b.txt", BRAZIL_PERU)):
            opened.read_bytes(name, text.encode())
        yield opened


def summaries(library):
    return {(pair.a.code, pair.b.code): library.summary(pair) for pair in library.pairs}


def test_only_the_pair_of_which_something_came_is_summed_anew(archive, monkeypatch):
    first = archive.library()
    first.prepare()
    summed = []
    real = dragoman.app.dyads.summary_of
    monkeypatch.setattr(dragoman.app.dyads, "summary_of", lambda view: summed.append(view.dyad) or real(view))
    archive.read_bytes("c.txt", MORE.encode())
    second = archive.library()
    second.prepare(first)
    assert {dyad.codes for dyad in summed} == {frozenset({"BRA", "PER"})}
    assert summaries(second) == summaries(archive.library())
    assert summaries(second)["BRA", "PER"] != summaries(first)["BRA", "PER"]


def test_a_decision_shows_in_the_summary(archive):
    first = archive.library()
    first.prepare()
    event = next(r for r in first.holdings.records if r.id.startswith("event") and "state:CHL" in r.source)
    archive.reviewer("Ana", first).reject(event.id)
    second = archive.library()
    second.prepare(first)
    assert ("CHL", "PER") in summaries(first)
    assert summaries(second) == summaries(archive.library()) != summaries(first)


def test_a_note_shows_among_forecasts_though_no_record_changed(tmp_path):
    text = "- SAYS name:ana-rojas:CHL state:PER | Rojas of Chile said that Peru will pay.\n" + CHILE_PERU
    with dragoman.app.open(tmp_path / "said.db", tools=made.tools()) as archive:
        archive.read_bytes("a.txt", text.encode())
        first = archive.library()
        claim = first.records("claims")[0]
        archive.reviewer("Ana").edit(claim.id, "kind", "forecast")
        first = archive.library()
        first.prepare()
        dyad = dragoman.app.dyad_of("Chile", "Peru")
        assert [one.notes for one in first.forecasts(dyad).items] == [()]
        archive.reviewer("Ana").note(claim.id, "paid in March")
        second = archive.library()
        second.prepare(first)
        (one,) = second.forecasts(dyad).items
        assert [note.decision.text for note in one.notes] == ["paid in March"]


def test_a_library_has_no_rings_and_goes_when_the_next_has_come(archive):
    """The desk keeps the collector of rings away from it."""
    first = archive.library()
    first.prepare()
    gone = weakref.ref(first)
    gc.disable()
    try:
        archive.read_bytes("c.txt", MORE.encode())
        second = archive.library()
        second.prepare(first)
        for pair in second.pairs:
            second.ledger(second.dyad_of(pair).dyad)
        del first
        assert gone() is None
    finally:
        gc.enable()


def test_what_people_took_out_is_sought_once_for_all_pages(archive):
    library = archive.library()
    event = library.records("events")[0]
    archive.reviewer("Ana").reject(event.id)
    judged = archive.library().holdings.judged
    assert list(judged.rejected) == [event.id]
    assert judged.rejected is judged.rejected
