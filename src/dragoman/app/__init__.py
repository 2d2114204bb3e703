"""The Python API, where the rooms are put together: read a text, open an archive, ask it.

In: paths, texts, names of states. Out: outcomes, records, briefs. Never: a word on a screen; knowledge of its own.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.app.answers import ActorView, Found, Shown
    from dragoman.app.apart import Apart
    from dragoman.app.archive import Archive, AsOf, date_words, dyad_of, known_on, many, open, sum_words, term_words
    from dragoman.app.changes import Changed, Difference, News, Report
    from dragoman.app.cleaning import clean
    from dragoman.app.dating import Dating, date
    from dragoman.app.explaining import Explained, Explanation, Tried, explain, explain_event
    from dragoman.app.exporting import export_formats, export_to, form_of, write_brief
    from dragoman.app.importing import Imported
    from dragoman.app.judging import Reviewer, Standing
    from dragoman.app.knowledge import Knowledge, NewActor, use_layer
    from dragoman.app.ledgers import (
        LEDGERS,
        AgreementLine,
        Commitment,
        Ledger,
        LineTelling,
        MoneyLine,
        ProgrammeLine,
        Totals,
        left_words,
        total_words,
    )
    from dragoman.app.library import Library
    from dragoman.app.provenance import AtOdds, Provenance, Telling
    from dragoman.app.reading import Reading, Refusal
    from dragoman.app.sources import how_to_read
    from dragoman.app.states import find_state
    from dragoman.app.texts import by_rules_alone, read_text, reads_by_rules_alone, with_annotator
    from dragoman.app.ties import Pair, Tie
    from dragoman.app.tracing import Chain, Hand, Trace
    from dragoman.app.version import versions
    from dragoman.app.voices import Forecast, Framed, Heard, Listing, Question, is_unsourced, said
    from dragoman.export import Dyad, DyadView, Entry, Told, Voice
    from dragoman.records import Judgement
    from dragoman.review import Task

__all__ = [
    "LEDGERS",
    "ActorView",
    "AgreementLine",
    "Apart",
    "Archive",
    "AsOf",
    "AtOdds",
    "Chain",
    "Changed",
    "Commitment",
    "Dating",
    "Difference",
    "Dyad",
    "DyadView",
    "Entry",
    "Explained",
    "Explanation",
    "Forecast",
    "Found",
    "Framed",
    "Hand",
    "Heard",
    "Imported",
    "Judgement",
    "Knowledge",
    "Ledger",
    "Library",
    "LineTelling",
    "Listing",
    "MoneyLine",
    "NewActor",
    "News",
    "Pair",
    "ProgrammeLine",
    "Provenance",
    "Question",
    "Reading",
    "Refusal",
    "Report",
    "Reviewer",
    "Shown",
    "Standing",
    "Task",
    "Telling",
    "Tie",
    "Told",
    "Totals",
    "Trace",
    "Tried",
    "Voice",
    "by_rules_alone",
    "clean",
    "date",
    "date_words",
    "dyad_of",
    "explain",
    "explain_event",
    "export_formats",
    "export_to",
    "find_state",
    "form_of",
    "how_to_read",
    "is_unsourced",
    "known_on",
    "left_words",
    "many",
    "open",
    "read_text",
    "reads_by_rules_alone",
    "said",
    "sum_words",
    "term_words",
    "total_words",
    "use_layer",
    "versions",
    "with_annotator",
    "write_brief",
]  # fmt: skip
_HOMES = {
    "archive": (
        "Archive", "AsOf", "Dyad", "DyadView", "Entry", "Told", "date_words", "dyad_of", "known_on", "many", "open",
        "sum_words", "term_words",
    ),
    "apart": ("Apart",),
    "answers": ("ActorView", "Found", "Shown"),
    "changes": ("Changed", "Difference", "News", "Report"),
    "explaining": ("Explained", "Explanation", "Tried", "explain", "explain_event"),
    "exporting": ("export_formats", "export_to", "form_of", "write_brief"),
    "importing": ("Imported",),
    "ledgers": (
        "LEDGERS", "AgreementLine", "Commitment", "Ledger", "LineTelling", "MoneyLine", "ProgrammeLine", "Totals",
        "left_words", "total_words",
    ),
    "judging": ("Judgement", "Reviewer", "Standing", "Task"),
    "provenance": ("AtOdds", "Provenance", "Telling"),
    "library": ("Library",),
    "ties": ("Pair", "Tie"),
    "reading": ("Reading", "Refusal"),
    "cleaning": ("clean",),
    "dating": ("Dating", "date"),
    "knowledge": ("Knowledge", "NewActor", "use_layer"),
    "version": ("versions",),
    "sources": ("how_to_read",),
    "states": ("find_state",),
    "tracing": ("Chain", "Hand", "Trace"),
    "voices": ("Forecast", "Framed", "Heard", "Listing", "Question", "Voice", "is_unsourced", "said"),
    "texts": ("by_rules_alone", "read_text", "reads_by_rules_alone", "with_annotator"),
}  # fmt: skip


def __getattr__(name: str) -> Any:
    home = next((module for module, names in _HOMES.items() if name in names), None)
    if home is None:
        raise AttributeError(f"module 'dragoman.app' has no attribute {name!r}; it has {', '.join(__all__)}")
    return getattr(import_module(f"dragoman.app.{home}"), name)
