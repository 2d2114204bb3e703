"""Cases: CSV files of sentences with what is to be recorded; the share that is right, file by file, and which are not.

Files under `held/` are those that writers of rules do not read: they are scored, and their failures are not listed.
"""

from __future__ import annotations

import csv
from pathlib import Path

from dragoman.errors import BrokenSystem, UsageError
from dragoman.evaluate.bootstrap import row
from dragoman.evaluate.judges import JUDGES, Case
from dragoman.evaluate.report import Report, Row
from dragoman.evaluate.seen import Seen

HELD = "held"


def evaluate_cases(data: Path) -> Report:
    """Judge every row of the CSV files of a folder and of its `held` folder. Raises UsageError where there are none."""
    rows: list[Row] = []
    failures: list[str] = []
    for name in JUDGES:
        for path, label in ((data / f"{name}.csv", name), (data / HELD / f"{name}.csv", f"{name} {HELD}")):
            if path.is_file():
                scored, wrong = _judged(name, path, label)
                rows.append(scored)
                failures += [] if label.endswith(HELD) else wrong
    if not rows:
        raise UsageError(f"{data} holds no cases", mend=f"expected files such as {data / 'events.csv'}")
    return Report("cases", data.as_posix(), tuple(rows), tuple(failures))


def read_cases(path: Path) -> list[Case]:
    """The rows of a file of cases."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _judged(name: str, path: Path, label: str) -> tuple[Row, list[str]]:
    counts, wrong = [], []
    for case in read_cases(path):
        why = _judge(name, case)
        counts.append((int(not why), 1, 1))
        if why:
            wrong.append(f"{case['id']}: {why} | {case['text']}")
    return row(label, counts, f"{sum(c[0] for c in counts)} right"), wrong


def _judge(name: str, case: Case) -> str:
    try:
        return JUDGES[name](case, Seen(case["text"], case["published"]))
    except BrokenSystem:
        raise
    except Exception as error:  # noqa: BLE001 - a sentence that cannot be read is a case that is not right
        return f"{type(error).__name__}: {error}"
