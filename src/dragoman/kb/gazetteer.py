"""The names of actors as text prints them, found at a word by the longest match."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from dragoman.kb.folding import atoms, same_case
from dragoman.kb.inert import Inert
from dragoman.kb.model import Schema, Term, TermKind
from dragoman.kb.packed import lines

Match = tuple[int, tuple[Term, ...]]


class Gazetteer:
    """Terms filed under their folded words."""

    def __init__(self, own: tuple[str, ...] = ()) -> None:
        """`own` are rows of a user, beside which no packaged term of the same name counts."""
        ours = {row[: row.index("\t")] for row in own}
        packaged = lines("terms")
        self._rows = [row for row in packaged if row[: row.index("\t")] not in ours] if ours else packaged
        self._rows += own
        self._filed: dict[str, list[int]] = {}
        self._deepest: dict[str, int] = {}
        for number, row in enumerate(self._rows):
            name = row[: row.index("\t")]
            self._filed.setdefault(name, []).append(number)
            first, depth = name.split(" ", 1)[0], name.count(" ") + 1
            if depth > self._deepest.get(first, 0):
                self._deepest[first] = depth
        self._terms: dict[int, Term] = {}
        self._inert = Inert()

    def longest(self, words: Sequence[str], at: int) -> Match | None:
        """The longest entry that starts at word `at`: the number of its words and every term so written; or None.

        None, too, where the words are part of a phrase that names no actor ("South China Sea", "Indian rupees").
        """
        found = self._longest(words, at)
        if found is None or self._inert.covers(words, at, at + found[0]):
            return None
        return None if found[1][0].schema == "State" and self._inert.ends(words, at + found[0]) else found

    def _longest(self, words: Sequence[str], at: int) -> Match | None:
        parts: list[str] = list(atoms(words[at]))
        depth = self._deepest.get(parts[0], 0) if parts else 0
        best: Match | None = None
        end = at + 1
        while len(parts) <= depth:
            found = self.written(" ".join(parts), "".join(words[at:end]))
            best = (end - at, found) if found else best
            # A word without parts of its own (a hyphen) can join a name but not end it.
            while end < len(words) and not atoms(words[end]):
                end += 1
            if end >= len(words):
                break
            parts.extend(atoms(words[end]))
            end += 1
        return best

    def written(self, name: str, surface: str) -> tuple[Term, ...]:
        """The terms filed under a folded name whose capitals allow this surface."""
        terms = (self._term(number) for number in self._filed.get(name, ()))
        return tuple(term for term in terms if not term.cased or same_case(term.text, surface))

    def _term(self, number: int) -> Term:
        if number not in self._terms:
            _, text, kind, schema, actor, country, cased, organ, _ = self._rows[number].split("\t")
            self._terms[number] = Term(
                actor,
                cast("TermKind", kind),
                cast("Schema", schema),
                country or None,
                text,
                cased == "1",
                organ or None,
            )
        return self._terms[number]
