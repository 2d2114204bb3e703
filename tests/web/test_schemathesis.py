"""The API under every question that its own description allows, and many that it does not: no answer is a fault."""

from contextlib import suppress

import pytest
from desks import ORIGIN
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable

schemathesis = pytest.importorskip("schemathesis")


@pytest.fixture(scope="module")
def operations(desk):
    """Each kind of question by its path. The plug-in of schemathesis for pytest does not know pytest 9.2 yet."""
    schema = schemathesis.openapi.from_dict(desk.app.openapi())
    return {found.ok().path: found.ok() for found in schema.get_all_operations()}


def ask(desk, operation, mode):
    """Questions of a kind, the same each time; the statuses of the answers."""
    seen = set()

    @settings(max_examples=25, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode))
    def one(case):
        asked = case.as_transport_kwargs(base_url=ORIGIN)
        answer = desk.request(asked["method"], asked["url"], params=asked.get("params"))
        seen.add(answer.status_code)
        assert answer.status_code < 500, (asked, answer.text)

    with suppress(Unsatisfiable):  # where any text is allowed, none is against the description
        one()
    return seen


@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode))
def test_no_question_is_a_fault(desk, operations, mode):
    assert set(operations) == set(desk.app.openapi()["paths"])
    seen = {path: ask(desk, operation, mode) for path, operation in operations.items()}
    assert sum(map(bool, seen.values())) > len(operations) / 2
