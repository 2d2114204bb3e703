"""What a state is called by without its name: where it lies, what it has, what it is a member of, in what it leads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TypeVar

from dragoman.kb.folding import atoms, key
from dragoman.kb.packed import hand_written, listed
from dragoman.records import Edtf

States = frozenset[str]
Found = TypeVar("Found")
_LONGEST = 4  # words: "South - East Asian", as tokenisers part it


def trait_at(words: Sequence[str], at: int) -> tuple[int, States] | None:
    """The longest trait that starts at words[at] ("oil-rich"): its words, and the states that have it."""
    return _longest(words, at, _filed("trait"))


def body_at(words: Sequence[str], at: int, when: Edtf | None) -> tuple[int, States] | None:
    """The body that starts at words[at] ("NATO"): its words, and who is a member on a day of `when`, or ever was."""
    found = _longest(words, at, _bodies())
    if found is None or not words[at][:1].isupper():
        return None
    return found[0], frozenset(
        code for codes, spell in found[1] if when is None or when.touches(spell) for code in codes
    )


def heads(*, of_members: bool) -> Mapping[str, States]:
    """The nouns that close such a description ("country", "member state"), with the states that they allow; or none."""
    return _filed("member-head" if of_members else "head")


def leaders(region: str, what: str, rank: str) -> States:
    """The states that have been the first, or the `rank`-th, of a region: "world", "cocoa producer", "1"."""
    return _leaders().get((region, what, rank), frozenset())


@cache
def _leaders() -> Mapping[tuple[str, str, str], States]:
    return {
        (row["region"], row["what"], row["rank"]): frozenset(listed(row["states"]))
        for row in hand_written("superlatives.csv")
    }


def _longest(words: Sequence[str], at: int, filed: Mapping[str, Found]) -> tuple[int, Found] | None:
    for length in range(min(_LONGEST, len(words) - at), 0, -1):
        form = " ".join(part for word in words[at : at + length] for part in atoms(word))
        if form in filed and atoms(words[at + length - 1]):
            return length, filed[form]
    return None


@cache
def _filed(kind: str) -> Mapping[str, States]:
    return {
        key(form): frozenset(listed(row["states"]))
        for row in hand_written("traits.csv")
        if row["kind"] == kind
        for form in listed(row["words"])
    }


@cache
def _bodies() -> Mapping[str, tuple[tuple[States, Edtf], ...]]:
    """The spells of membership of each body, under each of its names."""
    found: dict[str, list[tuple[States, Edtf]]] = {}
    for row in hand_written("members.csv"):
        start, end = (Edtf.parse(row[name]) if row[name] else None for name in ("start", "end"))
        spell = Edtf.between(start.earliest if start else None, end.latest if end else None)
        for form in listed(row["words"]):
            found.setdefault(key(form), []).append((frozenset(listed(row["states"])), spell))
    return {form: tuple(spells) for form, spells in found.items()}
