"""Stores of any size out of some hundred articles that were really read.

    python scripts/crowd.py STORE [--documents 20000]

The articles of examples/ and eval/, and generated ones, are read once by the pipeline. Then each affair is told again
and again of other states, persons and years, with other words in most places, until there are documents enough;
what was read moves with its words, so that each quotation stands in its text. Articles of one affair move together:
copies, one event told twice, contradictions and answers stay. Some pairs of states come far more often than others.
"""

from __future__ import annotations

import argparse
import calendar
import hashlib
import random
import re
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, count
from pathlib import Path
from typing import Any, Final

import soak

from dragoman import kb
from dragoman.app import read_text
from dragoman.document import Outcome
from dragoman.records import Actor as ActorRecord
from dragoman.store import open_store

ROOT: Final = Path(__file__).parents[1]
FOLDERS: Final = ("examples", "eval/gold/docs", "eval/affairs/docs", "eval/stories/docs", "eval/dateless/docs")
AFFAIR: Final = re.compile(r"^([AS]\d+)-")  # how files of one affair begin
GENERATED, STATES, PAIRS, AT_ONCE = 160, 60, 400, 200
FIRST_YEAR, YEARS = 1998, 28
SYLLABLES: Final = ("ba", "ke", "lo", "mi", "nu", "ra", "se", "ti", "vo", "za", "dren", "mor", "pal", "quil", "sten")
DATED: Final = re.compile(r"(?<![^/.\[{,])(?:19|20)\d\d(?![\d.])")  # the year of a date in EDTF
PROSE: Final = frozenset({
    "name", "aliases", "title", "subject", "clean", "after", "question", "speaker_text", "what", "message", "printed",
    "printed_as", "publisher", "values",
})  # fmt: skip
WORD: Final = re.compile(r"[^\W\d_]+")
KEPT: Final = {*calendar.month_name, *calendar.day_name}  # names that no telling changes
CONTENT, RETOLD = 4, 0.8  # letters of a word that may become another, and the share of those that do


def affairs() -> list[list[Outcome]]:
    """The articles as they were read, those of one affair together."""
    read: dict[str, list[Outcome]] = {}
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).glob("*.txt")):
            begins = AFFAIR.match(path.stem) if "affairs" in folder or "stories" in folder else None
            key = folder if folder == "examples" else f"{folder} {begins[1] if begins else path.stem}"
            read.setdefault(key, []).append(read_text(path.read_text(encoding="utf-8")))
    singles = [[read_text(soak.article(number))] for number in range(GENERATED)]
    return [*read.values(), *singles]


