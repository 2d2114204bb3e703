"""Holdings with every kind of record, some of whose words would do harm if they were not taken as text."""

from dataclasses import replace

import made

from dragoman.export import gather
from dragoman.records import (
    Actor,
    Edtf,
    Event,
    Milestone,
    Place,
    Programme,
    Role,
)
from dragoman.store import open_store

FIRST = """Chile & Peru <sign> nine deals
Published 2024-03-06
2024-03-05 CONSULT name:ana-rojas:CHL name:luis-prado:PER | Ana Rojas met Luis Prado in Lima.
2024-03-05 SIGNED 9 border trade state:CHL state:PER | The two signed nine agreements on border trade.
- DEBT 55000000 USD state:PER state:CHL | Peru owes Chile some 55 million dollars.
2024-03-05 LEVEL strategic partnership state:CHL state:PER | They now have a strategic partnership.
2025 CONSULT plan state:PER state:CHL | Talks are planned for 2025.
- SAYS name:ana-rojas:CHL state:PER | Rojas said the regime of Peru might pay soon.
- OPEN what the third agreement holds state:CHL state:PER | The third agreement was not made public.
2024-04 CONSULT state:CHL state:PER | =HYPERLINK("http://x.example") [[../../etc]] <script>alert(1)</script> \x07
2024-04 CONSULT state:CHL state:PER | Chile and Peru met again.
2024-03-05 CONSULT state:BRA state:PER | Brazil met Peru elsewhere.
"""
SECOND = """../../CON
Published 2024-06-07
2024-03-05 CONSULT state:CHL state:PER | Chile held talks with Peru.
- DEBT 80000000 USD state:PER state:CHL | The debt of Peru to Chile stands at 80 million.
"""


def holdings(folder, *, backwards=False):
    """Two documents joined, with a programme and a place put in, which made articles do not have."""
    with open_store(folder / "richer.db") as store:
        run = store.begin_run({})
        for name, text in sorted((("a.txt", FIRST), ("-b.txt", SECOND)), reverse=not backwards):
            store.put(made.run(made.read(name, text.encode())), pipeline="1", run=run)
        held = gather(store)
    return _with_more(held)


def _with_more(held):
    event = next(r for r in held.records if isinstance(r, Event) and "Ana" in r.evidence[0].text)
    place = Place(name="Lima", country="PER", lat=-12.05, lon=-77.04)
    placed = event.model_copy(update={"place": place})
    programme = Programme(**made.fact(
        "programmes", event.document_id, event.evidence, name="Andean <rail>", partners=("state:CHL", "name:nobody:xx"),
        target_dates=(Edtf.parse("2030"),),
        milestones=(Milestone(what="first sleeper", date=Edtf.parse("2026"), evidence=event.evidence),),
    ))  # fmt: skip
    ana = held.actors["name:ana-rojas:CHL"]
    offices = (Role(office="Foreign Minister", country="CHL", start=Edtf.parse("2022-03-11"), basis="tenure: made"),)
    actors = held.actors | {ana.id: ana.model_copy(update={"roles": offices, "wikidata": "Q42"})}
    actors["name:con:xx"] = Actor(id="name:con:xx", name="CON", schema_="Company")
    actors["name:c-o-n:xx"] = Actor(id="name:c-o-n:xx", name="con.", schema_="IGO")
    records = (*(placed if r.id == event.id else r for r in held.records), programme)
    return replace(held, records=records, actors=actors)
