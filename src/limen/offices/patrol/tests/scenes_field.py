"""The station, its agents and the moments that the tests of the field tell their stories with."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from limen.core.casefile.acts import LeaseNumbers
from limen.kernel import perform
from limen.offices.patrol import acts
from limen.offices.patrol.models import Detection, Seizure, Zone
from tests.factories import Service, setup

SPOT = "31.33412, -110.94120"
PURPOSE = "patrol"
NOON = datetime(2026, 11, 25, 17, tzinfo=UTC)


def leased(service: Service) -> Service:
    """Lease the numbers of detections and seizures to the node, once."""
    from limen.core.casefile.models import NumberLease

    for kind, picture in (("detection", "D99999999"), ("seizure", "SZ99999999")):
        if not NumberLease.objects.filter(kind=kind).exists():
            setup(LeaseNumbers(kind=kind, picture=picture, first=1, last=9_999))  # type: ignore[arg-type]  # one of the kinds
    return service


def does(service: Service, act: Any, on: Any = None, *, role: str = "agent", name: str = "", when: Any = None) -> Any:
    """Do an act as an officer of the station and return the outcome."""
    who = service.officer(role, name)
    return perform(act, on=on, by=who, at=service.jfk, purpose=PURPOSE, when=when)


def zone(service: Service, name: str = "West", **more: Any) -> Zone:
    """Open a zone of four kilometres around a spot."""
    fields = {"code": name[:1], "name": name, "where": SPOT, "radius_km": 4, **more}
    return does(service, acts.OpenZone(**fields), role="supervisor").record  # type: ignore[no-any-return]  # the record the act makes


def detected(service: Service, **more: Any) -> Detection:
    """Report a detection."""
    leased(service)
    made = {"kind": "sensor_ground", "where": SPOT, "people": 4, **more}
    return does(service, acts.ReportDetection(**made)).record  # type: ignore[no-any-return]  # the record the act makes


def seized(service: Service, **more: Any) -> Seizure:
    """Seize eleven kilograms of methamphetamine."""
    leased(service)
    made = {
        "kind": "narcotics",
        "what": "Ten bundles",
        "quantity": "11.25",
        "narcotic": "methamphetamine",
        "where": SPOT,
        "circumstances": "Left in the brush by the road",
        **more,
    }
    return does(service, acts.SeizeProperty(**made)).record  # type: ignore[no-any-return]  # the record the act makes
