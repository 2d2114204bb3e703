"""dragoman review: the queue in the terminal, and one decision at a time"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from dragoman import app
from dragoman.cli import options, show
from dragoman.cli.screen import archive, note, one_line, out, say
from dragoman.errors import DragomanError

EPILOG = (
    "Examples:  dragoman review   ·   dragoman review reject event:3f0a --why 'a duplicate'   ·   "
    "dragoman review add events 07-translated.txt 'met this Friday' type=CONSULT source=TUR target=KEN"
)
KEYS = (
    "a accept   r reject   e FIELD VALUE edit   n WORDS note   h RECORD it holds   x no conflict   c close the gap   "
    "s skip   u undo my last   q stop"
)
group = typer.Typer(no_args_is_help=False, rich_markup_mode="rich", pretty_exceptions_enable=False)
Record = Annotated[str, typer.Argument(help="The id of a record, or how it begins.", metavar="ID")]
Records = Annotated[list[str], typer.Argument(help="Two or more ids.", metavar="ID...")]
Fields = Annotated[list[str], typer.Argument(help="Fields as exports name them.", metavar="FIELD=VALUE...")]
Store = options.Store
Who = options.Who
Why = options.Why


@group.callback(invoke_without_command=True, epilog=EPILOG)
def review(
    context: typer.Context,
    limit: Annotated[int, typer.Option(min=1, help="At most so many tasks.")] = 50,
    who: options.Who = None,
    store: options.Store = None,
) -> None:
    """Work through what waits for a person: disputes, contradictions, rows of sheets, doubtful records.

    What you decide outlives every later reading. Each decision can be undone, which is one more decision.
    """
    context.obj = options.chosen(context, store)
    if context.invoked_subcommand is None:
        with archive(context.obj) as opened:
            Session(opened, options.reviewer(who)).work(limit)


class Session:
    """One person at the queue."""

    def __init__(self, opened: app.Archive, who: str) -> None:
        self._archive, self._reviewer = opened, opened.reviewer(who)
        self._mine: list[app.Judgement] = []

    def work(self, limit: int) -> None:
        """Ask about one task after the other until there is none, or the person stops."""
        tasks = self._archive.queue(limit)
        for number, task in enumerate(tasks, 1):
            out().print()
            say(
                (f"{number} of {len(tasks)}  {task.why}: ", "bold yellow"),
                one_line(task.words),
                (f"  {task.about}", "dim"),
            )
            self._look(task)
            if not self._ask(task):
                break
        note(f"{len(self._mine)} decisions kept" if tasks else "nothing waits for review")

    def _look(self, task: app.Task) -> None:
        try:
            show.print_shown(self._archive.show(task.about))
        except DragomanError:
            note(f"see it with: dragoman actor {task.about}" if task.why == "person" else "it is in no view")

    def _ask(self, task: app.Task) -> bool:
        """Until the answer is one that leads on; False to stop."""
        note(KEYS)
        while True:
            said = typer.prompt(">", prompt_suffix=" ", default="s", show_default=False).strip()
            key, _, rest = said.partition(" ")
            if key == "q":
                return False
            if key == "s":
                return True
            try:
                if self._decide(key, rest.strip(), task.about):
                    return True
            except DragomanError as error:
                note(str(error))

    def _decide(self, key: str, rest: str, about: str) -> bool:
        """Do what a key stands for; whether the task is done with."""
        me = self._reviewer
        field, _, value = rest.partition(" ")
        decisions: dict[str, Callable[[], app.Judgement]] = {
            "a": lambda: me.accept(about, why=rest or None),
            "r": lambda: me.reject(about, why=rest or None),
            "e": lambda: me.edit(about, field, options.value_of(value)),
            "n": lambda: me.note(about, rest),
            "h": lambda: me.resolve_conflict(about, holds=rest or None),
            "x": lambda: me.resolve_conflict(about, why=rest or None),
            "c": lambda: me.close_gap(about, why=rest or None),
        }
        if key == "u":
            if not self._mine:
                note("nothing to undo")
            else:
                undone = me.undo(self._mine.pop().id)
                note(f"undone by {undone.id}")
            return False
        if key not in decisions:
            note(KEYS)
            return False
        self._mine.append(decisions[key]())
        note(f"kept as {self._mine[-1].id}")
        return key not in ("n", "e")


def _decided(context: typer.Context, who: str | None, decide: Callable[[app.Reviewer], app.Judgement]) -> None:
    """Open the store, let one person decide, say under which id it is kept."""
    with archive(context.obj) as opened:
        judgement = decide(opened.reviewer(options.reviewer(who)))
    say((f"{judgement.decision.action} ", "cyan"), (judgement.id, "bold"), f" by {judgement.who}")


@group.command()
def accept(context: typer.Context, record: Record, who: Who = None, why: Why = None) -> None:
    """A record is right."""
    _decided(context, who, lambda me: me.accept(record, why=why))


@group.command()
def reject(context: typer.Context, record: Record, who: Who = None, why: Why = None) -> None:
    """A record is wrong: no view shows it."""
    _decided(context, who, lambda me: me.reject(record, why=why))


@group.command()
def edit(context: typer.Context, record: Record, fields: Fields, who: Who = None, why: Why = None) -> None:
    """Fields have other values: date=2024-03-05, target=KEN,TUR, modality=planned; nothing after = empties a field."""
    for name, value in options.fields_of(fields).items():
        _decided(context, who, lambda me, n=name, v=value: me.edit(record, n, v, why=why))  # type: ignore[misc]


@group.command()
def add(  # noqa: PLR0913 - one argument an option
    context: typer.Context,
    kind: Annotated[str, typer.Argument(help="events, agreements, amounts, claims, gaps, relations, programmes.")],
    document: Annotated[str, typer.Argument(help="A document's id or file name.", metavar="DOC")],
    words: Annotated[str, typer.Argument(help="The words that say it, as printed.")],
    fields: Annotated[list[str] | None, typer.Argument(help="What they say.", metavar="FIELD=VALUE...")] = None,
    who: Who = None,
    why: Why = None,
) -> None:
    """A record that a reading missed, on words of a document."""
    said = options.fields_of(fields or [])
    _decided(context, who, lambda me: me.add_line(kind, document, words, said, why=why))


@group.command()
def merge(context: typer.Context, ids: Records, who: Who = None, why: Why = None) -> None:
    """Records that tell of one thing, or actors that are one; the first actor's id stands for all."""
    actors = all(_is_actor(key) for key in ids)
    _decided(context, who, lambda me: (me.merge_actors if actors else me.merge_records)(ids, why=why))


