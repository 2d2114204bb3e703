"""The map: which countries deal most, and where events took place. Values only; templates draw them."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from dragoman.records import Event
from dragoman.web.projection import HEIGHT, WIDTH, projected

STEPS: Final = 5
_PLACES: Final = 200


@dataclass(frozen=True, slots=True)
class Country:
    """A country: its outline (or none, where it is too small for one), and the step of its colour, 0 for nothing."""

    code: str
    path: str
    x: float
    y: float
    dealings: int
    step: int


@dataclass(frozen=True, slots=True)
class Spot:
    """A place where events were, with how many."""

    name: str
    country: str | None
    x: float
    y: float
    events: int


@dataclass(frozen=True, slots=True)
class Atlas:
    """The whole drawing. `missing` are codes of countries that deal and are not on the map."""

    countries: tuple[Country, ...]
    spots: tuple[Spot, ...]
    missing: tuple[str, ...]
    width: int = WIDTH
    height: int = HEIGHT


def atlas(dealings: Mapping[str, int], events: Iterable[Event]) -> Atlas:
    """Countries by how much they deal, and the places of events that took place."""
    most = max(dealings.values(), default=0)
    shapes = _world()
    countries = []
    for code, shape in shapes.items():
        (x, y), count = shape["at"], dealings.get(code, 0)
        countries.append(Country(code, shape["path"], x, y, count, _step(count, most)))
    return Atlas(tuple(countries), tuple(_spots(events)), tuple(sorted(dealings.keys() - shapes.keys())))


def _spots(events: Iterable[Event]) -> list[Spot]:
    """Each place once, those with most events first; what several documents tell counts once."""
    told: dict[tuple[str, str | None, float, float], set[str]] = {}
    for event in events:
        place = event.place
        if event.modality == "actual" and place and place.lat is not None and place.lon is not None:
            told.setdefault((place.name, place.country, place.lon, place.lat), set()).add(event.cluster or event.id)
    counted = Counter({key: len(ids) for key, ids in told.items()})
    ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0][0], item[0][2], item[0][3]))
    spots = []
    for (name, country, lon, lat), count in ranked[:_PLACES]:
        x, y = projected(lon, lat)
        spots.append(Spot(name, country, round(x, 1), round(y, 1), count))
    return spots


def _step(dealings: int, most: int) -> int:
    """1 to 5, by the square root, so that a few large ones leave the others apart."""
    return max(1, math.ceil(STEPS * math.sqrt(dealings / most))) if dealings else 0


@lru_cache(maxsize=1)
def _world() -> dict[str, dict[str, Any]]:
    text = (files("dragoman.web") / "data" / "world.json").read_text(encoding="utf-8")
    countries: dict[str, dict[str, Any]] = json.loads(text)["countries"]
    return countries
