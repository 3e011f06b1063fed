"""The transition tables of detainers, and of people taken over from other offices."""

from limen.kernel import NEW, WORKFLOWS, Workflow, row
from limen.offices.removal import acts

STANDING = ("issued", "acknowledged", "declined")
DETAINER = WORKFLOWS.add(
    Workflow(
        "removal.detainer",
        {
            "issued": "With the agency, not answered.",
            "acknowledged": "The agency will honour it.",
            "declined": "The agency will not honour it.",
            "lifted": "Lifted.",
            "executed": "The person was taken over on it.",
        },
        [
            row(acts.IssueDetainer, NEW, "issued"),
            row(acts.AcknowledgeDetainer, ("issued", "declined"), "acknowledged"),
            row(acts.DeclineDetainer, ("issued", "acknowledged"), "declined"),
            row(acts.ExpectRelease, STANDING),
            row(acts.OtherCustodyEnds, STANDING),
            row(acts.LiftDetainer, STANDING, "lifted"),
            row(acts.ExecuteDetainer, STANDING, "executed"),
        ],
    )
)

TAKEOVER = WORKFLOWS.add(
    Workflow(
        "removal.takeover",
        {
            "awaited": "Accepted; on the way here.",
            "received": "Booked in here.",
            "dropped": "The person did not come.",
        },
        [
            row(acts.AcceptCustody, NEW, "received"),
            row(acts.FetchCustody, NEW, "awaited"),
            row(acts.ReceiveCustody, "awaited", "received"),
            row(acts.DropCustody, "awaited", "dropped"),
        ],
    )
)
