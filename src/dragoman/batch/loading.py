"""What a batch read, put into a store as if it had been read there: in the order of the plan, each document once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from dragoman.app.reading import Intake, Reading, Versions
from dragoman.batch.manifest import Recipe, read_manifest
from dragoman.batch.places import Folder
from dragoman.batch.results import Dropped, mark_of, read
from dragoman.errors import BrokenSystem
from dragoman.records import Edtf
from dragoman.store import Store, open_store


@dataclass
class Loaded:
    """What came of a loading: the reading as a store tells it, shards missing or damaged, documents dropped before.

    `decided`: people of this store decided about actors, which the batch did not know.
    """

    reading: Reading = field(default_factory=Reading)
    missing: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    dropped: int = 0
    decided: bool = False


def load(folder: str, place: str, *, again: bool = False, tell: Callable[[int, int], None] | None = None) -> Loaded:
    """Put what is done of a batch into a store, a shard in one transaction; what the store has by this version stays.

    Shards that are not done, or whose file is damaged, are listed. Raises UsageError, and BrokenSystem where the store
    fails; what was loaded before that stays.
    """
    home = Folder(folder)
    manifest = read_manifest(home)
    found = Loaded()
    found.reading.skipped += manifest.skipped
    with open_store(place) as store:
        with store.view() as view:
            found.decided = bool(view.judgements())
        intake = _intake(store, manifest.recipe, again=again)
        for at, shard in enumerate(manifest.shards):
            if tell:
                tell(at, len(manifest.shards))
            mark = mark_of(home, shard, manifest.recipe)
            if mark is None:
                found.missing.append(shard.name)
                continue
            try:
                items = list(read(home, shard, manifest.recipe.form, mark))
            except BrokenSystem:
                found.damaged.append(shard.name)
                continue
            kept = [item for item in items if not isinstance(item, Dropped)]
            found.dropped += len(items) - len(kept)
            intake.take(kept, found.reading)
    return found


def _intake(store: Store, recipe: Recipe, *, again: bool) -> Intake:
    by = Versions(versions=recipe.versions, plugins=recipe.plugins)
    return Intake(store, by, published=Edtf.parse(recipe.published) if recipe.published else None, again=again)
