"""The transition tables of facilities and of the lists they come from."""

from limen.kernel import NEW, WORKFLOWS, Workflow, row
from limen.offices.removal.acts import facilities, facility_lists

FACILITY = WORKFLOWS.add(
    Workflow(
        "removal.facility",
        {"open": "People may be held there.", "closed": "Nobody is held there since its last day."},
        [
            row(facilities.OpenFacility, NEW, "open"),
            row(facilities.AmendFacility, "open"),
            row(facilities.SetCapacity, "open"),
            row(facilities.CloseFacility, "open", "closed"),
        ],
    )
)
FACILITY_LIST = WORKFLOWS.add(
    Workflow(
        "removal.facilitylist",
        {"loaded": "Its facilities were opened and amended."},
        [row(facility_lists.LoadFacilities, NEW, "loaded")],
    )
)
