"""Resolved documents made by hand: a text parsed, with the names that a test lists linked to their actors."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from dragoman.annotate.parser import parse
from dragoman.annotate.quantities import find
from dragoman.document import Clean, Document, Mention, OffsetMap, Resolved, TimeValue, Timex, Zone
from dragoman.records import Actor, Edtf, Published

NAMES = {
    "Norway": "state:NOR", "Norwegian": "state:NOR", "Oslo": "state:NOR",
    "Ghana": "state:GHA", "Ghanaian": "state:GHA", "Accra": "state:GHA",
    "Peru": "state:PER", "Peruvian": "state:PER", "Lima": "state:PER",
    "the Lagos Fund": "name:lagos-fund:xx", "Anders Berg": "name:anders-berg:NOR",
}  # fmt: skip
SCHEMAS = {"name:lagos-fund:xx": "IGO", "name:anders-berg:NOR": "Person"}
YEARS = re.compile(r"\b(?:in|of|since)\s+((?:January |March |June )?(?:19|20)\d\d)", re.IGNORECASE)
MONTHS = {"January": 1, "March": 3, "June": 6}


def _value(words: str) -> Edtf:
    month, _, year = words.rpartition(" ")
    return Edtf.month(int(year), MONTHS[month]) if month else Edtf.year(int(year))


@pytest.fixture
def resolved() -> Callable[[str], Resolved]:
    """A document of one body zone, published on a day of 2024."""

    def make(text: str) -> Resolved:
        zones = (Zone("body", 0, len(text)),)
        doc = parse(Clean(Document("d" * 64, "s", text), text, OffsetMap((0,), (0,), len(text), len(text)), (), zones))
        found = sorted(
            (m.start(), m.end(), actor) for name, actor in NAMES.items() for m in re.finditer(rf"\b{name}\b", text)
        )
        mentions, links = [], []
        for start, end, actor in found:
            first, last = doc.token_range(start, end)
            head = next((i for i in range(first, last) if not first <= doc.tokens[i].head < last), last - 1)
            mentions.append(Mention(len(mentions), first, last, head, "name", text[start:end], candidates=(actor,)))
            links.append(actor)
        timexes, times = [], []
        for m in YEARS.finditer(text):
            first, last = doc.token_range(m.start(1), m.end(1))
            times.append(TimeValue(len(timexes), _value(m[1]), "stated"))
            timexes.append(Timex(len(timexes), first, last, "date", m[1]))
        doc = replace(doc, mentions=tuple(mentions), timexes=tuple(timexes))
        doc = replace(doc, quantities=find(doc))
        actors = {
            a: Actor(id=a, name=a, schema=SCHEMAS.get(a, "State"), country=None if a.endswith("xx") else a[-3:])
            for a in set(links)
        }
        return Resolved(doc, Published(edtf=Edtf.day(date(2024, 5, 17))), actors, tuple(links), tuple(times))

    return make