class Move:
    """One telling of an affair of two states as of two others: which names, words and years stand for which."""

    def __init__(self, affair: Sequence[Outcome], pair: tuple[str, str], year: int, chance: random.Random) -> None:
        self._salt, self._pair, self._years = str(chance.random()), "".join(sorted(pair)), 0
        self._codes = _codes(affair, pair, chance)
        self._names = dict(_state_forms(self._codes))
        people = [a for one in affair for a in one.actors if a.schema_ == "Person"]
        self._people = {word for actor in people for name in (actor.name, *actor.aliases) for word in _words(name)}
        printed = {word for one in affair for word in WORD.findall(one.text)}
        self._proper = {word for word in printed if word.istitle() and word.lower() not in printed} - KEPT
        told = [int(found) for one in affair for found in re.findall(r"\b(?:19|20)\d\d\b", one.text)]
        self._years = year - Counter(told).most_common(1)[0][0] if told else 0
        forms = "|".join(re.escape(form) for form in sorted(self._names, key=len, reverse=True)) or "(?!)"
        self._pattern = re.compile(rf"\b(?:{forms})\b|\b(?:19|20)\d\d\b|\b[^\W\d_]+\b")
        self._ids = {f"state:{old}": f"state:{new}" for old, new in self._codes.items()}
        for actor in (a for one in affair for a in one.actors if not a.id.startswith("state:")):
            self._ids[actor.id] = self._actor_id(actor)
        self._texts = {one.document.id: _Shifted(one.text, self._pattern, self._word) for one in affair}
        self._documents = {key: hashlib.sha256(text.new.encode()).hexdigest() for key, text in self._texts.items()}

    def of(self, outcome: Outcome, source: str) -> Outcome:
        """An article of the affair, told so."""
        text = self._texts[outcome.document.id]
        record = self._moved(outcome.document, text)
        record = record.model_copy(update={"source": source})
        actors = [self._moved(actor, text) for actor in outcome.actors]
        records = [self._moved(record, text) for record in outcome.records]
        issues = [self._moved(issue, text) for issue in outcome.issues]
        return Outcome(record, text.new, tuple(actors), tuple(records), tuple(issues))

    def _moved(self, record: Any, text: _Shifted) -> Any:
        kind = type(record)
        return kind.model_validate(self._value(record.model_dump(mode="json", by_alias=True), text))

    def _value(self, value: Any, text: _Shifted, name: str = "") -> Any:
        if isinstance(value, dict):
            return self._fields(value, text, name)
        if isinstance(value, list):
            return [self._value(part, text, name) for part in value]
        return self._string(value, name) if isinstance(value, str) else value

    def _fields(self, fields: dict[str, Any], text: _Shifted, name: str) -> dict[str, Any]:
        place = fields.get("start"), fields.get("end")
        found = {self._string(key, "printed") if name == "printed_as" else key: self._value(value, text, key)
                 for key, value in fields.items()}  # fmt: skip
        if isinstance(place[0], int) and isinstance(place[1], int):
            start, end = text.at(place[0]), max(text.at(place[1]), text.at(place[0]) + 1)
            found |= {"start": start, "end": end}
            found |= {key: text.new[start:end] for key in ("text", "before") if key in fields}
        return found

    def _string(self, value: str, name: str) -> str:
        if value in self._ids:
            return self._ids[value]
        if value in self._documents:
            return self._documents[value]
        if name in ("country", "publisher_country"):
            return self._codes.get(value, value)
        if name in ("id", "attributed_to", "about", "part_of", "children", "renews", "restates", "records", "cluster"):
            head, _, tail = value.partition(":")
            return f"{head}:{hashlib.sha256((self._salt + tail).encode()).hexdigest()[: len(tail)]}" if tail else value
        if name in PROSE:
            return self._pattern.sub(lambda found: self._word(found[0]), value)
        return DATED.sub(lambda found: self._word(found[0]), value).replace("-02-29", "-02-28")  # not every year has it

    def _word(self, word: str) -> str:
        if word in self._names:
            return self._names[word]
        if word.isdigit():
            return str(int(word) + self._years)
        if word in self._people:
            return _made(f"{self._pair} {word}").title()
        if word in self._proper and len(word) > 3:
            return _made(f"{self._salt} {word}").title()
        if len(word) >= CONTENT and word.islower() and _share(f"{self._salt} {word}") < RETOLD:
            return _made(f"{self._salt} {word}")
        return word

    def _actor_id(self, actor: ActorRecord) -> str:
        if actor.schema_ == "Person":
            told = "-".join(self._word(word) for word in _words(actor.name)).lower()
            return f"name:{told or 'nobody'}:{self._codes.get(actor.country or '', 'xx')}"
        head, _, code = actor.id.rpartition(":")
        return f"{head}:{self._codes.get(code, code)}"


