"""The transition table of seizures."""

from limen.kernel import NEW, WORKFLOWS, Workflow, row
from limen.offices.patrol import acts

HELD = ("seized", "stored", "transferred")

SEIZURE = WORKFLOWS.add(
    Workflow(
        "patrol.seizure",
        {
            "seized": "In the first hand.",
            "stored": "In the locked store.",
            "transferred": "In a later hand, within the service or outside.",
            "returned": "Given back.",
            "forfeited": "Forfeited, and not yet disposed of.",
            "destroyed": "Destroyed before two witnesses.",
        },
        [
            row(acts.SeizeProperty, NEW, "seized"),
            row(acts.AdoptSeizure, NEW, "seized"),
            row(acts.AddItem, "seized"),
            row(acts.NameParty, HELD),
            row(acts.WeighAgain, HELD),
            row(acts.HandOver, HELD, "transferred"),
            row(acts.Store, ("seized", "transferred"), "stored"),
            row(acts.NotifyOwner, HELD),
            row(acts.PutOffNotice, HELD),
            row(acts.CourtPutsOffNotice, HELD),
            row(acts.ReceiveClaim, HELD),
            row(acts.ReferJudicial, HELD),
            row(acts.GiveReceipt, (*HELD, "returned", "forfeited", "destroyed")),
            row(acts.ReturnProperty, HELD, "returned"),
            row(acts.Forfeit, HELD, "forfeited"),
            row(acts.Destroy, ("stored", "transferred", "forfeited"), "destroyed"),
        ],
    )
)
