"""Reading and writing where something is: coordinates as an officer types them, or a bearing from a landmark.

Pure: no database. Nothing here raises on what somebody typed; what cannot be read comes back as faults that say how to
put it right. Bearings are true, from north, clockwise.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from geographiclib.geodesic import Geodesic

Point = tuple[float, float]
"""Latitude and longitude, in degrees north and east."""

Landmarks = Callable[[str], Point | None]
"""Returns where a landmark of a name stands; None when there is none."""

PLACES = 5
"""Decimals of a degree that are kept: about a metre."""

METRES = {
    "m": 1.0,
    "km": 1000.0,
    "mi": 1609.344,
    "nmi": 1852.0,
    "nm": 1852.0,
    "yd": 0.9144,
    "ft": 0.3048,
}
WORDS = {
    "metre": "m",
    "metres": "m",
    "meter": "m",
    "meters": "m",
    "kilometre": "km",
    "kilometres": "km",
    "kilometer": "km",
    "kilometers": "km",
    "mile": "mi",
    "miles": "mi",
    "yard": "yd",
    "yards": "yd",
    "feet": "ft",
    "foot": "ft",
}
COMPASS = ("N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW")
POINT = 360 / len(COMPASS)
FARTHEST = 500_000.0
"""Metres from a landmark past which a bearing is taken for a slip of the pen."""

EXAMPLE = "31.33412, -110.94120 or 31 20.047 N 110 56.472 W or 3 km NE of Montezuma Peak"

SIGNS = str.maketrans({"º": "°", "′": "'", "’": "'", "‘": "'", "″": '"', "”": '"', "“": '"', "−": "-", ";": ","})
NUMBER = r"\d{1,3}(?:\.\d+)?"
PART = rf"{NUMBER}\s*°?\s*(?:(?:\d{{1,2}}(?:\.\d+)?)\s*'?\s*(?:(?:\d{{1,2}}(?:\.\d+)?)\s*(?:\"|'')?)?)?"
PAIR = re.compile(rf"\s*([NS+-]?)\s*({PART})\s*([NS]?)\s*[,/ ]\s*([EW+-]?)\s*({PART})\s*([EW]?)\s*", re.IGNORECASE)
FIGURE = re.compile(r"\d+(?:\.\d+)?")
DISTANCE = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?)\s*([a-z]+)(?![\w])", re.IGNORECASE)
BEARING = re.compile(
    r"(?<![\w.])(?:(\d{1,3}(?:\.\d+)?)\s*(?:°|deg(?:rees)?\b|true\b)?|([NESW]{1,3}))(?![\w.°])", re.IGNORECASE
)
OF = re.compile(r"\s+(?:of|from)\s+(?:the\s+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with what was typed, and what to do about it."""

    rule: str
    message: str


