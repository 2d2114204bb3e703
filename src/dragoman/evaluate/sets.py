"""Which sets there are, where their data lie by habit, and how each is scored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dragoman.errors import UsageError
from dragoman.evaluate.cases import evaluate_cases
from dragoman.evaluate.checklist import evaluate_checklist
from dragoman.evaluate.dateless import evaluate_dateless
from dragoman.evaluate.ecbplus import evaluate_ecbplus
from dragoman.evaluate.elevant import evaluate_elevant
from dragoman.evaluate.glue import evaluate_glue
from dragoman.evaluate.gold import evaluate_gold
from dragoman.evaluate.gum import evaluate_gum
from dragoman.evaluate.hostile import evaluate_hostile
from dragoman.evaluate.meantime import evaluate_meantime
from dragoman.evaluate.plv import evaluate_plv
from dragoman.evaluate.polnear import evaluate_polnear
from dragoman.evaluate.re3d import evaluate_re3d
from dragoman.evaluate.recognizers import evaluate_recognizers
from dragoman.evaluate.report import Report
from dragoman.evaluate.resolution import evaluate_resolution
from dragoman.evaluate.sentence_sides import evaluate_sentence_sides
from dragoman.evaluate.stories import evaluate_stories
from dragoman.evaluate.sums import evaluate_sums
from dragoman.evaluate.triples import evaluate_triples
from dragoman.evaluate.wikiwars import evaluate_wikiwars
from dragoman.evaluate.zones import evaluate_zones


@dataclass(frozen=True, slots=True)
class EvaluationSet:
    """A set: what it asks, who scores it, and where a checkout of the project keeps its data (first found first)."""

    about: str
    score: Callable[[Path], Report]
    homes: tuple[str, ...]


SETS: Final[dict[str, EvaluationSet]] = {
    "gold": EvaluationSet(
        "whole records of articles", evaluate_gold, ("../shared/gold/dev", "eval/gold", "eval/unseen")
    ),
    "checklist": EvaluationSet("the cases of the seed articles", evaluate_checklist, ("../shared/seeds",)),
    "cases": EvaluationSet(
        "sentences with what is to be recorded",
        evaluate_cases,
        ("tests/cases", "tests/cases/wide", "tests/cases/ledgers"),
    ),
    "ecbplus": EvaluationSet(
        "given mentions of events, grouped over documents", evaluate_ecbplus, ("../shared/bench/crossdoc/ecbplus",)
    ),
    "resolution": EvaluationSet("mentions that mislead, with who is meant", evaluate_resolution, ("tests/cases",)),
    "glue": EvaluationSet("paragraphs that lost spaces", evaluate_glue, ("../shared/bench/glue/dev.jsonl",)),
    "zones": EvaluationSet("parts of pages", evaluate_zones, ("eval/pages",)),
    "hostile": EvaluationSet("files that mean harm", evaluate_hostile, ("eval/hostile.csv",)),
    "meantime": EvaluationSet(
        "given mentions of events in Wikinews, grouped over documents",
        evaluate_meantime,
        ("../shared/bench/crossdoc/meantime/intra_cross-doc_annotation",),
    ),
    "plv": EvaluationSet(
        "sentences with a PLOVER label", evaluate_plv, ("../shared/bench/events/plv_train_clean.tsv",)
    ),
    "sentence-sides": EvaluationSet(
        "source and target phrases of a sentence's act",
        evaluate_sentence_sides,
        ("../shared/bench/events/cameo_ner_train_clean.txt",),
    ),
    "triples": EvaluationSet(
        "sentences with CAMEO triples", evaluate_triples, ("../shared/bench/events/PETR2_GSR_validation.xml",)
    ),
    "polnear": EvaluationSet(
        "attributions in political news", evaluate_polnear, ("../shared/bench/attribution/polnear/dev",)
    ),
    "gum": EvaluationSet(
        "names in free genres, by the learned reader", evaluate_gum, ("../shared/bench/entities/gum",)
    ),
    "elevant": EvaluationSet("names and whom they mean", evaluate_elevant, ("../shared/bench/linking",)),
    "re3d": EvaluationSet(
        "persons, organisations and places, with offsets", evaluate_re3d, ("../shared/bench/events/re3d",)
    ),
    "stories": EvaluationSet(
        "copies, origins, conflicts and gaps across articles", evaluate_stories, ("eval/stories",)
    ),
    "wikiwars": EvaluationSet("time expressions in history", evaluate_wikiwars, ("../shared/bench/time/wikiwars",)),
    "recognizers": EvaluationSet(
        "kinds of time expressions", evaluate_recognizers, ("../shared/bench/time/recognizers_specs_datetime/English",)
    ),
    "sums": EvaluationSet("currencies, percentages and numbers", evaluate_sums, ("../shared/bench/money",)),
    "dateless": EvaluationSet("articles without a date", evaluate_dateless, ("eval/dateless", "../shared/gold/dev")),
}


def default_data(name: str) -> Path | None:
    """Where the data of a set lie, seen from the working directory; None where they are absent."""
    return next((Path(home) for home in SETS[name].homes if Path(home).exists()), None)


def present() -> list[tuple[str, Path]]:
    """Every set and body of data that is found from the working directory."""
    return [(name, Path(home)) for name, chosen in SETS.items() for home in chosen.homes if Path(home).exists()]


def evaluate(name: str, data: Path | None = None) -> Report:
    """Score a set. Raises UsageError for an unknown name or absent data."""
    if name not in SETS:
        raise UsageError(f"there is no set {name!r}", mend=f"choose {', '.join(SETS)}")
    found = data or default_data(name)
    if found is None or not found.exists():
        raise UsageError(f"the data of {name} are not at {found or SETS[name].homes[0]}", mend="name them with --data")
    return SETS[name].score(found)
