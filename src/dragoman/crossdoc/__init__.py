"""What many documents say together: one node an actor, copies, clusters of records that tell of one thing, conflicts.

In: the records of many documents. Out: merged actors, copies with their origins, clusters, conflicts, in an order
that does not hang on the order of reading. Never: a change to a record; one value written over another.
"""

from dragoman.crossdoc.actors import merge_actors
from dragoman.crossdoc.affairs import Affairs, Joined
from dragoman.crossdoc.answers import answers
from dragoman.crossdoc.clusters import join
from dragoman.crossdoc.copies import Comparisons, Trail, copies, trail
from dragoman.crossdoc.decided import Decided
from dragoman.crossdoc.fields import actor_ids
from dragoman.crossdoc.framing import Framing, framings
from dragoman.crossdoc.growing import Growing, Shelf
from dragoman.crossdoc.outcomes import Outcome, outcomes
from dragoman.crossdoc.packing import Told
from dragoman.crossdoc.persons import Identity, same_persons
from dragoman.crossdoc.renaming import Renaming
from dragoman.crossdoc.setting import Setting
from dragoman.crossdoc.stories import Stories
from dragoman.crossdoc.support import Witnesses

__all__ = [
    "Affairs",
    "Comparisons",
    "Decided",
    "Framing",
    "Growing",
    "Identity",
    "Joined",
    "Outcome",
    "Renaming",
    "Setting",
    "Shelf",
    "Stories",
    "Told",
    "Trail",
    "Witnesses",
    "actor_ids",
    "answers",
    "copies",
    "framings",
    "join",
    "merge_actors",
    "outcomes",
    "same_persons",
    "trail",
]
