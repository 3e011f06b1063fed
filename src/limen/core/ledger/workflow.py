"""The transition tables of legal holds and erasures."""

from limen.core.ledger import acts
from limen.kernel import NEW, WORKFLOWS, Workflow, row

HOLD = WORKFLOWS.add(
    Workflow(
        "ledger.legalhold",
        {"held": "Nothing about the record is erased.", "lifted": "It stops nothing any more."},
        [row(acts.PlaceHold, NEW, "held"), row(acts.LiftHold, "held", "lifted")],
    )
)
ERASING = WORKFLOWS.add(
    Workflow(
        "ledger.erasing",
        {
            "proposed": "Waiting for a second person.",
            "erased": "The personal data are gone; their digests stay.",
            "dropped": "Not to be done.",
        },
        [
            row(acts.ProposeErasure, NEW, "proposed"),
            row(acts.Erase, "proposed", "erased"),
            row(acts.DropErasure, "proposed", "dropped"),
        ],
    )
)