class _Shifted:
    """A text with some of its words put otherwise, and where each of its characters has gone."""

    def __init__(self, text: str, pattern: re.Pattern[str], word: Any) -> None:
        parts, at, length = [], 0, 0
        self._old, self._new = [0], [0]
        for found in pattern.finditer(text):
            said = word(found[0])
            if said == found[0]:
                continue
            parts += [text[at : found.start()], said]
            length += found.start() - at
            self._mark(found.start(), length)
            length += len(said)
            at = found.end()
            self._mark(at, length)
        self.new = "".join([*parts, text[at:]])

    def _mark(self, old: int, new: int) -> None:
        self._old.append(old)
        self._new.append(new)

    def at(self, offset: int) -> int:
        """Where an offset has gone; from within a word that was put otherwise no further than its end."""
        place = bisect_right(self._old, offset) - 1
        limit = self._new[place + 1] if place + 1 < len(self._new) else len(self.new)
        return min(self._new[place] + offset - self._old[place], limit)


def _codes(affair: Sequence[Outcome], pair: tuple[str, str], chance: random.Random) -> dict[str, str]:
    """For each state that the affair names another: for the two named most the pair."""
    named = Counter({a.id.removeprefix("state:"): 0 for one in affair for a in one.actors if a.id.startswith("state:")})
    for one in affair:
        named.update({a.id[6:]: len(a.mentions) for a in one.actors if a.id.startswith("state:")})
    old = [code for code, _ in sorted(named.items(), key=lambda item: (-item[1], item[0]))]
    rest = [code for code in _states() if code not in pair]
    return dict(zip(old, [*pair, *chance.sample(rest, max(0, len(old) - 2))], strict=False))


def _state_forms(codes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each printed form of a state with the like form of the state that stands for it."""
    states = kb.load().states
    for old, new in codes.items():
        if old in states:
            one, other = states[old], states[new]
            for mine, theirs in ((one.names, other.name), (one.demonyms, other.demonyms[0])):
                yield from ((form, theirs) for form in mine)
            yield from ((capital, other.capitals[0]) for capital in one.capitals)


def _states() -> list[str]:
    known = [s for s in kb.load().states.values() if s.status == "sovereign" and s.demonyms and s.capitals]
    return sorted(state.iso3 for state in known if state.name.isalpha())[:STATES]


def _words(name: str) -> list[str]:
    return [word for word in re.findall(r"[^\W\d_]+", name) if word[0].isupper()]


def _share(text: str) -> float:
    return int(hashlib.sha256(text.encode()).hexdigest()[:8], 16) / 2**32


def _made(text: str) -> str:
    chance = random.Random(text)  # noqa: S311 - made-up words
    return "".join(chance.choice(SYLLABLES) for _ in range(3))


def outcomes(documents: int) -> Iterator[Outcome]:
    """That many articles, the same ones each time."""
    chance = random.Random(12)  # noqa: S311 - made-up documents
    read, pairs = affairs(), list(combinations(_states(), 2))
    chance.shuffle(pairs)
    pairs, weights = pairs[:PAIRS], [1 / (rank + 4) for rank in range(PAIRS)]
    told, seen = 0, set[str]()
    for turn in count():
        for affair in read:
            move = Move(affair, chance.choices(pairs, weights)[0], FIRST_YEAR + chance.randrange(YEARS), chance)
            for number, outcome in enumerate(affair):
                if told == documents:
                    return
                made = move.of(outcome, f"crowd/{turn:04d}-{told:06d}-{number}.txt")
                if made.document.id not in seen:
                    seen.add(made.document.id)
                    told += 1
                    yield made


def fill(place: str | Path, documents: int) -> None:
    """A store of that many articles, at a path or a PostgreSQL URL."""
    with open_store(place) as store:
        run, waiting = store.begin_run({"crowd": "1"}), outcomes(documents)
        while batch := [one for one, _ in zip(waiting, range(AT_ONCE), strict=False)]:
            with store.together():
                for outcome in batch:
                    store.put(outcome, pipeline="crowd=1", run=run)


def main() -> int:
    """Parse, fill."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store")
    parser.add_argument("--documents", type=int, default=20_000)
    options = parser.parse_args()
    fill(options.store, options.documents)
    return 0


if __name__ == "__main__":
    sys.exit(main())
