"""Build the map of the desk: the outlines of countries, projected, as paths that a page can draw.

    python scripts/build_map.py COUNTRIES_110M COUNTRIES_50M [--check]

The two files are `countries-110m.json` and `countries-50m.json` of the npm package `world-atlas` 2.0.2 (ISC), made
from Natural Earth 4.1 (public domain). Outlines are those of the coarser file; a country that it leaves out is a dot
where the finer one has it. Writes `src/dragoman/web/data/world.json`: by ISO 3166-1 alpha-3 code a path and a point, in
units of a drawing 960 wide. Numeric codes are told by `pycountry` (needed for this script alone). With `--check`
nothing is written: exit code 1 where the file is not what would be.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

from dragoman.web.projection import HEIGHT, WIDTH, projected  # noqa: E402

TARGET = ROOT / "src" / "dragoman" / "web" / "data" / "world.json"
Point = tuple[float, float]
# Outlines without a code of ISO 3166-1: their codes in the knowledge base.
UNCODED = {"Kosovo": "XKX"}
SOURCE = "Natural Earth 4.1 (public domain), by way of world-atlas 2.0.2 (ISC)"


def rings(topology: dict[str, Any], geometry: dict[str, Any]) -> Iterator[list[Point]]:
    """The outer rings of a shape in degrees, arcs put together; holes are left out."""
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    for polygon in polygons:
        ring: list[Point] = []
        for number in polygon[0]:
            arc = decoded(topology, number if number >= 0 else ~number)
            ring += (arc if number >= 0 else arc[::-1])[1 if ring else 0 :]
        yield ring


def decoded(topology: dict[str, Any], number: int) -> list[Point]:
    """An arc in degrees: TopoJSON keeps steps from point to point."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    x = y = 0
    points = []
    for dx, dy in topology["arcs"][number]:
        x, y = x + dx, y + dy
        points.append((x * sx + tx, y * sy + ty))
    return points


def area(ring: list[Point]) -> float:
    """Twice the signed area, in square degrees."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True))


def middle(ring: list[Point]) -> Point:
    """The centre of gravity of a ring."""
    whole = area(ring)
    if abs(whole) < 1e-9:
        return ring[0]
    pairs = list(zip(ring, ring[1:] + ring[:1], strict=True))
    cross = [(a[0] * b[1] - b[0] * a[1], a, b) for a, b in pairs]
    return tuple(sum((a[n] + b[n]) * c for c, a, b in cross) / (3 * whole) for n in (0, 1))  # type: ignore[return-value]


def path(topology: dict[str, Any], geometry: dict[str, Any]) -> str:
    """The outline as an SVG path of whole tenths; what is smaller than a few of them is left out."""
    drawn = []
    for ring in (part for whole in rings(topology, geometry) for part in cut(whole)):
        points = list(dict.fromkeys((round(x, 1), round(y, 1)) for x, y in (projected(*point) for point in ring)))
        if len(points) > 2:
            drawn.append("M" + "L".join(f"{x:g} {y:g}" for x, y in points) + "Z")
    return "".join(drawn)


def cut(ring: list[Point]) -> Iterator[list[Point]]:
    """A ring that runs over the date line as one ring on each side of it; any other as it is."""
    turned = [ring[0]]
    for x, y in ring[1:]:
        last = turned[-1][0]
        turned.append((x - 360 * round((x - last) / 360), y))
    for edge in (-180.0, 180.0):
        if any((x - edge) * edge > 0 for x, _ in turned):
            yield clipped(turned, edge, inside=True)
            yield [(x - 2 * edge, y) for x, y in clipped(turned, edge, inside=False)]
            return
    yield turned


def clipped(ring: list[Point], edge: float, *, inside: bool) -> list[Point]:
    """The part of a ring on one side of a meridian (Sutherland and Hodgman 1974)."""
    found: list[Point] = []
    for a, b in pairwise([*ring, ring[0]]):
        kept = [((x - edge) * edge <= 0) == inside for x, _ in (a, b)]
        if kept[0] != kept[1]:
            share = (edge - a[0]) / (b[0] - a[0])
            found.append((edge, a[1] + share * (b[1] - a[1])))
        if kept[1]:
            found.append(b)
    return found


def code(geometry: dict[str, Any]) -> str | None:
    """The alpha-3 code of a shape."""
    import pycountry  # noqa: PLC0415 - needed for building alone

    known = pycountry.countries.get(numeric=geometry.get("id", ""))
    return known.alpha_3 if known else UNCODED.get(geometry["properties"]["name"])


def built(coarse: dict[str, Any], fine: dict[str, Any]) -> dict[str, Any]:
    """The whole file."""
    shapes = {key: shape for shape in coarse["objects"]["countries"]["geometries"] if (key := code(shape))}
    countries = {}
    for shape in fine["objects"]["countries"]["geometries"]:
        key = code(shape)
        if key is None:
            continue
        widest = max(rings(fine, shape), key=lambda ring: abs(area(ring)))
        x, y = projected(*middle(widest))
        countries[key] = {"at": [round(x, 1), round(y, 1)], "path": path(coarse, shapes[key]) if key in shapes else ""}
    return {"source": SOURCE, "width": WIDTH, "height": HEIGHT, "countries": dict(sorted(countries.items()))}


def main() -> int:
    """Parse, build, write or compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("coarse", type=Path)
    parser.add_argument("fine", type=Path)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    made = built(*(json.loads(file.read_text(encoding="utf-8")) for file in (options.coarse, options.fine)))
    text = json.dumps(made, separators=(",", ":"), ensure_ascii=False) + "\n"
    if options.check:
        return int(not TARGET.exists() or TARGET.read_text(encoding="utf-8") != text)
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(text, encoding="utf-8")
    print(f"{TARGET}: {len(made['countries'])} countries, {len(text):,} characters")
    return 0


if __name__ == "__main__":
    sys.exit(main())
