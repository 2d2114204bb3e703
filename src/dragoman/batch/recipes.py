"""How a batch is to be read, from what a person says and what this installation is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from dragoman import kb
from dragoman.app.archive import as_date
from dragoman.app.sources import how_to_read
from dragoman.app.texts import by_rules_alone, tools
from dragoman.batch.manifest import Recipe
from dragoman.batch.results import check_form
from dragoman.errors import UsageError
from dragoman.kb.layer import OwnActor, OwnTenure, written


def recipe(  # noqa: PLR0913 - one for each choice
    *,
    limits: Mapping[str, str] | None = None,
    columns: Mapping[str, str] | None = None,
    published: str | None = None,
    rules_only: bool = False,
    prefilter: bool = False,
    fetch: bool = False,
    seconds: int = 120,
    megabytes: int = 3000,
    form: str = "jsonl",
) -> Recipe:
    """The recipe by this installation's versions and the user's own facts. Raises UsageError."""
    how = how_to_read(limits=limits or {}, columns=columns or {})
    check_form(form)
    if seconds < 1 or megabytes < 1:
        raise UsageError("expected at least one second and one megabyte a document")
    with by_rules_alone(rules_only):
        by = tools()
    day, layer = as_date(published), kb.layer()
    return Recipe(
        by.pipeline,
        dict(by.versions),
        dict(by.plugins),
        asdict(how.limits),
        dict(how.columns),
        str(day) if day else None,
        rules_only,
        (written(layer.actors, OwnActor), written(layer.tenures, OwnTenure)),
        prefilter,
        fetch,
        seconds,
        megabytes,
        form,
    )
