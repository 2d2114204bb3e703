#!/usr/bin/env python3
"""Write the JSON Schema of every kind of record into the package: python scripts/write_schemas.py [--check]."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from dragoman.records import KINDS, SCHEMA_VERSION, json_schema

FOLDER = Path(__file__).resolve().parent.parent / "src" / "dragoman" / "records" / "schemas"


def schema_text(kind: str) -> str:
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:dragoman:records:{SCHEMA_VERSION}:{kind}",
        **json_schema(kind),
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def main(arguments: list[str]) -> int:
    wanted = {FOLDER / f"{kind}.json": schema_text(kind) for kind in KINDS}
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if "--check" in arguments:
        print("\n".join(f"{path.name} is not what the models declare" for path in stale) or "every schema is current")
        return 1 if stale else 0
    FOLDER.mkdir(exist_ok=True)
    for path in stale:
        path.write_text(wanted[path], encoding="utf-8", newline="\n")
    print(f"{len(stale)} of {len(wanted)} schemas written to {FOLDER}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
