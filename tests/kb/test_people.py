from __future__ import annotations

import inspect
from datetime import date

from dragoman.kb import KnowledgeBase, Tenure, load
from dragoman.kb.people import possible_on
from dragoman.records import Edtf


def tenure(start: str, end: str | None, *, known: bool, seen: str | None = None) -> Tenure:
    day = date.fromisoformat
    return Tenure(
        person_id="name:x:xx",
        person="X",
        country="FRA",
        office="head_of_state",
        title="President",
        counterpart=None,
        start=day(start),
        end=day(end) if end else None,
        end_known=known,
        certainty="sourced",
        bounds=False,
        source="own",
        seen=day(seen) if seen else None,
    )


def test_persons_go_by_full_name_alias_or_family_name():
    kb = load()
    assert [p.id for p in kb.persons("NICOLAS MADURO")] == ["qid:Q58132"]
    assert "qid:Q58132" in {p.id for p in kb.persons("Maduro")}
    assert kb.persons("Nobody Whatsoever") == ()


def test_spellings_of_one_name_find_the_same_person():
    kb = load()
    assert kb.persons("Sergei Lavrov") == kb.persons("Sergey Lavrov") != ()
    assert kb.persons("Volodymyr Zelensky") == kb.persons("Volodymyr Zelenskyy") != ()


def test_holders_change_with_the_date():
    kb = load()
    names = {
        year: {t.person for t in kb.holders("head_of_state", "FRA", Edtf.parse(year))} for year in ("2010", "2020")
    }
    assert names == {"2010": {"Nicolas Sarkozy"}, "2020": {"Emmanuel Macron"}}


def test_a_lookup_of_holders_needs_a_date():
    when = inspect.signature(KnowledgeBase.holders).parameters["when"]
    assert when.default is inspect.Parameter.empty


def test_an_interval_finds_all_who_held_office_in_it():
    found = load().holders("foreign_minister", "CHN", Edtf.parse("2022-06/2023-09"))
    assert {"Wang Yi", "Qin Gang"} <= {t.person for t in found}


def test_a_known_end_closes_a_tenure_and_an_open_one_goes_on():
    closed, lasting = tenure("2000-01-01", "2004-05-01", known=True), tenure("2000-01-01", None, known=True)
    assert possible_on(closed, Edtf.parse("2004-05"))
    assert not possible_on(closed, Edtf.parse("2004-05-02"))
    assert possible_on(lasting, Edtf.parse("2026"))
    assert not possible_on(lasting, Edtf.parse("1999"))


def test_where_the_source_falls_silent_a_tenure_stays_possible_for_a_time():
    silent = tenure("1995-01-01", None, known=False, seen="1997-12-31")
    assert possible_on(silent, Edtf.parse("1999"))
    assert not possible_on(silent, Edtf.parse("2023"))


def test_only_sourced_ends_may_bound_a_date():
    kb = load()
    for person in ("qid:Q58132", "qid:Q15031", "qid:Q7747"):
        for held in kb.tenures(person):
            if held.bounds:
                assert held.certainty.startswith("sourced")
                assert held.end_known


def test_tenures_come_by_start_and_name_their_source():
    held = load().tenures("qid:Q58132")
    assert [t.start for t in held] == sorted(t.start for t in held)
    assert len(held) >= 4
    assert all(t.source for t in held)


def test_of_a_contested_office_both_claimants_stand_and_the_one_in_fact_is_told():
    held = {t.person: t for t in load().holders("head_of_state", "VEN", Edtf.parse("2020-05-05"))}
    assert held["Juan Guaidó"].claimed
    assert "USA" in held["Juan Guaidó"].recognised_by
    assert not held["Nicolás Maduro"].claimed
    assert not held["Juan Guaidó"].bounds
