"""What the commands on two states share: arguments, the days asked about, the store, how long a list may be."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import update_wrapper
from typing import Annotated, Any, TypeVar, get_type_hints

import typer

from dragoman import app
from dragoman.cli import options
from dragoman.cli.screen import archive, note

_STATES = 3  # parameters that stand first: the context and two states
Item = TypeVar("Item")
Found = TypeVar("Found")
Limit = Annotated[int | None, typer.Option(min=1, help="At most so many, the first ones.", show_default="all")]


@dataclass(frozen=True, slots=True)
class Asked:
    """Two states and the days asked about, put before an open archive."""

    archive: app.Archive
    a: str
    b: str
    days: Mapping[str, Any]

    def of(self, question: Callable[..., Found], *more: Any, **named: Any) -> Found:
        """What one of the archive's questions on two states answers."""
        return question(self.a, self.b, *more, **named, **self.days)


def on_two_states(command: Callable[..., None]) -> Callable[..., None]:
    """A command that is given what was asked, with all that such commands take: the states before its own options,
    days and store behind them.
    """

    def run(  # noqa: PLR0913 - one argument an option
        context: typer.Context,
        a: options.StateA,
        b: options.StateB,
        since: options.Since = None,
        until: options.Until = None,
        as_of: options.AsOf = None,
        by: options.By = "published",
        store: options.Store = None,
        **own: Any,
    ) -> None:
        days = {"since": since, "until": until, "as_of": options.moment(as_of, by)}
        with archive(options.chosen(context, store)) as opened:
            command(Asked(opened, a, b, days), **own)

    shared, own = _parameters(run)[:-1], _parameters(command)[1:]
    asked = [*shared[:_STATES], *own, *shared[_STATES:]]
    update_wrapper(run, command)
    vars(run)["__signature__"] = inspect.Signature(asked)
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in asked}
    return run


def _parameters(function: Callable[..., None]) -> list[inspect.Parameter]:
    """The parameters of a function with their types as they are meant, which typer asks for."""
    hints = get_type_hints(function, include_extras=True)
    return [p.replace(annotation=hints[p.name]) for p in inspect.signature(function).parameters.values()]


def first(items: Sequence[Item], limit: int | None) -> Sequence[Item]:
    """The first items of a list; that there are more is said."""
    if limit is None or len(items) <= limit:
        return items
    note(f"the first {limit} of {len(items)}; leave --limit out for all")
    return items[:limit]
