"""Places by name, read when first asked for."""

from __future__ import annotations

from dragoman.kb.folding import key
from dragoman.kb.model import PlaceRow
from dragoman.kb.packed import file_under, filed_under, lines

_FIRST = {"capital": 0, "country": 1}


class Places:
    """Places filed under every name that they go by."""

    def __init__(self) -> None:
        self._rows = lines("places")
        self._filed: dict[str, str] = {}
        for number, row in enumerate(self._rows):
            entry = str(number)
            for form in row.split("\t", 2)[1].split("|"):
                file_under(self._filed, form, entry)

    def named(self, name: str) -> tuple[PlaceRow, ...]:
        """Places of that name: those properly called so first, capitals and countries before others, then by size."""
        form = key(name)
        rows = [
            (self._place(number), key(self._rows[number].split("\t", 1)[0]))
            for number in map(int, filed_under(self._filed, form))
        ]
        rows.sort(key=lambda row: (row[1] != form, _FIRST.get(row[0].kind, len(_FIRST)), -row[0].population))
        return tuple(place for place, _ in rows)

    def _place(self, number: int) -> PlaceRow:
        name, _, kind, country, lat, lon, geonames, population, _ = self._rows[number].split("\t")
        return PlaceRow(
            name=name,
            kind=kind,
            country=country or None,
            lat=float(lat) if lat else None,
            lon=float(lon) if lon else None,
            geonames=int(geonames) if geonames else None,
            population=int(population or 0),
        )
