"""The bill of materials: every package that Dragoman runs on, with version, licence and where it is needed.

    python scripts/sbom.py [--out build/sbom.json] [--licences]

CycloneDX 1.5 as JSON, from what is installed; `--licences` prints a table instead. Same installation, same bytes.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from email.message import Message
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.contact import OrganizationalEntity
from cyclonedx.model.license import DisjunctiveLicense
from cyclonedx.output.json import JsonV1Dot5
from packageurl import PackageURL
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PACKAGE = "dragoman-news"
_VAGUE = 120  # a longer field is the licence's text, not its name


@dataclass(frozen=True, slots=True)
class Material:
    """A package that is needed to run: what it needs itself, and the licences that it states."""

    name: str
    version: str
    licences: tuple[str, ...]
    needs: tuple[str, ...]


def materials(root: str = PACKAGE, extras: tuple[str, ...] = ()) -> dict[str, Material]:
    """The packages that a package needs to run here, by name; its own comes first. Raises PackageNotFoundError."""
    found: dict[str, Material] = {}
    waiting = [(canonicalize_name(root), extras)]
    while waiting:
        name, chosen = waiting.pop(0)
        if name in found:
            continue
        known = distribution(name)
        needs = [r for line in known.requires or () if _wanted(r := Requirement(line), chosen)]
        names = tuple(sorted({str(canonicalize_name(need.name)) for need in needs}))
        found[name] = Material(name, known.version, licences(known.metadata), names)
        waiting += [(canonicalize_name(need.name), tuple(need.extras)) for need in needs]
    return found


def _wanted(need: Requirement, extras: tuple[str, ...]) -> bool:
    return need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in ("", *extras))


def licences(metadata: Message) -> tuple[str, ...]:
    """The licences that a package states, the plainest statement first; nothing where it states none."""
    if expression := metadata.get("License-Expression"):
        return (str(expression),)
    stated = [c.rpartition(" :: ")[2] for c in metadata.get_all("Classifier") or () if c.startswith("License :: OSI")]
    if stated:
        return tuple(stated)
    field = " ".join(str(metadata.get("License") or "").split())
    return (field[:_VAGUE],) if field and field != "UNKNOWN" else ()


def bill(found: dict[str, Material]) -> str:
    """The bill as CycloneDX JSON, without a moment and a number of its own: the same materials, the same bytes."""
    components = {name: _component(each) for name, each in found.items()}
    root = components[canonicalize_name(PACKAGE)]
    bom = Bom(components=[c for c in components.values() if c is not root])
    bom.metadata.component = root
    bom.metadata.supplier = OrganizationalEntity(name="Dragoman")
    for name, each in found.items():
        bom.register_dependency(components[name], [components[need] for need in each.needs if need in components])
    told = json.loads(JsonV1Dot5(bom).output_as_string())
    told.pop("serialNumber", None)
    told["metadata"].pop("timestamp", None)
    return json.dumps(told, indent=1, sort_keys=True) + "\n"


def _component(each: Material) -> Component:
    return Component(
        name=each.name,
        version=each.version,
        type=ComponentType.APPLICATION if each.name == PACKAGE else ComponentType.LIBRARY,
        bom_ref=f"{each.name}@{each.version}",
        purl=PackageURL("pypi", None, each.name, each.version),
        licenses=[DisjunctiveLicense(name=licence) for licence in each.licences],
    )


def main() -> int:
    """Write the bill, or print the licences."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path("build/sbom.json"))
    parser.add_argument("--licences", action="store_true", help="print package, version and licence instead")
    options = parser.parse_args()
    try:
        found = materials()
    except PackageNotFoundError as error:
        print(f"{error} is not installed: run make sbom", file=sys.stderr)
        return 3
    if options.licences:
        for each in sorted(found.values(), key=lambda each: each.name):
            print(f"{each.name} {each.version}: {', '.join(each.licences) or 'none stated'}")
        return 0
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(bill(found), encoding="utf-8")
    print(f"{options.out}: {len(found)} packages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
