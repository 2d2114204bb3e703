"""Checks the stories: every quotation stands in its file to the letter, and the tables agree with one another.

`python eval/stories/check.py` prints what is wrong and ends with 1, or prints the counts.
"""

import csv
import difflib
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
Row = dict[str, str]
# Tables, and the columns of each that quote a document.
QUOTED = {
    "documents": (),
    "facts": ("documents",),
    "conflicts": ("first", "second"),
    "gaps": ("document", "closed_by"),
}


def rows(name: str) -> list[Row]:
    """The rows of a table, of both halves."""
    files = (HERE / f"{name}.csv", HERE / "held" / f"{name}.csv")
    return [row for file in files for row in csv.DictReader(file.read_text(encoding="utf-8").splitlines())]


def body(text: str) -> list[str]:
    """The words under the title and the line of byline, agency or date."""
    return text.split("\n\n", 1)[1].split()


def edited(original: str, copy: str) -> float:
    """Share of words that two bodies do not have in common, in per cent."""
    return 100 * (1 - difflib.SequenceMatcher(None, body(original), body(copy), autojunk=False).ratio())


def check_documents(documents: list[Row], texts: dict[str, str]) -> Iterator[str]:
    names = {row["name"] for row in documents}
    yield from (f"{name}: file or row is missing" for name in sorted(texts.keys() ^ names))
    for row in (row for row in documents if row["name"] in texts):
        name, copies = row["name"], row["copy_of"].split(";") if row["copy_of"] else []
        if not (HERE / ("held" if row["half"] == "held" else "docs") / f"{name}.txt").is_file():
            yield f"{name}: in the wrong folder"
        if not names.issuperset(copies):
            yield f"{name}: copy of an unknown document"
        elif row["edited_percent"]:
            share, said = edited(texts[copies[0]], texts[name]), float(row["edited_percent"])
            if abs(share - said) > max(1, said / 8):
                yield f"{name}: {share:.1f} % of the words edited, not {said}"


def check_quotes(row: Row, field: str, texts: dict[str, str]) -> Iterator[str]:
    for part in filter(None, row[field].split(" || ")):
        name, _, quote = part.partition(":")
        if not quote or quote not in texts.get(name, "") or not name.startswith(row["story"]):
            yield f"{row['story']} {field}: does not stand there: {part}"


def check_facts(facts: list[Row], documents: list[Row]) -> Iterator[str]:
    origins_of = {row["name"]: row["origins"].split(";") for row in documents}
    ids = [row["id"] for row in facts]
    yield from (f"{key}: twice" for key in sorted({key for key in ids if ids.count(key) > 1}))
    for row in facts:
        told = [part.partition(":")[0] for part in row["documents"].split(" || ")]
        known = {origin for name in told for origin in origins_of.get(name, [])}
        origins = set(row["origins"].split(";"))
        if len(origins) != int(row["independent_origins"]) or not known >= origins:
            yield f"{row['id']}: origins"
        if not set(filter(None, row["not_with"].split(";"))) <= set(ids):
            yield f"{row['id']}: not_with names an unknown fact"


def check() -> Iterator[str]:
    """Everything that is wrong, a line each."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in HERE.glob("*/*.txt")}
    tables = {name: rows(name) for name in QUOTED}
    yield from check_documents(tables["documents"], texts)
    yield from check_facts(tables["facts"], tables["documents"])
    for name, fields in QUOTED.items():
        for row in tables[name]:
            if row["half"] != ("held" if int(row["story"][1:]) % 2 else "open"):
                yield f"{row['story']}: half is {row['half']}"
            for field in fields:
                yield from check_quotes(row, field, texts)


if __name__ == "__main__":
    problems = list(check())
    print("\n".join(problems or [f"{len(rows(name))} {name}" for name in QUOTED]))
    sys.exit(bool(problems))
