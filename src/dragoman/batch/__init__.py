"""Batches: many files on one machine or a cluster. A plan of shards, each read into a file of its own, then loaded.

In: files, folders, patterns, addresses. Out: a folder with a file a shard, and a store. Never: two copies of a result,
a document lost without a reason given, a batch that one document ends.
"""

from dragoman.batch.loading import Loaded, load
from dragoman.batch.manifest import Manifest, Recipe
from dragoman.batch.planning import plan
from dragoman.batch.recipes import recipe
from dragoman.batch.running import Progress, Summary, cores, run, status

__all__ = ["Loaded", "Manifest", "Progress", "Recipe", "Summary", "cores", "load", "plan", "recipe", "run", "status"]
