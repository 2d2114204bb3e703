"""Persons and their tenures of office, read when first asked for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import cast

from dragoman.kb.folding import key
from dragoman.kb.model import Person, Tenure
from dragoman.kb.packed import file_under, filed_under, lines, listed, sources
from dragoman.kb.sounds import sound
from dragoman.records import Edtf

# An office whose end no source gives is taken as possible for this long after the source last speaks of it: of
# the tenures below head of state whose days are known, 98 in 100 are over by then.
_SILENCE = timedelta(days=10 * 365)


class People:
    """Persons by name and tenures by person and by office."""

    def __init__(self, own: tuple[str, ...] = (), held: tuple[str, ...] = ()) -> None:
        """`own` and `held` are a user's rows of persons and tenures."""
        self._rows: dict[str, str] = {}
        self._full: dict[str, str] = {}
        self._family: dict[str, str] = {}
        for row in [*lines("persons"), *own]:
            identifier, _, _, _, _, keys, family, _ = row.split("\t")
            self._rows.setdefault(identifier, row)
            for form in keys.split("|"):
                file_under(self._full, form, identifier)
            file_under(self._family, family, identifier)
        self._given: set[str] = set()
        self._sounds: dict[str, str] = {}
        self._tenures = [*lines("tenures"), *held]
        self._by_person: dict[str, list[int]] = {}
        self._by_office: dict[tuple[str, str], list[int]] = {}
        for number, row in enumerate(self._tenures):
            identifier, country, office, _ = row.split("\t", 3)
            self._by_person.setdefault(identifier, []).append(number)
            self._by_office.setdefault((office, country), []).append(number)

    def named(self, name: str) -> tuple[Person, ...]:
        """Persons of that full name or alias; else of that family name."""
        form = key(name)
        return tuple(self.person(i) for i in filed_under(self._full, form) or filed_under(self._family, form))

    def sounding(self, name: str) -> tuple[Person, ...]:
        """The leader whose full name sounds so, or nobody."""
        if not self._sounds:
            self._sounds.update(cast("tuple[str, str]", line.split("\t")) for line in lines("sounds"))
        heard = self._sounds.get(sound(name))
        return (self.person(heard),) if heard else ()

    def given(self, word: str) -> bool:
        """Whether the name of some office holder opens with that word."""
        if not self._given:
            self._given.update(form.split(" ", 1)[0] for form in self._full if " " in form)
        return key(word) in self._given

    def has(self, identifier: str) -> bool:
        """Whether that person is known."""
        return identifier in self._rows

    def person(self, identifier: str) -> Person:
        """The person of that id."""
        _, name, aliases, family, countries, *_ = self._rows[identifier].split("\t")
        return Person(identifier, name, listed(aliases), family, listed(countries))

    def tenures(self, identifier: str) -> tuple[Tenure, ...]:
        """That person's tenures by start."""
        return tuple(self._tenure(number) for number in self._by_person.get(identifier, ()))

    def holders(self, office: str, country: str, when: Edtf) -> tuple[Tenure, ...]:
        """The tenures of an office that some day of `when` may fall into, the best known and latest first."""
        found = (self._tenure(number) for number in self._by_office.get((office, country), ()))
        possible = [tenure for tenure in found if possible_on(tenure, when)]
        return tuple(sorted(possible, key=lambda t: (not t.end_known, -(t.start or date.min).toordinal(), t.person_id)))

    def _tenure(self, number: int) -> Tenure:
        identifier, country, office, title, counterpart, *dates = self._tenures[number].split("\t")
        start, end, end_known, certainty, bounds, seen, claim, source = dates
        return Tenure(
            person_id=identifier,
            person=self._rows[identifier].split("\t", 2)[1],
            country=country or None,
            office=office,
            title=title,
            counterpart=counterpart or None,
            start=date.fromisoformat(start) if start else None,
            end=date.fromisoformat(end) if end else None,
            end_known=end_known == "1",
            certainty=certainty,
            bounds=bounds == "1",
            source=source[1:] if source.startswith("=") else sources()[int(source)],
            seen=date.fromisoformat(seen) if seen else None,
            claimed=bool(claim),
            recognised_by=listed(claim.removeprefix("claimed:")),
        )


def possible_on(tenure: Tenure, when: Edtf) -> bool:
    """Whether the tenure may have lasted on some day of `when`."""
    end = tenure.end
    if end is None and not tenure.end_known:
        last = tenure.seen or tenure.start
        end = last + _SILENCE if last else None
    if tenure.start and end and end < tenure.start:
        return False
    return when.touches(Edtf.between(tenure.start, end)) if tenure.start or end else True
