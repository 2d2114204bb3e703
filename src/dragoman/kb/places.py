"""Places by name, read when first asked for."""

from __future__ import annotations

from dragoman.kb.folding import key
from dragoman.kb.model import PlaceRow
from dragoman.kb.packed import lines, listed


class Places:
    """Places filed under every name that they go by."""

    def __init__(self) -> None:
        self._rows = lines("places")
        self._filed: dict[str, list[int]] = {}
        self._proper: set[tuple[str, int]] = set()
        for number, row in enumerate(self._rows):
            name, aliases, _ = row.split("\t", 2)
            self._proper.add((key(name), number))
            for form in {key(form) for form in (name, *listed(aliases))}:
                self._filed.setdefault(form, []).append(number)

    def named(self, name: str) -> tuple[PlaceRow, ...]:
        """Places of that name: capitals first, then by population, a place's own name before an alternate one."""
        form = key(name)
        rows = [(self._place(number), (form, number) in self._proper) for number in self._filed.get(form, ())]
        rows.sort(key=lambda row: (row[0].kind != "capital", not row[1], -row[0].population))
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
