"""How much of the same-event score is bound by what was found: `python scripts/same_event.py GOLD_DIR [--pairs]`.

The scorer beside the gold counts a pair as missed where either of its two records was not found. This counts, with the
scorer's own matching, the pairs of which both were found, and how many of these one cluster holds.
"""

import argparse
import importlib.util
import json
import sys
from collections import defaultdict
from itertools import combinations
from pathlib import Path
from types import ModuleType
from typing import Any

from dragoman.evaluate.exporting import exported

Record = dict[str, Any]
Key = tuple[str, str, int]


def scorer_of(gold: Path) -> ModuleType:
    path = next(p for p in (gold / "score.py", gold.parent / "score.py") if p.is_file())
    spec = importlib.util.spec_from_file_location("gold_score", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


class Matching:
    """What the scorer takes for one event or one agreement, in one article."""

    def __init__(self, score: ModuleType, told: Record, actors: dict[str, Any]) -> None:
        self._score, self._known, self._actors = score, score.gold_actors(told), actors

    def _sides(self, keys: list[str]) -> list[Any]:
        return [self._score.as_actor(key, self._known) for key in keys]

    def _exported(self, keys: list[str] | None) -> list[Any]:
        return [self._actors[key] for key in keys or [] if key in self._actors]

    def event(self, gold: Record, got: Record) -> float:
        """How well an event fits; 0 where it does not."""
        score = self._score
        if score.one_type(gold["type"]) != score.one_type(got["type"]):
            return 0.0
        wanted = self._sides(gold["source"]), self._sides(gold["target"])
        sides = self._exported(got["source"]), self._exported(got["target"])
        same = score.event_sides(wanted, sides, gold["type"] in score.SYMMETRIC)
        right = 0.5 * score.event_dated(gold, got) + 0.3 * (gold["modality"] == got["modality"])
        return 1.0 + right if same and any(sides) else 0.0

    def agreement(self, gold: Record, got: Record) -> float:
        """How well an agreement fits; 0 where it does not."""
        score, parties = self._score, self._exported(got["parties"])
        both = sum(any(x.side(y) for y in parties) for x in self._sides(gold["parties"]))
        if both < min(2, len(gold["parties"])) or score.STATUS.get(gold["status"]) != score.STATUS.get(got["status"]):
            return 0.0
        same = 0.5 * (gold.get("count") == got["count"]) + 0.5 * score.same_date(gold.get("date"), got["date"])
        shared = score.words(gold.get("subject")) & score.words(got["subject"])
        return float(1.0 + same + 0.1 * len(shared))


def matches(score: ModuleType, gold: Path, export: dict[str, list[Record]]) -> dict[Key, tuple[Record, Record | None]]:
    """Gold events and agreements by key, with the exported record that each matches, or None."""
    actors = {a["id"]: score.Actor(a["name"], a["schema"], a["country"], a["aliases"]) for a in export["actors"]}
    ids = {Path(d["source"]).stem: d["id"] for d in export["documents"]}
    found: dict[Key, tuple[Record, Record | None]] = {}
    for path in sorted((gold / "gold").glob("*.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        matching = Matching(score, told, actors)
        for kind, measure in (("events", matching.event), ("agreements", matching.agreement)):
            golds = [g for g in told.get(kind, []) if g.get("type") != "OTHER"]
            gots = [r for r in export[kind] if r["document_id"] == ids.get(path.stem) and r.get("type") != "OTHER"]
            pairs = dict(score.assign(golds, gots, measure))
            for at, g in enumerate(golds):
                found[kind, path.stem, at] = (g, gots[pairs[at]] if at in pairs else None)
    return found


def show(name: str, pairs: set[tuple[Key, Key]], found: dict[Key, tuple[Record, Record | None]]) -> None:
    for pair in sorted(pairs):
        print(f"\n{name}")
        for key in pair:
            gold, record = found[key]
            print("  ", key, json.dumps({k: v for k, v in gold.items() if v}, ensure_ascii=False)[:260])
            print("      ", json.dumps({k: v for k, v in (record or {}).items() if v}, ensure_ascii=False)[:600])


def pairs_of(groups: dict[tuple[str, str], list[Key]]) -> set[tuple[Key, Key]]:
    return {p for group in groups.values() for p in combinations(sorted(group), 2) if p[0][1] != p[1][1]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--pairs", action="store_true", help="print the pairs that are missed or wrong")
    args = parser.parse_args()
    with exported(args.gold / "docs") as export:
        score = scorer_of(args.gold)
        found = matches(score, args.gold, score.load_export(export.folder))
    named, clusters = defaultdict(list), defaultdict(list)
    for key, (gold, record) in found.items():
        if gold.get("same_as"):
            named[key[0], gold["same_as"]].append(key)
        if record and record["cluster"]:
            clusters[key[0], record["cluster"]].append(key)
    wanted, given = pairs_of(named), pairs_of(clusters)
    reachable = {pair for pair in wanted if all(found[key][1] for key in pair)}
    right = len(given & wanted)
    print(f"pairs in the gold {len(wanted)}, both found {len(reachable)}, joined {len(given)}, rightly {right}")
    for name, of in (("all", wanted), ("among the found", reachable)):
        precision, recall = right / max(1, len(given)), right / max(1, len(of))
        print(f"{name}: P {precision:.3f}  R {recall:.3f}  F1 {2 * right / max(1, len(given) + len(of)):.3f}")
    if args.pairs:
        show("missed", reachable - given, found)
        show("wrong", given - wanted, found)


if __name__ == "__main__":
    main()
