"""The pinned requirements: hashed, in step with one another and with pyproject, and without the name of any host."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
PINNED = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)( ;.*)? \\$", re.MULTILINE)


def pins(name):
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    return {found[1]: found[2] for found in PINNED.finditer(text)}


def declared(extra=None):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [
        Requirement(line) for line in (project["optional-dependencies"][extra] if extra else project["dependencies"])
    ]


@pytest.mark.parametrize("name", ["base", "dev"])
def test_every_pin_has_hashes_and_no_line_names_a_host(name):
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())
    requirements = [entry for entry in entries if not entry.startswith("#")]
    assert len(requirements) == len(pins(name)) > 20
    assert all("--hash=sha256:" in entry for entry in requirements)
    assert "://" not in text
    assert "--index" not in text


def test_the_developers_list_holds_the_base_list_at_the_same_versions():
    assert pins("base").items() <= pins("dev").items()


@pytest.mark.parametrize(("name", "extra"), [("base", None), ("dev", "dev")])
def test_every_declared_dependency_is_pinned_within_its_range(name, extra):
    pinned = pins(name)
    for requirement in declared(extra):
        assert requirement.name in pinned, f"{requirement.name}: run `make requirements`"
        assert requirement.specifier.contains(pinned[requirement.name]), requirement.name