@dataclass(frozen=True, slots=True)
class Where:
    """A place on the ground.

    Args:
        latitude: degrees north.
        longitude: degrees east.
        how: ``coordinates`` or ``bearing``.
        landmark: the landmark it was given from, as typed.
    """

    latitude: float
    longitude: float
    how: str = "coordinates"
    landmark: str = ""

    @property
    def point(self) -> Point:
        """Return the pair."""
        return self.latitude, self.longitude


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text was read as: a place, or the faults that stood in the way."""

    where: Where | None
    faults: tuple[Fault, ...] = ()


def read(text: str, landmarks: Landmarks = lambda _name: None) -> Reading:
    """Read where something is.

    Args:
        text: coordinates (decimal degrees, degrees and minutes, degrees, minutes and seconds), or a distance and a
            bearing of a landmark.
        landmarks: where the landmarks of the station stand.

    Returns:
        The place, or faults. It never raises, whatever the text is.
    """
    clean = " ".join(unicodedata.normalize("NFC", text).translate(SIGNS).split())
    if not clean:
        return _fault("where.missing", f"Say where: {EXAMPLE}.")
    found = PAIR.fullmatch(clean)
    if found:
        return _pair(found)
    if OF.search(clean):
        return _from_landmark(clean, landmarks)
    known = landmarks(clean)
    if known is not None:
        return Reading(_kept(*known, how="bearing", landmark=clean))
    return _fault("where.unread", f"That is no place this can read. Write {EXAMPLE}.")


def _pair(found: re.Match[str]) -> Reading:
    before_lat, lat, after_lat, before_lon, lon, after_lon = found.groups()
    faults: list[Fault] = []
    latitude = _degrees(lat, (before_lat + after_lat).upper(), "latitude", faults)
    longitude = _degrees(lon, (before_lon + after_lon).upper(), "longitude", faults)
    if not faults and abs(latitude) > 90:  # noqa: PLR2004  the poles
        faults.append(
            Fault("where.latitude", f"A latitude lies between 90 S and 90 N; {lat} does not. Latitude comes first.")
        )
    if not faults and abs(longitude) > 180:  # noqa: PLR2004  the far meridian
        faults.append(Fault("where.longitude", f"A longitude lies between 180 W and 180 E; {lon} does not."))
    return Reading(None, tuple(faults)) if faults else Reading(_kept(latitude, longitude))


def _degrees(text: str, sign: str, name: str, faults: list[Fault]) -> float:
    figures = FIGURE.findall(text)
    parts = [float(figure) for figure in figures]
    if any("." in figure for figure in figures[:-1]):
        faults.append(Fault(f"where.{name}", f"Only the last figure of the {name} takes decimals: {text.strip()}."))
    if any(part >= 60 for part in parts[1:]):  # noqa: PLR2004  minutes of a degree, seconds of a minute
        faults.append(Fault(f"where.{name}", f"Minutes and seconds stay below 60: {text.strip()}."))
    if len(sign) > 1:
        faults.append(Fault(f"where.{name}", f"Say the side of the {name} once: a sign or a letter."))
    value = float(sum(part / 60.0**power for power, part in enumerate(parts)))
    return -value if sign in ("S", "W", "-") else value


def _from_landmark(text: str, landmarks: Landmarks) -> Reading:
    says, name = OF.split(text, maxsplit=1)
    name = name.strip()
    distance = next((hit for hit in DISTANCE.finditer(says) if _unit(hit.group(2))), None)
    faults = []
    if distance is None:
        faults.append(Fault("where.distance", "Say how far, with its unit: m, km, mi, nmi, yd or ft."))
    rest = says if distance is None else says[: distance.start()] + " " + says[distance.end() :]
    bearing = _bearing(rest)
    if bearing is None:
        faults.append(Fault("where.bearing", "Say in which direction: NE, or degrees from 0 to 360 such as 045."))
    known = landmarks(name) if name else None
    if known is None:
        faults.append(Fault("where.landmark", f"No landmark of this station is called “{name[:60]}”."))
    metres = float(distance.group(1)) * METRES[_unit(distance.group(2))] if distance is not None else 0.0
    if metres > FARTHEST:
        faults.append(Fault("where.distance", "That is too far from a landmark. Give coordinates."))
    if faults or known is None or bearing is None:
        return Reading(None, tuple(faults))
    return Reading(_kept(*going(known, bearing, metres), how="bearing", landmark=name))


def _unit(text: str) -> str:
    found = WORDS.get(text.lower(), text.lower())
    return found if found in METRES else ""


def _bearing(text: str) -> float | None:
    for found in BEARING.finditer(text):
        if found.group(1) is not None:
            degrees = float(found.group(1))
            return degrees % 360 if degrees <= 360 else None  # noqa: PLR2004  once around
        if found.group(2).upper() in COMPASS:
            return COMPASS.index(found.group(2).upper()) * POINT
    return None


def _kept(latitude: float, longitude: float, *, how: str = "coordinates", landmark: str = "") -> Where:
    return Where(round(latitude, PLACES) + 0.0, round(longitude, PLACES) + 0.0, how, landmark)


def _fault(rule: str, message: str) -> Reading:
    return Reading(None, (Fault(rule, message),))


def going(start: Point, bearing: float, metres: float) -> Point:
    """Return where one comes to, going straight from a point on the ellipsoid of the earth."""
    found = Geodesic.WGS84.Direct(start[0], start[1], bearing, metres)
    return found["lat2"], found["lon2"]


def between(start: Point, end: Point) -> tuple[float, float]:
    """Return how far it is from one point to another, in metres, and the bearing one leaves on."""
    found = Geodesic.WGS84.Inverse(start[0], start[1], end[0], end[1])
    return found["s12"], found["azi1"] % 360


def as_decimal(point: Point) -> str:
    """Write a place in decimal degrees."""
    return f"{point[0]:.{PLACES}f}, {point[1]:.{PLACES}f}"


def as_minutes(point: Point) -> str:
    """Write a place in degrees and minutes, as a radio call gives it."""
    return f"{_minutes(point[0], 'NS')} {_minutes(point[1], 'EW')}"


def _minutes(value: float, letters: str) -> str:
    tenths = round(abs(value) * 60 * 1000)
    degrees, rest = divmod(tenths, 60_000)
    return f"{degrees}° {rest / 1000:06.3f}' {letters[value < 0]}"


def as_seconds(point: Point) -> str:
    """Write a place in degrees, minutes and seconds."""
    return f"{_seconds(point[0], 'NS')} {_seconds(point[1], 'EW')}"


def _seconds(value: float, letters: str) -> str:
    hundredths = round(abs(value) * 3600 * 100)
    degrees, rest = divmod(hundredths, 360_000)
    minutes, rest = divmod(rest, 6_000)
    return f"{degrees}° {minutes:02d}' {rest / 100:05.2f}\" {letters[value < 0]}"


def as_bearing(point: Point, landmark: Point, name: str) -> str:
    """Write a place as a distance and a bearing of a landmark."""
    metres, bearing = between(landmark, point)
    return f"{metres:.0f} m {math.fmod(round(bearing, 2), 360):06.2f}° from {name}"


def compass(bearing: float) -> str:
    """Return the point of the compass nearest to a bearing."""
    return COMPASS[round(bearing / POINT) % len(COMPASS)]
