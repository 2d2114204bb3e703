"""Equal Earth: where a place stands on the map. Areas keep their proportions.

Source: Šavrič, Patterson, Jenny: The Equal Earth map projection, International Journal of Geographical Information
Science 33 (2019), equations 1 to 4.
"""

from __future__ import annotations

import math
from typing import Final

WIDTH, HEIGHT = 960, 468
_A: Final = (1.340264, -0.081106, 0.000893, 0.003796)
_M: Final = math.sqrt(3) / 2
_SCALE: Final = WIDTH / 2 / 2.70663  # half of the map's width at the equator, in radii


def projected(longitude: float, latitude: float) -> tuple[float, float]:
    """Degrees to units of the drawing: x to the right, y down."""
    theta = math.asin(_M * math.sin(math.radians(max(-90.0, min(90.0, latitude)))))
    square = theta * theta
    sixth = square**3
    slope = _A[0] + 3 * _A[1] * square + sixth * (7 * _A[2] + 9 * _A[3] * square)
    x = math.radians(longitude) * math.cos(theta) / (_M * slope)
    y = theta * (_A[0] + _A[1] * square + sixth * (_A[2] + _A[3] * square))
    return WIDTH / 2 + x * _SCALE, HEIGHT / 2 - y * _SCALE
