"""What Detention and Removal keeps."""

from limen.offices.removal.models.cases import Appeal, Case, Charge, Decision, Hearing, Motion, Protection
from limen.offices.removal.models.decisions import (
    Bond,
    CheckIn,
    Determination,
    Habeas,
    ReleasePlan,
    Review,
    Supervision,
)
from limen.offices.removal.models.departures import (
    Escort,
    Leg,
    Movement,
    RequestStep,
    ReturnBar,
    Seat,
    TravelDocumentRequest,
)
from limen.offices.removal.models.detainers import Detainer, Takeover
from limen.offices.removal.models.facilities import Facility, FacilityCapacity, FacilityList
from limen.offices.removal.models.releases import ReleaseFile, ReleaseTable

__all__ = [
    "Appeal",
    "Bond",
    "Case",
    "Charge",
    "CheckIn",
    "Decision",
    "Detainer",
    "Determination",
    "Escort",
    "Facility",
    "FacilityCapacity",
    "FacilityList",
    "Habeas",
    "Hearing",
    "Leg",
    "Motion",
    "Movement",
    "Protection",
    "ReleaseFile",
    "ReleasePlan",
    "ReleaseTable",
    "RequestStep",
    "ReturnBar",
    "Review",
    "Seat",
    "Supervision",
    "Takeover",
    "TravelDocumentRequest",
]
