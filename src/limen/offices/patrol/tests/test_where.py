"""Places read from what an officer types, and numbers of vehicles and counts of money looked over."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from limen.offices.patrol import counting, mapping, vin, where

PEAK = (31.35, -110.9)
latitudes = st.floats(-89.9, 89.9).map(lambda value: round(value, where.PLACES))
longitudes = st.floats(-179.9, 179.9).map(lambda value: round(value, where.PLACES))
points = st.tuples(latitudes, longitudes)


def peak(name: str) -> where.Point | None:
    return PEAK if name == "Montezuma Peak" else None


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("31.3341, -110.9412", (31.3341, -110.9412)),
        ("31.3341 -110.9412", (31.3341, -110.9412)),
        ("N31.3341 W110.9412", (31.3341, -110.9412)),
        ("31 20.046 N 110 56.47 W", (31.3341, -110.94117)),
        ("31°20'02.8\"N, 110°56'28\"W", (31.33411, -110.94111)),
        ("31º 20′ 02.8″ N 110º 56′ 28″ W", (31.33411, -110.94111)),
    ],
)
def test_coordinates_are_read_however_they_are_written(text: str, point: where.Point) -> None:
    found = where.read(text).where
    assert found is not None
    assert found.point == pytest.approx(point)


@pytest.mark.parametrize(
    ("text", "metres", "bearing"),
    [
        ("3 km NE of Montezuma Peak", 3000, 45),
        ("045° 2.5 miles from Montezuma Peak", 4023.36, 45),
        ("500 m at 350 from the Montezuma Peak", 500, 350),
        ("1 nmi ssw of Montezuma Peak", 1852, 202.5),
        ("Montezuma Peak", 0, 0),
    ],
)
def test_a_bearing_from_a_landmark_becomes_coordinates(text: str, metres: float, bearing: float) -> None:
    found = where.read(text, peak).where
    assert found is not None
    far, way = where.between(PEAK, found.point)
    assert far == pytest.approx(metres, abs=1.5)
    if metres:
        assert way == pytest.approx(bearing, abs=0.3)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "where.missing"),
        ("by the fence", "where.unread"),
        ("95, 12", "where.latitude"),
        ("12, 195", "where.longitude"),
        ("31 75 N, 110 W", "where.latitude"),
        ("31.5 20 N, 110 W", "where.latitude"),
        ("-31 S, 110 W", "where.latitude"),
        ("3 km NE of Nowhere", "where.landmark"),
        ("NE of Montezuma Peak", "where.distance"),
        ("3 km of Montezuma Peak", "where.bearing"),
        ("900 km N of Montezuma Peak", "where.distance"),
    ],
)
def test_what_cannot_be_read_says_what_to_write_instead(text: str, rule: str) -> None:
    reading = where.read(text, peak)
    assert reading.where is None
    assert rule in {fault.rule for fault in reading.faults}
    assert all(fault.message.endswith(".") for fault in reading.faults)


@given(st.text(max_size=80))
def test_nothing_that_is_typed_breaks_the_reader(text: str) -> None:
    for typed in (text, f"{text} of Montezuma Peak", f"31 {text} N 110 {text} W", f"3 km {text} from {text}"):
        reading = where.read(typed, peak)
        assert (reading.where is None) == bool(reading.faults)


@given(points)
def test_a_place_written_in_any_way_is_read_back(point: where.Point) -> None:
    for written in (where.as_decimal(point), where.as_minutes(point), where.as_seconds(point)):
        found = where.read(written).where
        assert found is not None, written
        assert found.point == pytest.approx(point, abs=2e-5), written


@given(st.floats(0, 359.9), st.floats(10, 90_000))
def test_going_there_and_measuring_agree(bearing: float, metres: float) -> None:
    far, way = where.between(PEAK, where.going(PEAK, bearing, metres))
    assert far == pytest.approx(metres, abs=0.01)
    assert abs((way - bearing + 180) % 360 - 180) < 0.01
    assert where.compass(way) in where.COMPASS


@given(st.floats(0, 359.9), st.floats(10, 90_000))
def test_a_bearing_written_from_a_landmark_is_read_back(bearing: float, metres: float) -> None:
    point = where.going(PEAK, bearing, metres)
    found = where.read(where.as_bearing(point, PEAK, "Montezuma Peak"), peak).where
    assert found is not None
    assert where.between(point, found.point)[0] < 20


@given(st.lists(points, min_size=1, max_size=8))
def test_every_dot_lies_on_the_map_and_the_scale_is_a_round_length(found: list[where.Point]) -> None:
    drawn = mapping.drawn([mapping.Dot(point, "circle", "x") for point in found])
    assert drawn is not None
    assert all(0 <= dot.x <= drawn.width and 0 <= dot.y <= drawn.height for dot in drawn.dots)
    assert str(drawn.metres).rstrip("0") in {"1", "2", "5"}


def test_an_empty_map_is_none() -> None:
    assert mapping.drawn([]) is None


@pytest.mark.parametrize("number", ["1M8GDM9AXKP042788", "11111111111111111", "1hgcm82633a004352", ""])
def test_a_good_vehicle_number_has_no_faults(number: str) -> None:
    assert vin.faults(number) == ()


@pytest.mark.parametrize(
    ("number", "rule"),
    [("1M8GDM9A1KP042788", "vin.check"), ("1M8GDM9AXKP04278", "vin.length"), ("IM8GDM9AXKP042788", "vin.letters")],
)
def test_a_bad_vehicle_number_says_what_is_wrong(number: str, rule: str) -> None:
    assert [fault.rule for fault in vin.faults(number)] == [rule]


@given(st.text(max_size=30))
def test_no_vehicle_number_breaks_the_check(text: str) -> None:
    assert len(vin.faults(text)) <= 1


@given(st.integers(0, 16).filter(lambda at: at != vin.CHECKED), st.sampled_from("0123456789"))
def test_one_digit_misread_is_found(at: int, digit: str) -> None:
    good = "11111111111111111"
    changed = good[:at] + digit + good[at + 1 :]
    assert (vin.faults(changed) == ()) == (digit == good[at])


def test_money_is_counted_by_its_notes() -> None:
    assert counting.fault(["100 x 25", "20 × 10", "0,25 * 4"], Decimal(2701)) == ""
    assert "make 2701, not 2700" in counting.fault(["100 x 25", "20 × 10", "1 x 1"], Decimal(2700))
    assert "neither" in counting.fault(["a lot"], Decimal(1))
    assert counting.fault([], Decimal(1)) == ""
