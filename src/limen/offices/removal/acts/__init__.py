"""What Detention and Removal does."""

from limen.offices.removal.acts.facilities import AmendFacility, CloseFacility, OpenFacility, SetCapacity
from limen.offices.removal.acts.facility_lists import LoadFacilities
from limen.offices.removal.acts.releases import ImportRelease

__all__ = ["AmendFacility", "CloseFacility", "ImportRelease", "LoadFacilities", "OpenFacility", "SetCapacity"]