@group.command()
def split(
    context: typer.Context,
    ids: Records,
    document: Annotated[
        list[str] | None, typer.Option("--in", help="A document in which an actor is somebody else.", metavar="DOC")
    ] = None,
    who: Who = None,
    why: Why = None,
) -> None:
    """Records that tell of different things; or with --in, an actor who is somebody else in some documents."""
    if document:
        _decided(context, who, lambda me: me.split_actor(ids[0], document, why=why))
    else:
        _decided(context, who, lambda me: me.split_records(ids, why=why))


@group.command()
def origin(
    context: typer.Context,
    document: Annotated[str, typer.Argument(help="A document's id or file name.", metavar="DOC")],
    copy_of: Annotated[
        str | None,
        typer.Option("--copy-of", help="The document that it copies; none: it copies nothing.", metavar="DOC"),
    ] = None,
    who: Who = None,
    why: Why = None,
) -> None:
    """Whose copy a document is."""
    _decided(context, who, lambda me: me.mark_origin(document, copy_of=copy_of, why=why))


@group.command()
def close(
    context: typer.Context,
    gap: Record,
    by: Annotated[str | None, typer.Option(help="The words that answer it: DOC:START-END.", metavar="WHERE")] = None,
    who: Who = None,
    why: Why = None,
) -> None:
    """An open question is answered."""
    _decided(context, who, lambda me: me.close_gap(gap, options.place_of(by) if by else None, why=why))


@group.command()
def resolve(
    context: typer.Context,
    conflict: Record,
    holds: Annotated[
        str | None, typer.Option(help="The record that holds; none: there is no contradiction.", metavar="ID")
    ] = None,
    who: Who = None,
    why: Why = None,
) -> None:
    """Which of the records at odds holds."""
    _decided(context, who, lambda me: me.resolve_conflict(conflict, holds=holds, why=why))


@group.command()
def alias(
    context: typer.Context,
    actor: Record,
    name: Annotated[str, typer.Argument(help="The other name.")],
    who: Who = None,
    why: Why = None,
) -> None:
    """Another name of an actor, known from the next reading on."""
    _decided(context, who, lambda me: me.alias(actor, name, why=why))


@group.command()
def tenure(  # noqa: PLR0913 - one argument an option
    context: typer.Context,
    actor: Record,
    office: Annotated[str, typer.Argument(help="The office: president, foreign-minister, ambassador …")],
    country: Annotated[str, typer.Argument(help="Whose office: a state.")],
    start: Annotated[str | None, typer.Option(help="From: 2024, 2024-03 or 2024-03-05.", metavar="DATE")] = None,
    end: Annotated[str | None, typer.Option(help="Until.", metavar="DATE")] = None,
    who: Who = None,
    why: Why = None,
) -> None:
    """An office that an actor held, known from the next reading on."""
    _decided(context, who, lambda me: me.tenure(actor, office, country, start=start, end=end, why=why))


@group.command("note")
def note_(
    context: typer.Context,
    record: Record,
    text: Annotated[str, typer.Argument(help="What whoever comes after should know.")],
    who: Who = None,
) -> None:
    """Words on a record that change nothing."""
    _decided(context, who, lambda me: me.note(record, text))


@group.command()
def undo(
    context: typer.Context,
    judgement: Annotated[str, typer.Argument(help="The id of a judgement, or how it begins.", metavar="ID")],
    who: Who = None,
    why: Why = None,
) -> None:
    """Another judgement does not count from now on; it stays on record."""
    _decided(context, who, lambda me: me.undo(judgement, why=why))


def _is_actor(key: str) -> bool:
    return key.startswith(("state:", "qid:", "name:"))


def add_to(program: typer.Typer) -> None:
    """Add the commands."""
    program.add_typer(group, name="review")
