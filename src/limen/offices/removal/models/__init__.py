"""What Detention and Removal keeps."""

from limen.offices.removal.models.decisions import (
    Bond,
    CheckIn,
    Determination,
    Habeas,
    ReleasePlan,
    Review,
    Supervision,
)
from limen.offices.removal.models.detainers import Detainer, Takeover

__all__ = [
    "Bond",
    "CheckIn",
    "Detainer",
    "Determination",
    "Habeas",
    "ReleasePlan",
    "Review",
    "Supervision",
    "Takeover",
]
