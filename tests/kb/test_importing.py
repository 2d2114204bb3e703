"""Facts of others as a layer: Wikidata, FollowTheMoney, CSV; whatever else is refused with what was expected."""

import json

import pytest

from dragoman.errors import UsageError
from dragoman.kb import KnowledgeBase
from dragoman.kb.importing import date_text, office_code, read_import

KNOWN = KnowledgeBase()


def snak(qid):
    return {"mainsnak": {"datavalue": {"value": {"id": qid}}}}


def time(text, precision):
    return [{"datavalue": {"value": {"time": text, "precision": precision}}}]


TERM = {"P580": time("+2019-03-00T00:00:00Z", 10), "P582": time("+2020-00-00T00:00:00Z", 9)}
WIKIDATA = {
    "entities": {
        "Q900000001": {
            "id": "Q900000001",
            "labels": {"en": {"value": "Ana Ruiz Prado"}},
            "aliases": {"en": [{"value": "A. Ruiz"}]},
            "claims": {
                "P31": [snak("Q5")],
                "P27": [snak("Q298")],
                "P39": [snak("Q900000002") | {"qualifiers": TERM}],
            },
        },
        "Q900000002": {"id": "Q900000002", "labels": {"en": {"value": "Minister of Finance of Chile"}}, "claims": {}},
    }
}
FTM = [
    {"id": "p", "schema": "Person", "properties": {"name": ["Ana Ruiz", "A. Ruiz"], "nationality": ["cl"]}},
    {"id": "o", "schema": "Position", "properties": {"name": ["Minister of Energy"], "country": ["cl"]}},
    {
        "id": "h",
        "schema": "Occupancy",
        "properties": {"holder": ["p"], "post": ["o"], "startDate": ["2021-05"], "status": ["current"]},
    },
    {"id": "v", "schema": "Vessel", "properties": {"name": ["MV Someship"]}},
]


def test_wikidata_gives_names_country_and_positions_with_their_dates():
    found = read_import(json.dumps(WIKIDATA), "dump", KNOWN)
    (actor,) = found.layer.actors
    assert (actor.id, actor.country, actor.aliases) == ("qid:Q900000001", "CHL", "A. Ruiz")
    (held,) = found.layer.tenures
    assert (held.office, held.start, held.end) == ("finance_minister", "2019-03", "2020")


@pytest.mark.parametrize("lines", [True, False])
def test_followthemoney_gives_persons_and_occupancies_and_counts_what_acts_for_nobody(lines):
    text = "\n".join(map(json.dumps, FTM)) if lines else json.dumps(FTM)
    found = read_import(text, "list", KNOWN)
    assert [(a.name, a.country, a.aliases) for a in found.layer.actors] == [("Ana Ruiz", "CHL", "A. Ruiz")]
    assert [(t.office, t.start, t.end) for t in found.layer.tenures] == [("energy_minister", "2021-05", "..")]
    assert found.passed_over == 1


def test_csv_takes_states_by_any_name_and_offices_by_their_title():
    text = "name,country,title,start,end\nAna Ruiz,Chilean,Trade Minister,2021-05-03,..\n,,,,\n"
    found = read_import(text, "sheet", KNOWN)
    assert [(a.id, a.source) for a in found.layer.actors] == [("name:ana-ruiz:CHL", "sheet")]
    assert [(t.office, t.start, t.end) for t in found.layer.tenures] == [("trade_minister", "2021-05-03", "..")]


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "{broken", '{"neither": 1}', "[1, 2"])
def test_anything_else_is_refused(text):
    with pytest.raises(UsageError):
        read_import(text, "x", KNOWN)


def test_titles_and_dates_are_read_as_far_as_they_go():
    assert office_code("Federal Minister of Foreign Affairs", KNOWN) == "foreign_minister"
    assert office_code("Keeper of the Bees", KNOWN) == "official"
    assert date_text("2020-00-00T00:00:00Z") == "2020"
    assert date_text("2020-13-40") == ""
    assert date_text("soon") == ""
