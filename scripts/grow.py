"""What one document more costs: `python scripts/grow.py [--at 1000 3000 10000 30000 100000]`.

Grows clusters over generated documents in a shelf on disk, and prints at each size the median time of adding one more
document (of the processor, since machines are shared), and the most memory that the process has had. Documents are of
many pairs of states and days; four in ten tell what another has told, one in ten is a copy. Ratios count.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from dragoman import kb
from dragoman.crossdoc import Growing, Told
from dragoman.records import Actor, DocumentRecord, Edtf, Event, Participant, Published, Span
from dragoman.store.shelf import SqliteShelf

ACTS = ("CONSULT", "AID", "REQUEST", "ACCUSE", "SANCTION", "SUPPORT")
VERBS = dict(zip(ACTS, ("met", "aided", "asked", "accused", "sanctioned", "backed"), strict=True))
PROBES = 200  # documents added at each size, whose median counts
SYLLABLES = ("ba", "ke", "lo", "mi", "nu", "ra", "se", "ti", "vo", "za", "dren", "mor", "pal", "quil", "sten", "tor")


class Press:
    """Made-up documents, each by its number alone."""

    def __init__(self) -> None:
        self._states = sorted(kb.load().states)[:120]

    def document(self, number: int) -> Told:
        """The document of that number."""
        chance = random.Random(number)  # noqa: S311 - made-up documents
        share = chance.random()
        kind = f"copy {number // 40}" if share < 0.1 else f"story {number // 8}" if share < 0.5 else str(number)
        story = random.Random(kind)  # noqa: S311
        return self._told(number, story, story if share < 0.1 else chance)

    def _told(self, number: int, story: random.Random, chance: random.Random) -> Told:
        one, other = story.sample(self._states, 2)
        day = date(2000, 1, 1) + timedelta(days=story.randrange(9000))
        act = story.choice(ACTS)
        matter = [_word(story) for _ in range(4)]
        persons = [f"{_word(story).title()} {_word(story).title()}" for _ in range(2)]
        key = f"d{number:07d}"
        clause = f"{persons[0]} {VERBS[act]} {persons[1]} over {' '.join(matter)}"
        body = [clause, *(" ".join(_word(chance) for _ in range(28)) + "." for _ in range(3))]
        text = f"Title {number}\n" + "\n".join(f"{line} and {_word(chance)} {' '.join(matter)}." for line in body)
        start = text.index(clause)
        span = Span(document_id=key, start=start, end=start + len(clause), text=clause)
        return Told(_document(key, day), text, *self._records(span, (one, other), persons, act, day))

    @staticmethod
    def _records(
        span: Span, states: tuple[str, str], persons: list[str], act: str, day: date
    ) -> tuple[tuple[Actor, ...], tuple[Event, ...]]:
        key, verb = span.document_id, span.start + span.text.index(VERBS[act])
        ids = [f"name:{name.lower().replace(' ', '-')}:{code}" for name, code in zip(persons, states, strict=True)]
        event = Event(
            id=f"event:{key}", document_id=key, evidence=(span,), confidence="high", score=0.9, extractor="made/1",
            type=act, source=(ids[0],), target=(ids[1],), modality="actual", date=Edtf.parse(day.isoformat()),
            verb=Span(document_id=key, start=verb, end=verb + len(VERBS[act]), text=VERBS[act]),
            participants=tuple(
                Participant(actor=actor, acts_for=f"state:{code}", side=side)
                for actor, code, side in zip(ids, states, ("source", "target"), strict=True)
            ),
        )  # fmt: skip
        actors = [
            Actor(id=actor, name=name, schema_="Person", country=code, mentions=(span,))
            for actor, name, code in zip(ids, persons, states, strict=True)
        ]
        actors += [Actor(id=f"state:{c}", name=c, schema_="State", country=c, mentions=(span,)) for c in states]
        return tuple(actors), (event,)


def _document(key: str, day: date) -> DocumentRecord:
    published = Published(edtf=Edtf.parse(day.isoformat()), basis="stated")
    return DocumentRecord(id=key, source=key, published=published, status="accepted")


def _word(chance: random.Random) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(3))


def grow(place: Path, sizes: list[int]) -> list[tuple[int, float, float]]:
    """For each size: documents, median seconds of one more, megabytes of memory at most so far; each as it is known."""
    press, shelf = Press(), SqliteShelf(place)
    growing, held, found = Growing(shelf), 0, []
    for size in sizes:
        taken = []
        for number in range(held, size + PROBES):
            start = time.process_time()
            growing.add(press.document(number))
            taken.append(time.process_time() - start)
            if number % 500 == 0:
                shelf.commit()
        held = size + PROBES
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        found.append((size, statistics.median(taken[-PROBES:]), memory))
        print(f"{size:>8} documents: one more {1000 * found[-1][1]:.2f} ms, memory {memory:.0f} MB", flush=True)
    shelf.close()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--at", type=int, nargs="+", default=[1_000, 3_000, 10_000, 30_000, 100_000])
    with tempfile.TemporaryDirectory(prefix="dragoman-grow-") as folder:
        found = grow(Path(folder) / "shelf.db", sorted(parser.parse_args().at))
    first, last = found[0], found[-1]
    print(f"from {first[0]} to {last[0]}: time × {last[1] / first[1]:.2f}, memory × {last[2] / first[2]:.2f}")


if __name__ == "__main__":
    main()
