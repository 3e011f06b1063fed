"""A map as a picture of dots: which frame of the land a facility stands in, and where in the picture."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from limen.offices.removal.queries.facilities import Dot

LABEL_DROP = 16
ROUND = 360.0


@dataclass(frozen=True, slots=True)
class Frame:
    """A part of the picture and the land it shows; ``land`` is its outline, longitude and latitude of each corner."""

    name: str
    west: float
    east: float
    south: float
    north: float
    x: float
    y: float
    width: float
    height: float
    land: tuple[tuple[tuple[float, float], ...], ...] = ()

    @property
    def outlines(self) -> list[str]:
        """Return the land it shows, piece by piece, as the points of a polygon in the picture."""
        return [" ".join(f"{x},{y}" for x, y in (self._placed(*corner) for corner in piece)) for piece in self.land]

    @property
    def label_x(self) -> float:
        """Return where its name begins."""
        return self.x + 6

    @property
    def label_y(self) -> float:
        """Return the line its name stands on."""
        return self.y + LABEL_DROP

    def at(self, latitude: float, longitude: float) -> tuple[float, float] | None:
        """Return where a point of the land stands in the picture, or nothing where the frame does not show it."""
        east = longitude if longitude <= self.east else longitude - ROUND
        if not (self.west <= east <= self.east and self.south <= latitude <= self.north):
            return None
        return self._placed(east, latitude)

    def _placed(self, east: float, latitude: float) -> tuple[float, float]:
        across = (east - self.west) / (self.east - self.west)
        down = (self.north - latitude) / (self.north - self.south)
        return round(self.x + across * self.width, 1), round(self.y + down * self.height, 1)


@dataclass(frozen=True, slots=True)
class Spot:
    """A facility in the picture."""

    x: float
    y: float
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Map:
    """The picture."""

    frames: tuple[Frame, ...]
    spots: list[Spot]


@lru_cache(maxsize=1)
def frames() -> tuple[Frame, ...]:
    """Return the frames of the picture, the first being the largest."""
    told = tomllib.loads((files("limen.offices.removal") / "data" / "map.toml").read_text("utf-8"))
    return tuple(_frame(row) for row in told["frame"])


def _frame(row: dict[str, Any]) -> Frame:
    west, east, south, north = row["land"]
    x, y, width, height = row["box"]
    return Frame(row["name"], west, east, south, north, x, y, width, height, _pieces(row["outline"]))


def _pieces(outline: Iterable[str]) -> tuple[tuple[tuple[float, float], ...], ...]:
    corners = ([corner.split(",") for corner in piece.split()] for piece in outline)
    return tuple(tuple((float(east), float(north)) for east, north in piece) for piece in corners)


def drawn(dots: Iterable[Dot]) -> Map:
    """Return the picture of some facilities; those outside every frame are in the list alone."""
    spots = []
    for dot in dots:
        for frame in frames():
            if (at := frame.at(dot.latitude, dot.longitude)) is not None:
                spots.append(Spot(*at, dot.code, dot.name))
                break
    return Map(frames(), spots)
