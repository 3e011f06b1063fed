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
from limen.offices.removal.models.detainers import Detainer, Takeover

__all__ = [
    "Appeal",
    "Bond",
    "Case",
    "Charge",
    "CheckIn",
    "Decision",
    "Detainer",
    "Determination",
    "Habeas",
    "Hearing",
    "Motion",
    "Protection",
    "ReleasePlan",
    "Review",
    "Supervision",
    "Takeover",
]
