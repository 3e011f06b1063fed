"""The transition table of places."""

from limen.core.places import acts
from limen.kernel import NEW, WORKFLOWS, Workflow, row

PLACE = WORKFLOWS.add(
    Workflow(
        "places.place",
        {"open": "Work is done there.", "closed": "No work is done there since its last day."},
        [
            row(acts.OpenPlace, NEW, "open"),
            row(acts.OpenPart, NEW, "open"),
            row(acts.OpenPorts, "open"),
            row(acts.AmendPlace, "open"),
            row(acts.GiveJurisdiction, "open"),
            row(acts.ClosePlace, "open", "closed"),
            row(acts.ClosePart, "open", "closed"),
        ],
    )
)
