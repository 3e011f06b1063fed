"""Dots on a map as a page draws it: where each falls, and how long the scale's bar is. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians

from limen.offices.patrol.where import Point, between

WIDTH, HEIGHT, EDGE = 640, 400, 24
SMALLEST = 0.02
"""Degrees that a map spans at least, so that one dot does not fill the world."""

STEPS = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Dot:
    """Something on the map.

    Args:
        point: where it is.
        kind: the class of its mark.
        label: what it is called.
        address: its page.
    """

    point: Point
    kind: str
    label: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """An area on the map.

    Args:
        corners: its corners in order.
        label: what it is called.
    """

    corners: tuple[Point, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Area:
    """An area where the page draws it.

    Args:
        points: its corners, as an SVG polygon writes them.
        label: what it is called.
        x: where its name is written.
        y: the line its name stands on.
    """

    points: str
    label: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Drawn:
    """A dot where the page draws it."""

    x: float
    y: float
    number: int
    dot: Dot

    @property
    def east(self) -> bool:
        """Return whether it lies so far right that its name is written to its left."""
        return self.x > 2 * WIDTH / 3


@dataclass(frozen=True, slots=True)
class Map:
    """A map: its dots, and a bar of a round length."""

    dots: tuple[Drawn, ...]
    bar: float
    metres: int
    areas: tuple[Area, ...] = ()
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def length(self) -> str:
        """Return the bar's length as it is written."""
        return f"{self.metres // 1000} km" if self.metres >= 1000 else f"{self.metres} m"  # noqa: PLR2004  a kilometre

    @property
    def base(self) -> int:
        """Return where the bar lies."""
        return self.height - EDGE // 2

    @property
    def end(self) -> float:
        """Return where the bar ends."""
        return round(EDGE + self.bar, 1)


def drawn(dots: Sequence[Dot], frame: Iterable[Point] = (), outlines: Sequence[Outline] = ()) -> Map | None:
    """Return the map of some dots, north up; None when there is nothing to draw.

    Args:
        dots: what is on it.
        frame: points it must reach to besides, such as the station.
        outlines: areas drawn below the dots.
    """
    points = [*(dot.point for dot in dots), *frame, *(corner for area in outlines for corner in area.corners)]
    if not points:
        return None
    south, north = _span([point[0] for point in points])
    middle = (south + north) / 2
    narrow = max(cos(radians(middle)), 0.01)
    west, east = _span([point[1] for point in points])
    scale = min((WIDTH - 2 * EDGE) / ((east - west) * narrow), (HEIGHT - 2 * EDGE) / (north - south))
    left = WIDTH / 2 - (east - west) * narrow * scale / 2
    top = HEIGHT / 2 - (north - south) * scale / 2

    def at(point: Point) -> tuple[float, float]:
        return round(left + (point[1] - west) * narrow * scale, 1), round(top + (north - point[0]) * scale, 1)

    placed = tuple(Drawn(*at(dot.point), number, dot) for number, dot in enumerate(dots, 1))
    areas = tuple(_area([at(corner) for corner in area.corners], area.label) for area in outlines if area.corners)
    across = between((middle, west), (middle, east))[0] / ((east - west) * narrow * scale)
    metres = _round_length(across * WIDTH / 4)
    return Map(placed, round(metres / across, 1), metres, areas)


def _area(corners: Sequence[tuple[float, float]], label: str) -> Area:
    """Return an area with its name above its middle."""
    across, down = (sum(values) / len(corners) for values in zip(*corners, strict=True))
    return Area(" ".join(f"{x},{y}" for x, y in corners), label, round(across, 1), round(down - 8, 1))


def _span(values: Sequence[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    missing = max(SMALLEST - (high - low), 0) / 2
    return low - missing, high + missing


def _round_length(metres: float) -> int:
    """Return the greatest of 1, 2, 5, 10, 20 … metres that is no longer."""
    lengths = [int(f"{step}{'0' * power}") for power in range(8) for step in STEPS]
    return next((low for low, high in pairwise(lengths) if high > metres), lengths[-1])
