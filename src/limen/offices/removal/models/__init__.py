"""What Detention and Removal keeps."""

from limen.offices.removal.models.facilities import Facility, FacilityCapacity, FacilityList
from limen.offices.removal.models.releases import ReleaseFile, ReleaseTable

__all__ = ["Facility", "FacilityCapacity", "FacilityList", "ReleaseFile", "ReleaseTable"]
