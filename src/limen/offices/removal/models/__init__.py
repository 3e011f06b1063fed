"""What Detention and Removal keeps."""

from limen.offices.removal.models.cases import Appeal, Case, Charge, Decision, Hearing, Motion, Protection
from limen.offices.removal.models.departures import (
    Escort,
    Leg,
    Movement,
    RequestStep,
    ReturnBar,
    Seat,
    TravelDocumentRequest,
)
from limen.offices.removal.models.facilities import Facility, FacilityCapacity, FacilityList
from limen.offices.removal.models.releases import ReleaseFile, ReleaseTable

__all__ = [
    "Appeal",
    "Case",
    "Charge",
    "Decision",
    "Escort",
    "Facility",
    "FacilityCapacity",
    "FacilityList",
    "Hearing",
    "Leg",
    "Motion",
    "Movement",
    "Protection",
    "ReleaseFile",
    "ReleaseTable",
    "RequestStep",
    "ReturnBar",
    "Seat",
    "TravelDocumentRequest",
]
