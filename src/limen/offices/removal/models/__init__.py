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

__all__ = [
    "Appeal",
    "Case",
    "Charge",
    "Decision",
    "Escort",
    "Hearing",
    "Leg",
    "Motion",
    "Movement",
    "Protection",
    "RequestStep",
    "ReturnBar",
    "Seat",
    "TravelDocumentRequest",
]
