"""The API under every question that its own description allows, and many that it does not: no answer is a fault."""

import pytest
from desks import ORIGIN
from hypothesis import HealthCheck, given, settings

schemathesis = pytest.importorskip("schemathesis")


@pytest.fixture(scope="module")
def operations(desk):
    """Each kind of question by its path. The plug-in of schemathesis for pytest does not know pytest 9.2 yet."""
    schema = schemathesis.openapi.from_dict(desk.app.openapi())
    return {found.ok().path: found.ok() for found in schema.get_all_operations()}


@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode))
def test_no_question_is_a_fault(desk, operations, mode):
    assert set(operations) == set(desk.app.openapi()["paths"])
    for operation in operations.values():
        seen = set()

        @settings(
            max_examples=40, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case, seen=seen):
            asked = case.as_transport_kwargs(base_url=ORIGIN)
            answer = desk.request(asked["method"], asked["url"], params=asked.get("params"))
            seen.add(answer.status_code)
            assert answer.status_code < 500, (asked, answer.text)

        ask()
        assert seen, operation.path
