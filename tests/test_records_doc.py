"""docs/records.md names every kind and every field of it."""

import re
from pathlib import Path

import pytest

from dragoman.records import KINDS, Evident, Role
from dragoman.records.judgement import Decision

TEXT = (Path(__file__).parents[1] / "docs" / "records.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", TEXT, flags=re.MULTILINE | re.DOTALL))


def named(section):
    return set(re.findall(r"`([\w-]+)`", SECTIONS[section]))


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_a_kind_is_told(kind):
    fields = {field.alias or name for name, field in KINDS[kind].model_fields.items()}
    everywhere = named("Everywhere") if issubclass(KINDS[kind], Evident) else {"id"}
    assert fields <= named(kind) | everywhere


def test_what_was_added_to_roles_and_every_decision_is_told():
    assert set(Role.model_fields) <= named("actors")
    actions = {choice.model_fields["action"].default for choice in Decision.__args__[0].__args__}
    assert actions <= named("judgements")
