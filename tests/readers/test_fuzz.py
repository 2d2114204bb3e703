"""Broken files of every format: only what the readers mean to say comes out. The long run: scripts/fuzz_readers.py."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.evaluate.hostile import verdict

SCRIPT = Path(__file__).parents[2] / "scripts" / "fuzz_readers.py"
SPEC = importlib.util.spec_from_file_location("fuzz_readers", SCRIPT)
assert SPEC is not None
assert SPEC.loader is not None
FUZZ = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(FUZZ)
GOOD = FUZZ.seeds()


@pytest.mark.parametrize("name", sorted(GOOD))
def test_the_good_files_are_read(name: str) -> None:
    expected = {"a.xlsx": "refused:malformed", "a.xml": "partial"}.get(name, "accepted")
    assert verdict(name, GOOD[name]) == expected


def test_a_short_run_finds_no_fault() -> None:
    verdicts, files, slowest, _, faults = FUZZ.fuzz(80_000, seed=7)
    assert faults == []
    assert files == pytest.approx(sum(verdicts.values()), abs=files)
    assert slowest < FUZZ.SLOW


@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(
    st.sampled_from(sorted(GOOD)),
    st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=12), st.integers(0, 40)), min_size=1, max_size=6),
)
def test_changed_bytes_give_a_verdict(name: str, changes: list[tuple[float, bytes, int]]) -> None:
    data = GOOD[name]
    for where, piece, cut in changes:
        at = int(where * len(data))
        data = data[:at] + piece + data[at + cut :]
    for each in verdict(name, data).split("+"):
        assert each in {"accepted", "partial", "nothing"} or each.startswith("refused:")
        assert each != "refused:crash"
