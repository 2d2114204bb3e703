"""States and the ways of naming one."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

from dragoman.errors import UnknownState
from dragoman.kb.folding import key
from dragoman.kb.model import State
from dragoman.kb.packed import lines, listed
from dragoman.records import Edtf


def read_states() -> dict[str, State]:
    """Every state by code, in the order of codes."""
    return {state.iso3: state for state in map(_state, lines("states"))}


def _state(line: str) -> State:
    iso3, iso2, name, names, demonyms, capitals, qid, status, start, end, _ = line.split("\t")
    return State(
        iso3=iso3,
        name=name,
        names=listed(names),
        demonyms=listed(demonyms),
        capitals=listed(capitals),
        qid=qid or None,
        status=status,
        start=Edtf.parse(start) if start else None,
        end=Edtf.parse(end) if end else None,
        iso2=iso2,
    )


class StateFinder:
    """Finds a state by code, name, demonym or capital, in that order of weight."""

    def __init__(self, states: Mapping[str, State]) -> None:
        self._states = states
        self._codes = {state.iso2: state.iso3 for state in states.values() if state.iso2}
        self._tiers: list[dict[str, list[str]]] = []
        for forms in (
            lambda s: (s.name,),
            lambda s: s.names,
            lambda s: s.demonyms,
            lambda s: s.capitals,
        ):
            tier: dict[str, list[str]] = {}
            for state in states.values():
                for form in sorted({key(text) for text in forms(state)} - {""}):
                    tier.setdefault(form, []).append(state.iso3)
            self._tiers.append(tier)

    def by_code(self, iso3: str) -> State:
        """The state of that ISO 3166-1 alpha-3 code. Raises UnknownState."""
        if iso3 not in self._states:
            raise UnknownState(f"no state has the code {iso3!r}", mend="codes are ISO 3166-1 alpha-3, such as CHL")
        return self._states[iso3]

    def find(self, text: str) -> State:
        """The one state meant. Raises UnknownState where there is none or more than one."""
        code = text.strip().upper()
        code = self._codes.get(code, code)
        if code in self._states:
            return self._states[code]
        wanted = key(text.strip().removeprefix("the ").removeprefix("The "))
        for tier in self._tiers:
            found = tier.get(wanted) or tier.get(f"the {wanted}", [])
            lasting = [iso3 for iso3 in found if self._states[iso3].status != "dissolved"] or found
            if len(lasting) == 1:
                return self._states[lasting[0]]
            if lasting:
                raise UnknownState(f"{text!r} may be any of {', '.join(lasting)}", mend="give the code")
        raise UnknownState(f"no state is called {text!r}", mend=self._suggestion(wanted))

    def _suggestion(self, wanted: str) -> str:
        known = [form for tier in self._tiers for form in tier]
        near = difflib.get_close_matches(wanted, known, n=1, cutoff=0.7) if len(wanted) > 3 else []
        for tier in self._tiers:
            if near and near[0] in tier:
                return f"did you mean {self._states[tier[near[0]][0]].name}?"
        return "give a name, a demonym or an ISO 3166-1 code"
