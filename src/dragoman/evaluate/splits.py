"""Which part of a set its writers of rules leave unread, as a `splits.json` above the data says."""

from __future__ import annotations

import json
from pathlib import Path


def unread_part(data: Path, name: str) -> frozenset[str]:
    """The names in the part that figures are reported on; none without a splits.json within three folders above."""
    for folder in list(data.resolve().parents)[:3]:
        splits = folder / "splits.json"
        if splits.is_file():
            part = json.loads(splits.read_text(encoding="utf-8")).get(name, {}).get("report", [])
            return frozenset([part] if isinstance(part, str) else map(str, part))
    return frozenset()
