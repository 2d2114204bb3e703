"""Scores: gold articles, the checklist of the seeds, cases in CSV, mended spaces; with intervals, held against floors.

In: data in their upstream formats. Out: reports. Never: a rule, a threshold, or anything that the pipeline reads back.
"""

from dragoman.evaluate.floors import fallen, read_floors, write_floors
from dragoman.evaluate.report import Report, Row
from dragoman.evaluate.sets import SETS, default_data, evaluate, present

__all__ = [
    "SETS", "Report", "Row", "default_data", "evaluate", "fallen", "present", "read_floors", "write_floors",
]  # fmt: skip
