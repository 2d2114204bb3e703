"""dragoman batch"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli import options
from dragoman.cli.read import pairs
from dragoman.cli.screen import err, note, one_line, out, say
from dragoman.errors import UsageError

if TYPE_CHECKING:
    from dragoman.batch import Loaded, Progress, Summary

EPILOG = (
    "Example:  dragoman batch plan job pages/ 'more/*.warc.gz'   ·   dragoman batch run job --workers 2   ·   "
    "dragoman batch load job --store world.db"
)
group = typer.Typer(no_args_is_help=True, rich_markup_mode="rich", pretty_exceptions_enable=False)
Job = Annotated[
    str, typer.Argument(help="The batch's folder: a path, or an address such as s3://bucket/job.", metavar="JOB")
]
_SHOWN = 20


@group.callback(epilog=EPILOG)
def batch() -> None:
    """Read very many files: plan shards, read them on all cores or a cluster, load what came of it into a store.

    Kill it at any time: the same command goes on from there. A document that hangs or eats memory is refused.
    """


@group.command(epilog="Example:  dragoman batch plan job 'news/2024-*.warc.gz' --shard 200 --form parquet")
def plan(  # noqa: PLR0913 - one for each option
    job: Job,
    inputs: Annotated[
        list[str] | None,
        typer.Argument(help="Files, folders, 'patterns*', addresses (s3://, https://).", metavar="INPUT..."),
    ] = None,
    listed: Annotated[
        str | None,
        typer.Option("--list", help="A file with one input a line, or its address; .gz too.", metavar="FILE"),
    ] = None,
    shard: Annotated[int, typer.Option("--shard", help="Documents in a shard, at most.", metavar="NUMBER")] = 100,
    form: Annotated[str, typer.Option(help="What results are written as: jsonl or parquet.", metavar="FORM")] = "jsonl",
    published: Annotated[str | None, typer.Option(help="When they all appeared, if you know it.")] = None,
    column: Annotated[
        list[str] | None, typer.Option(help="Which column holds what: text=Story.", metavar="FIELD=NAME")
    ] = None,
    limit: Annotated[
        list[str] | None, typer.Option(help="Change a limit of reading: pages=500.", metavar="NAME=NUMBER")
    ] = None,
    seconds: Annotated[
        int, typer.Option(help="A document at which a worker is longer is refused.", metavar="SECONDS")
    ] = 120,
    memory: Annotated[
        int, typer.Option(help="Megabytes of a worker; a document that needs more is refused.", metavar="MB")
    ] = 3000,
    prefilter: Annotated[
        bool, typer.Option("--prefilter", help="Leave out texts that name fewer than two states or world bodies.")
    ] = False,
    fetch: Annotated[bool, typer.Option("--fetch", help="Inputs may lie elsewhere than on this machine.")] = False,
    rules_only: options.RulesOnly = False,
    again: Annotated[
        bool,
        typer.Option("--again", help="Replace the plan in JOB: after an upgrade, or with more inputs."),
    ] = False,
) -> None:
    """Lay down what is to be read, and how, in JOB/manifest.jsonl. The same inputs give the same plan."""
    from dragoman import batch as made  # noqa: PLC0415 - loads what only batches need

    if not inputs and not listed:
        raise UsageError("there is nothing to plan", mend="name files, folders, patterns or addresses")
    chosen = made.recipe(
        limits=pairs(limit or [], "limit"),
        columns=pairs(column or [], "column"),
        published=published,
        rules_only=rules_only,
        prefilter=prefilter,
        fetch=fetch,
        seconds=seconds,
        megabytes=memory,
        form=form,
    )
    planned = made.plan(job, inputs or [], chosen, size=shard, listed=listed, again=again)
    documents = sum(each.documents for each in planned.shards)
    unknown = sum(each.documents == 0 for each in planned.shards)
    say(
        (f"{len(planned.shards)} shards", "bold"),
        f", {documents:,} documents",
        f" and {unknown} archives not opened yet" * bool(unknown),
    )
    _left_out([(each.name, each.reason) for each in planned.skipped])
    note(f"next: dragoman batch run {job}")


@group.command(
    epilog="Example:  dragoman batch run job --workers 4   ·   dragoman batch run job --scheduler tcp://node:8786"
)
def run(
    job: Job,
    workers: Annotated[
        int | None, typer.Option(help="Processes on this machine.", show_default="one a core", metavar="NUMBER")
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option(help="A Dask scheduler whose workers do it instead.", metavar="ADDRESS")
    ] = None,
    tries: Annotated[int, typer.Option(help="How often a shard is tried that fails.", metavar="NUMBER")] = 3,
    check: Annotated[
        bool, typer.Option("--check", help="Also look whether the files of finished shards are whole.")
    ] = False,
) -> int:
    """Read what is not read yet. Exit code 1 if documents were refused or shards failed; the others are done."""
    from dragoman import batch as made  # noqa: PLC0415 - loads what only batches need

    with _bar() as tell:
        found = made.run(job, workers=workers, scheduler=scheduler, tries=tries, check=check, tell=tell)
    _report(found)
    return 0 if found.is_complete and not found.refused else 1


@group.command()
def status(job: Job) -> int:
    """How far a batch is, what was refused and why. Exit code 1 if something is left to do."""
    from dragoman import batch as made  # noqa: PLC0415 - loads what only batches need

    found = made.status(job)
    _report(found)
    return 0 if found.is_complete else 1


@group.command(epilog="Example:  dragoman batch load job --store world.db")
def load(
    context: typer.Context,
    job: Job,
    again: Annotated[bool, typer.Option("--again", help="Put in also what the store has by this version.")] = False,
    store: options.Store = None,
) -> int:
    """Put what is done into a store, as if it had been read there. Exit code 1 if shards are missing or damaged."""
    from dragoman import batch as made  # noqa: PLC0415 - loads what only batches need

    place = options.chosen(context, store)
    with _shards() as tell:
        found = made.load(job, place, again=again, tell=tell)
    note(f"store: {one_line(str(place))}")
    _report_load(found)
    return 1 if found.missing or found.damaged else 0


@contextmanager
def _bar() -> Iterator[Callable[[Progress], None] | None]:
    from rich.progress import BarColumn, TextColumn  # noqa: PLC0415
    from rich.progress import Progress as Bar  # noqa: PLC0415

    with Bar(BarColumn(), TextColumn("{task.description}", markup=False), console=err(), transient=True) as bar:
        task = bar.add_task("", total=None)

        def tell(progress: Progress) -> None:
            known = progress.summary
            bar.update(task, completed=known.done, total=known.shards, description=_pace(progress))
            if not err().is_terminal and known.done and known.done % 10 == 0:
                note(_pace(progress))

        yield tell


def _pace(progress: Progress) -> str:
    known = progress.summary
    left = "" if progress.left is None else f", {_duration(progress.left)} left"
    failed = f", {len(known.failed)} failed" if known.failed else ""
    return f"{known.done}/{known.shards} shards, {known.items:,} documents, {progress.rate:.1f}/s{left}{failed}"


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02d} min" if hours else f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"


@contextmanager
def _shards() -> Iterator[Callable[[int, int], None]]:
    from rich.progress import BarColumn, MofNCompleteColumn  # noqa: PLC0415
    from rich.progress import Progress as Bar  # noqa: PLC0415

    with Bar(BarColumn(), MofNCompleteColumn(), console=err(), transient=True, disable=not err().is_terminal) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _report(found: Summary) -> None:
    for name, code, message in found.refused[:_SHOWN]:
        err().print(f"refused: {one_line(name)}: {one_line(message)} [{code}]", style="red")
    if len(found.refused) > _SHOWN:
        note(f"… and {len(found.refused) - _SHOWN} more; all are in the marks: JOB/shards/*.done")
    for name, reason in sorted(found.failed.items()):
        err().print(f"failed: shard {name}: {one_line(reason)}", style="red")
    _table(
        [
            ("shards done", f"{found.done} of {found.shards}"),
            ("documents", f"{found.items:,}"),
            *((name, f"{count:,}") for name, count in sorted(found.counts.items())),
            *((name, f"{count:,}") for name, count in sorted(found.kinds.items())),
            ("worker seconds", f"{found.seconds:,.0f}"),
            ("most memory", f"{found.megabytes:,.0f} MB"),
            ("written", f"{found.bytes_written / 1e6:,.1f} MB"),
        ]
    )


def _report_load(found: Loaded) -> None:
    for name in found.damaged:
        err().print(f"damaged: shard {name}; read it anew: dragoman batch run JOB --check", style="red")
    if found.missing:
        note(f"{len(found.missing)} shards are not done: dragoman batch run JOB")
    if found.decided:
        note("people of this store decided on actors; the batch did not know. dragoman read --again does")
    reading = found.reading
    rows = [(name, reading.statuses[name]) for name in ("accepted", "partial")]
    rows += [("refused", len(reading.refused)), ("read before", reading.unchanged), ("dropped", found.dropped)]
    rows += sorted(reading.kinds.items())
    _table([(name, f"{count:,}") for name, count in rows if count or name in ("accepted", "refused")])


def _left_out(rows: list[tuple[str, str]]) -> None:
    for name, reason in rows[:_SHOWN]:
        note(f"left out: {one_line(name)}: {reason}")
    if len(rows) > _SHOWN:
        note(f"… and {len(rows) - _SHOWN} more; all are in the manifest")


def _table(rows: list[tuple[str, str]]) -> None:
    from rich.table import Table  # noqa: PLC0415 - only reports draw tables

    table = Table(box=None, show_header=False, pad_edge=False)
    for row in rows:
        table.add_row(*row)
    out().print(table)


def add_to(program: typer.Typer) -> None:
    """Add the commands."""
    program.add_typer(group, name="batch")
