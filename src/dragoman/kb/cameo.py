"""CAMEO as data: what the codes that frames carry mean, and how actors are written (Schrodt, CAMEO codebook 1.1b3)."""

from __future__ import annotations

from functools import lru_cache

from dragoman.kb.rows import rows

UNKNOWN = "---"  # CAMEO's code for an actor that is not known


@lru_cache(maxsize=1)
def cameo() -> dict[str, str]:
    """The meaning of each event code that a frame may carry, in our words."""
    return {row["code"]: row["meaning"] for row in rows("kb", "cameo.csv")}


@lru_cache(maxsize=1)
def _codes() -> dict[tuple[str, str], str]:
    return {(row["kind"], row["key"]): row["code"] for row in rows("kb", "cameo_actors.csv")}


def sector_code(sector: str | None, capacity: str | None) -> str:
    """CAMEO's sector of an actor: by its sector in the records, else by the capacity in which it acts."""
    return _codes().get(("sector", sector or ""), "") or _codes().get(("capacity", capacity or ""), "")


def actor_code(key: str, *, country: str | None, state: bool, sector: str) -> str:
    """An actor as CAMEO writes it: CHN for a state, CHNGOV for its government, IGOUNO for the United Nations."""
    if known := _codes().get(("igo", key)):
        return known
    if state and country:
        return country
    return f"{country or ('' if sector == 'IGO' else UNKNOWN)}{sector}" or UNKNOWN
