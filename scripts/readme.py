"""Write into README.md what is measured: an excerpt of the brief on the examples, and the figures of eval/floors.json.

python scripts/readme.py [--check]
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from dragoman import app

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "README.md"
# Section of the brief, and how many of its entries the excerpt shows.
SECTIONS = {"At a glance": 4, "Timeline": 2, "Agreements": 2, "Money": 2, "Open questions": 2, "Contradictions": 1}
# Row of the report, and what the page calls it.
GOLD = {
    "actors": "actors found and named (F1)",
    "events-dyad": "who dealt with whom (F1)",
    "events": "… with the right kind of event (F1)",
    "agreements": "agreements (F1)",
    "amounts": "sums and figures (F1)",
    "claims": "claims with their speaker (F1)",
    "gaps": "what is said to be unknown (F1)",
    "published-stated": "date of the article, where it is printed",
    "published-inferred": "date of the article, where it is not",
}
LONGEST = 240
CASES = "cases tests/cases"

Entries = dict[str, dict[str, dict[str, dict[str, float]]]]


def excerpt() -> str:
    """The first entries of some sections of the brief on the examples."""
    with TemporaryDirectory() as place, app.open(Path(place) / "store.db") as archive:
        archive.read(sorted((ROOT / "examples").glob("*.txt")))
        brief = archive.brief("KEN", "TUR")
    title, *sections = re.split(r"^(?=## )", brief, flags=re.MULTILINE)
    shown = [title.splitlines()[0]]
    for section in sections:
        heading, *lines = section.splitlines()
        entries = [line for line in lines if line.startswith(("- ", "| "))]
        table = bool(entries) and entries[0].startswith("|")
        head = [line for line in lines if line.startswith("|")][:2] if table else []
        entries = [line for line in entries if line not in head and len(line) <= LONGEST]
        wanted = SECTIONS.get(heading.removeprefix("## "), 0)
        if wanted and entries:
            shown += ["", heading, "", *head, *entries[:wanted]]
    return "\n".join(["```markdown", *shown, "```"])


def figures() -> str:
    """A table of the scores that stand in eval/floors.json."""
    entries = json.loads((ROOT / "eval" / "floors.json").read_text(encoding="utf-8"))
    held = {name: name.removesuffix(" held") for name in _measured(entries, CASES) if name.endswith(" held")}
    return "\n".join(
        [
            "| | Score | 95 % | Items |",
            "|---|---|---|---|",
            "| **`dragoman evaluate gold --data eval/unseen`**: articles that no rule writer read | | | |",
            *_rows(entries, "gold eval/unseen", GOLD),
            "| **`dragoman evaluate gold --data eval/gold`**: articles at hand while rules were written | | | |",
            *_rows(entries, "gold eval/gold", GOLD),
            "| **`dragoman evaluate cases`**, sentences held back, share right | | | |",
            *_rows(entries, CASES, held),
        ]
    )


def _measured(entries: Entries, key: str) -> dict[str, dict[str, float]]:
    return entries.get(key, {}).get("measured", {})


def _rows(entries: Entries, key: str, names: dict[str, str]) -> list[str]:
    found = _measured(entries, key)
    return [
        f"| {told} | {row['score']:.2f} | {row['low']:.2f} to {row['high']:.2f} | {row['items']} |"
        for name, told in names.items()
        if (row := found.get(name)) and row["low"] is not None
    ]


def filled(page: str) -> str:
    """The page with both parts as they are now."""
    for name, text in (("brief", excerpt()), ("figures", figures())):
        page = re.sub(
            rf"(<!-- {name}:.*? -->\n).*?(<!-- /{name} -->)",
            lambda m, t=text: f"{m[1]}{t}\n{m[2]}",
            page,
            flags=re.DOTALL,
        )
    return page


def main() -> int:
    """Write or check the page."""
    page = PAGE.read_text(encoding="utf-8")
    now = filled(page)
    if "--check" in sys.argv[1:]:
        print("README.md is what is measured" if now == page else "README.md is stale: run `make docs`")
        return int(now != page)
    PAGE.write_text(now, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
