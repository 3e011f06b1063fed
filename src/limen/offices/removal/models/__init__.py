"""What Detention and Removal keeps."""

from limen.offices.removal.models.cases import Appeal, Case, Charge, Decision, Hearing, Motion, Protection
from limen.offices.removal.models.facilities import Facility, FacilityCapacity, FacilityList
from limen.offices.removal.models.releases import ReleaseFile, ReleaseTable

__all__ = [
    "Appeal",
    "Case",
    "Charge",
    "Decision",
    "Facility",
    "FacilityCapacity",
    "FacilityList",
    "Hearing",
    "Motion",
    "Protection",
    "ReleaseFile",
    "ReleaseTable",
]
