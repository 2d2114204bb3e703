"""What was known on a day is what a store holds that was fed only what was known then."""

from datetime import UTC, date, datetime, timedelta

import made
import pytest

import dragoman.app
from dragoman.errors import UsageError
from dragoman.export import gather
from dragoman.records import KINDS, Edtf
from dragoman.store import AsOf, open_store

START = datetime(2024, 6, 1, tzinfo=UTC)
DEBTS = [f"Debt {n}\n2024-05-01 DEBT {n} USD state:PER state:CHL | Peru owes {n}\n" for n in (55, 80)]
ARTICLES = [*(made.article(number) for number in (3, 1, 2)), *DEBTS, made.article(1) + "An echo.\n"]
DAYS = [date(2024, 3, 4), date(2024, 3, 2), date(2024, 3, 3), date(2024, 5, 1), date(2024, 5, 2), None]


def fed(place, numbers):
    """A store that was given these articles, each a day after the one before."""
    now = [START]
    store = open_store(place, clock=lambda: now[0])
    run = store.begin_run({"made": "1"})
    for number in numbers:
        now[0] = START + timedelta(days=number)
        published = Edtf.day(DAYS[number]) if DAYS[number] else None
        store.put(made.outcome_of(f"{number}.txt", ARTICLES[number], published), pipeline="1", run=run)
    return store


def shown(store, as_of=None):
    holdings = gather(store, as_of=as_of or AsOf())
    return {kind: holdings.of(kind) for kind in KINDS}


@pytest.fixture
def whole(place):
    with fed(place, range(len(ARTICLES))) as store:
        yield store


def test_by_the_day_of_publication(whole, tmp_path):
    for day in sorted(day for day in DAYS if day):
        known = [number for number, of in enumerate(DAYS) if of and of <= day]
        with fed(tmp_path / f"{day}.db", known) as part:
            assert shown(whole, AsOf(published=day)) == shown(part), day


def test_by_the_time_of_reading(whole, tmp_path):
    for number in range(len(ARTICLES)):
        with fed(tmp_path / f"{number}.db", range(number + 1)) as part:
            moment = (START + timedelta(days=number)).isoformat(timespec="microseconds")
            assert shown(whole, AsOf(ingested=moment)) == shown(part), number


def test_a_later_reading_a_further_name_and_a_judgement_were_not_known_before(place, tmp_path):
    now = [START]
    (tmp_path / "a.txt").write_text(made.article(1), encoding="utf-8")
    (tmp_path / "b.txt").write_text(made.article(1), encoding="utf-8")
    with dragoman.app.open(place, tools=made.tools(), clock=lambda: now[0]) as archive:
        archive.read(tmp_path / "b.txt")
        before = shown(archive._store)
        now[0] += timedelta(days=1)
        archive.read(tmp_path / "a.txt")
        archive.reviewer("Ana").reject(archive.records("events")[0].id)
        now[0] += timedelta(days=1)
        archive.read(tmp_path / "a.txt", again=True, published="2020")
        then = dragoman.app.known_on(START.date(), by="ingested")
        assert shown(archive._store, then) == before
        assert shown(archive._store) != before
        assert archive.search("Lima", as_of=then)
        assert archive.search("Lima", as_of=dragoman.app.known_on("2023", by="ingested")) == []


def test_a_day_has_an_end():
    with pytest.raises(UsageError, match="no end"):
        dragoman.app.known_on("2024/..")
