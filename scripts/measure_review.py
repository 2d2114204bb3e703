"""What must hold of looking back, of judgements and of sheets, measured on articles with the real pipeline.

    python scripts/measure_review.py replay                       every date in the corpus, by both clocks
    python scripts/measure_review.py judgements [--number 200]    a re-run with moved spans, then undo of all
    python scripts/measure_review.py sheet                        fifty agreements against articles that tell of them

The corpus is examples/, the open articles of eval/, and ../shared/seeds where it is there. Exit code 1 where an aim is
missed.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import dragoman.app
from dragoman import pipeline
from dragoman.app.reading import Tools
from dragoman.app.texts import tools
from dragoman.document import Document, Outcome
from dragoman.errors import DragomanError
from dragoman.export import Holdings, gather
from dragoman.records import KINDS, Anchor, Claim, Evident, Gap, Judgement, lines
from dragoman.store import AsOf, Store, open_store

ROOT = Path(__file__).parents[1]
SEED = 11
NUMBER_OF_KINDS = 14


def corpus() -> list[Path]:
    """The articles."""
    places = (ROOT / "examples", ROOT / "eval/gold/docs", ROOT / "eval/stories/docs", ROOT.parent / "shared/seeds")
    return sorted(path for place in places for path in place.glob("*.txt"))


def outcomes() -> list[Outcome]:
    """Each article as the pipeline reads it."""
    found = []
    for path in corpus():
        data = path.read_bytes()
        text = data.decode("utf-8", errors="replace")
        found.append(pipeline.run(Document(id=hashlib.sha256(data).hexdigest(), source=path.name, text=text)))
    return found


def shown(holdings: Holdings, *, judgements: bool = True) -> dict[str, list[str]]:
    """Everything that an export would write."""
    kinds = [kind for kind in KINDS if judgements or kind != "judgements"]
    return {kind: list(lines(holdings.of(kind))) for kind in kinds}


def report(aim: str, *, held: bool, **found: object) -> int:
    """Print a measure as one line of JSON; 0 where the aim holds."""
    print(json.dumps({"aim": aim, "held": held, **found}, ensure_ascii=False))
    return 0 if held else 1


# replay


def replay(_: argparse.Namespace) -> int:
    """On every date, the view of a store that knows all, against a store that was fed only what was known then."""
    read = outcomes()
    first = datetime(2024, 1, 1, tzinfo=UTC)
    differing: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        moments = [first + timedelta(days=number) for number in range(len(read))]
        with _fed(Path(folder) / "all.db", zip(read, moments, strict=True)) as whole:
            days = sorted({day for outcome in read if (day := _last_day(outcome))})
            for number, day in enumerate(days):
                known = [(o, m) for o, m in zip(read, moments, strict=True) if (d := _last_day(o)) and d <= day]
                with _fed(Path(folder) / f"p{number}.db", known) as part:
                    if shown(gather(whole, as_of=AsOf(published=day))) != shown(gather(part)):
                        differing.append(f"published {day}")
            for number, moment in enumerate(moments):
                at = moment.isoformat(timespec="microseconds")
                known = list(zip(read, moments, strict=True))[: number + 1]
                with _fed(Path(folder) / f"i{number}.db", known) as part:
                    if shown(gather(whole, as_of=AsOf(ingested=at))) != shown(gather(part)):
                        differing.append(f"ingested {at}")
    return report(
        "the view on every date equals that of a store fed only what was known then", held=not differing,
        articles=len(read), days_published=len(days), times_ingested=len(moments), differing=differing[:5],
    )  # fmt: skip


def _fed(file: Path, known: Iterable[tuple[Outcome, datetime]]) -> Store:
    now = [datetime(2023, 1, 1, tzinfo=UTC)]
    store = open_store(file, clock=lambda: now[0])
    run = store.begin_run({"made": "1"})
    for outcome, moment in known:
        now[0] = moment
        store.put(outcome, pipeline="1", run=run)
    return store


def _last_day(outcome: Outcome) -> date | None:
    published = outcome.document.published
    known = published.edtf or published.latest
    return known.latest if known else None


# judgements


def judgements(options: argparse.Namespace) -> int:
    """Random decisions of every kind; a re-run whose spans lie elsewhere; then undo of all."""
    chance = random.Random(SEED)  # noqa: S311 - the same decisions each time
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "made.db"
        with dragoman.app.open(place, tools=tools()) as archive:
            archive.read(corpus())
            before = shown(archive.holdings(), judgements=False)
            made = _decide(archive, options.number, chance)
            kinds = Counter(judgement.decision.action for judgement in made)
        with dragoman.app.open(place, tools=moved_tools()) as newer:
            newer.read(corpus())
            standing = newer.standing()
            in_force = {j.id for j in standing.in_force}
            lost = [j for j in standing.lost if j.id in in_force]
            missing = [j.id for j in made if j.id not in {k.id for k in newer.judgements()}]
            right, wrong = _found_again(made, newer.holdings())
            effects = Counter(r.review for r in newer.holdings().records if r.review)
        with dragoman.app.open(place, tools=tools()) as again:
            for judgement in reversed(again.standing().in_force):
                again.reviewer(judgement.who).undo(judgement.id)
            again.read(corpus(), again=True)  # after undoing: names that people gave are known to a reading
            after = shown(again.holdings(), judgements=False)
            differing = [kind for kind in before if before[kind] != after[kind]]
    kept = 1 - len(lost) / len(made)
    return report(
        "95 % re-anchored, the rest listed, none lost; undo of all gives the first state",
        held=kept >= 0.95 and not (missing or wrong or differing) and len(made) == options.number, judgements=len(made),
        kinds=dict(kinds), re_anchored=round(kept, 3), listed=len(lost),
        listed_kinds=dict(Counter(j.decision.action for j in lost)), records_found_again=right,
        records_mistaken=wrong, missing=len(missing), in_view=dict(effects),
        differing_after_undo=differing,
    )  # fmt: skip


def _found_again(made: Iterable[Judgement], holdings: Holdings) -> tuple[int, int]:
    """How many of the judged records are found as the moved record that each became, and how many as another one.

    A reading knows the names that people decided, and a record that names an actor otherwise has another id; then it is
    the same if it rests on the same words.
    """
    targets = {t for j in made for t in [getattr(j.decision, "target", None), *getattr(j.decision, "targets", ())] if t}
    here = holdings.by_id | holdings.judged.rejected
    right = wrong = 0
    for target in (t for t in targets if t.document_id):
        now = holdings.judged.place_of(target.record)
        if now and now != target.record:
            same = now == moved_id(target.record) or _on_its_words(target, here.get(now))
            right, wrong = right + same, wrong + (not same)
    return right, wrong


def _on_its_words(target: Anchor, record: Evident | None) -> bool:
    """Whether a record rests on most of the words that a judged one rested on."""
    if record is None or record.document_id != target.document_id:
        return False
    mine, theirs = target.evidence[0], record.evidence[0]
    common = min(mine.end, theirs.end) - max(mine.start, theirs.start)
    return 2 * common >= min(mine.end - mine.start, theirs.end - theirs.start)


def _decide(archive: dragoman.app.Archive, number: int, chance: random.Random) -> list[Judgement]:
    """That many judgements, of every kind in turn, by two people."""
    made: list[Judgement] = []
    while len(made) < number:
        holdings = archive.holdings()
        for kind in chance.sample(range(NUMBER_OF_KINDS), NUMBER_OF_KINDS):
            if len(made) < number:
                reviewer = archive.reviewer(chance.choice(["Ana", "Ben"]))
                try:
                    made.append(_one(reviewer, holdings, kind, chance, made))
                except (DragomanError, IndexError):
                    continue  # there is nothing of that kind to decide, or it was decided away meanwhile
    return made


def _one(  # noqa: C901, PLR0911, PLR0912 - one line a kind of decision
    reviewer: dragoman.app.Reviewer, holdings: Holdings, kind: int, chance: random.Random, made: list[Judgement]
) -> Judgement:
    facts = [r for r in holdings.records if r.document_id]
    events = [r for r in facts if r.id.startswith("event:")]
    document = chance.choice(sorted(holdings.documents))
    text = holdings.texts[document]
    match kind:
        case 0:
            return reviewer.accept(chance.choice(facts).id, why="seen")
        case 1:
            return reviewer.reject(chance.choice(facts).id)
        case 2:
            return reviewer.edit(chance.choice(events).id, "date", f"2023-0{chance.randint(1, 9)}-11")
        case 3:
            return reviewer.note(chance.choice(facts).id, "look again")
        case 4:
            start = chance.randrange(max(1, len(text) - 60))
            return reviewer.add("gaps", document, start, start + 40, {"question": "what this means"})
        case 5:
            return reviewer.close_gap(chance.choice([r for r in facts if isinstance(r, Gap)]).id, (document, 0, 20))
        case 6:
            conflict = chance.choice(holdings.of("conflicts"))
            return reviewer.resolve_conflict(conflict.id, holds=chance.choice(conflict.records))  # type: ignore[attr-defined]
        case 7:
            claims = [r for r in facts if isinstance(r, Claim)]
            return reviewer.merge_records([r.id for r in chance.sample(claims, 2)])
        case 8:
            cluster: Any = chance.choice(holdings.clusters)
            return reviewer.split_records(chance.sample(cluster.members, 2))
        case 9:
            people = sorted(
                key for key, actor in holdings.actors.items() if actor.schema_ == "Person" and actor.mentions
            )
            return reviewer.merge_actors(chance.sample(people, 2))
        case 10:
            people = sorted(
                key for key, actor in holdings.actors.items() if actor.schema_ == "Person" and actor.mentions
            )
            actor = holdings.actors[chance.choice(people)]
            return reviewer.split_actor(actor.id, [actor.mentions[0].document_id])
        case 11:
            return reviewer.mark_origin(document, copy_of=chance.choice(sorted(holdings.documents.keys() - {document})))
        case 12:
            return reviewer.alias(chance.choice(sorted(holdings.actors)), "a made name")
        case _:
            mine = [j for j in made if j.decision.action != "undo" and j.who == reviewer.who]
            return reviewer.undo(chance.choice(mine).id)


def moved_tools() -> Tools:
    """The pipeline with every piece of evidence trimmed or widened by a word or so, and every id another."""
    usual = tools()

    def run(document: Document, **more: Any) -> Outcome:
        return moved(usual.run(document, **more))

    return replace(usual, run=run, versions={**usual.versions, "moved": "1"})


def moved(outcome: Outcome) -> Outcome:
    """The outcome with its spans moved by design; records point to one another as before."""
    chance = random.Random(outcome.document.id)  # noqa: S311 - the same moves each time
    records = [r for r in outcome.records if isinstance(r, Evident)]
    names = {r.id: moved_id(r.id) for r in records}
    found = []
    for record in records:
        said = json.loads(_renamed(record.model_dump_json(by_alias=True), names))
        said["evidence"] = [_shifted(span, outcome.text, chance) for span in said["evidence"]]
        found.append(type(record).model_validate(said))
    return replace(outcome, records=tuple(found))


def moved_id(old: str) -> str:
    """The id of a moved record."""
    return f"{old[:-6]}{hashlib.sha256(old.encode()).hexdigest()[:6]}"


def _renamed(body: str, names: dict[str, str]) -> str:
    for old, new in names.items():
        body = body.replace(f'"{old}"', f'"{new}"')
    return body


def _shifted(span: dict[str, Any], text: str, chance: random.Random) -> dict[str, Any]:
    """The span with either end one word further in or out, or where it was."""
    start, end = span["start"], span["end"]
    change: Callable[[], int] = lambda: chance.choice((-1, 0, 1))  # noqa: E731
    if (by := change()) > 0 and " " in text[start:end].strip():
        start = text.index(" ", start) + 1
    elif by < 0:
        start = text.rfind(" ", 0, max(0, start - 1)) + 1
    if (by := change()) > 0:
        end = (text.find(" ", end + 1) + 1 or len(text) + 1) - 1
    elif by < 0 and " " in text[start:end].strip():
        end = text.rindex(" ", start, end)
    if not text[start:end].strip():
        start, end = span["start"], span["end"]
    return {**span, "start": start, "end": end, "text": text[start:end], "clean": None}


# sheet

STATES = ("Chile", "Peru", "Kenya", "Norway", "Vietnam", "Ghana", "Oman", "Poland", "Ecuador", "Jordan")
THINGS = (
    "fisheries", "tidal power", "student exchange", "rail freight", "customs data", "vaccine supply",
    "satellite images", "forest protection", "grain storage", "port security",
)  # fmt: skip
TOWNS = ("Lima", "Oslo", "Nairobi", "Hanoi", "Accra")
KINDS_OF_PAPER = (
    ("memorandum of understanding", "MoU"), ("agreement", "Agreement"), ("treaty", "Treaty"), ("protocol", "Protocol"),
)  # fmt: skip


def agreements() -> list[tuple[str, dict[str, str]]]:
    """Fifty articles that tell of one agreement each, and the row of a sheet for it, in an analyst's own words."""
    found = []
    for number in range(50):
        a, b = STATES[number % 10], STATES[(number * 3 + 1 + number // 10) % 10]
        a, b = (a, b) if a != b else (a, STATES[(number + 5) % 10])
        thing = THINGS[(number * 7 + number // 10) % 10]
        written, kind = KINDS_OF_PAPER[number % 4]
        day = date(2021, 1, 4) + timedelta(days=23 * number)
        town = TOWNS[number % 5]
        text = (
            f"{a} and {b} sign {written} on {thing}\n\n{town}, {day:%d %B %Y}\n\n"
            f"{a} and {b} signed a {written} on {thing} in {town} on {day.day} {day:%B %Y}. "
            f"Officials of both countries called it a step forward after long talks.\n"
        )
        named = thing.capitalize() if number % 3 else f"{kind} on {thing}"
        when = day.isoformat() if number % 5 else f"{day:%B %Y}"
        found.append((text, {"Party": a, "Counterparty": b, "Signed": when, "About": named, "Form": kind}))
    return found


def sheet(_: argparse.Namespace) -> int:
    """A sheet of fifty agreements that articles tell of: how many rows join the right one, a wrong one, or wait."""
    told = agreements()
    with tempfile.TemporaryDirectory() as folder:
        articles, file = Path(folder) / "articles", Path(folder) / "mine.csv"
        articles.mkdir()
        for number, (text, _row) in enumerate(told):
            (articles / f"{number:02d}.txt").write_text(text, encoding="utf-8")
        with file.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, list(told[0][1]))
            writer.writeheader()
            writer.writerows(row for _, row in told)
        with dragoman.app.open(Path(folder) / "made.db", tools=tools()) as archive:
            archive.read(articles)
            chosen = {"parties": "Party+Counterparty", "date": "Signed", "title": "About", "kind": "Form"}
            imported = archive.import_sheet("agreements", file, chosen, owner="Ana")
            right, wrong, alone = _joined(archive.holdings(), imported.document_id)
            waiting = {task.about for task in archive.queue() if task.why == "imported"}
    share = len(right) / len(told)
    return report(
        "90 % join the right clusters, the rest wait in review",
        held=share >= 0.9 and not wrong and set(alone) <= waiting,
        rows=len(told), right=len(right), wrong=len(wrong), alone=len(alone), waiting=len(set(alone) & waiting),
        unread=len(imported.issues),
    )  # fmt: skip


def _joined(holdings: Holdings, document: str) -> tuple[list[str], list[str], list[str]]:
    """The rows by what they joined: the article of their own number, another one, nothing."""
    sources = {key: Path(record.source).stem for key, record in holdings.documents.items()}
    rows = sorted(
        (r for r in holdings.records if r.document_id == document and r.id.startswith("agreement:")),
        key=lambda r: r.evidence[0].start,
    )
    right, wrong, alone = [], [], []
    for number, row in enumerate(rows):
        beside = (r for r in holdings.records if r.cluster == row.cluster and r.id != row.id)
        others = {sources[r.document_id] for r in beside if r.document_id}
        if row.cluster is None:
            alone.append(row.id)
        else:
            (right if others == {f"{number:02d}"} else wrong).append(row.id)
    return right, wrong, alone


MEASURES = {"replay": replay, "judgements": judgements, "sheet": sheet}


def main() -> int:
    """Take the measure that is asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("measure", choices=sorted(MEASURES))
    parser.add_argument("--number", type=int, default=200)
    options = parser.parse_args()
    return MEASURES[options.measure](options)


if __name__ == "__main__":
    sys.exit(main())
