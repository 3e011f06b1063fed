"""The map of facilities: the land of each frame lies within it, and a place falls where the eye looks for it."""

from __future__ import annotations

import pytest

from limen.offices.removal.mapping import Frame, frames


def _within(frame: Frame, latitude: float, longitude: float) -> bool:
    """Return whether a place lies within the land of a frame, by the corners to the east of it."""
    east = longitude if longitude <= frame.east else longitude - 360
    inside = False
    for piece in frame.land:
        for (x, y), (u, v) in zip(piece, (*piece[1:], piece[0]), strict=True):
            if (y > latitude) != (v > latitude) and east < x + (latitude - y) / (v - y) * (u - x):
                inside = not inside
    return inside


@pytest.mark.parametrize("frame", frames(), ids=lambda frame: frame.name)
def test_the_land_of_a_frame_lies_within_it(frame: Frame) -> None:
    assert frame.land
    for piece in frame.land:
        assert len(piece) >= 3
        for east, north in piece:
            assert frame.at(north, east) is not None, (east, north)
    right, bottom = frame.x + frame.width, frame.y + frame.height
    for outline in frame.outlines:
        for corner in outline.split():
            x, y = (float(part) for part in corner.split(","))
            assert frame.x <= x <= right
            assert frame.y <= y <= bottom


@pytest.mark.parametrize(
    ("latitude", "longitude", "where"),
    [
        (39.7, -105.0, "Contiguous states"),
        (31.8, -106.4, "Contiguous states"),
        (25.8, -80.3, "Contiguous states"),
        (47.6, -117.4, "Contiguous states"),
        (44.8, -68.8, "Contiguous states"),
        (40.75, -73.4, "Contiguous states"),
        (61.2, -149.5, "Alaska"),
        (57.75, -152.9, "Alaska"),
        (21.4, -157.9, "Hawaii"),
        (19.6, -155.5, "Hawaii"),
        (18.3, -66.1, "Puerto Rico and the Virgin Islands"),
        (13.45, 144.8, "Guam and the Northern Marianas"),
    ],
)
def test_a_place_on_land_is_drawn_on_land(latitude: float, longitude: float, where: str) -> None:
    frame = next(row for row in frames() if row.name == where)
    assert _within(frame, latitude, longitude)


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(43.5, -87.0), (28.0, -90.0), (36.0, -74.0), (34.0, -124.0), (45.0, -60.0), (29.0, -107.0), (51.0, -100.0)],
    ids=["Lake Michigan", "Gulf", "Atlantic", "Pacific", "Nova Scotia", "Chihuahua", "Manitoba"],
)
def test_what_is_water_or_abroad_is_not_drawn_as_land(latitude: float, longitude: float) -> None:
    assert not _within(frames()[0], latitude, longitude)
