"""The transition tables of travel documents, movements, seats on them, and bars on return."""

from limen.kernel import NEW, WORKFLOWS, Workflow, row
from limen.offices.removal import acts
from limen.offices.removal.acts import travel_documents
from limen.offices.removal.departure_states import OPEN_REQUESTS, OPEN_RUNS, OPEN_SEATS, WAITING

REQUEST = WORKFLOWS.add(
    Workflow(
        "removal.traveldocumentrequest",
        {
            "requested": "Asked of the country, step by step.",
            "received": "The document is here.",
            "refused": "The country refuses a document.",
            "withdrawn": "No document is sought of this country any more.",
        },
        [
            row(acts.RequestDocument, NEW, "requested"),
            row(acts.TakeStep, "requested"),
            row(acts.Remind, "requested"),
            row(acts.AskAcceptance, OPEN_REQUESTS),
            row(acts.RecordAcceptance, OPEN_REQUESTS),
            row(acts.ReceiveDocument, OPEN_REQUESTS, "received"),
            row(acts.RefuseDocument, "requested", "refused"),
            row(acts.AskAgain, "refused", "requested"),
            row(travel_documents.HoldRequest, OPEN_REQUESTS),
            row(travel_documents.ResumeRequest, OPEN_REQUESTS),
            row(acts.WithdrawRequest, OPEN_REQUESTS, "withdrawn"),
            row(acts.ServeNoncompliance, OPEN_REQUESTS),
            row(acts.RecordCompliance, (*OPEN_REQUESTS, "received", "withdrawn")),
        ],
    )
)
MOVEMENT = WORKFLOWS.add(
    Workflow(
        "removal.movement",
        {
            "planned": "On the board; its manifest is being made.",
            "boarding": "People are checked aboard, one by one.",
            "departed": "Gone; nobody has verified it yet.",
            "verified": "The port or the carrier saw it leave; the warrants are carried out.",
            "cancelled": "It does not run.",
        },
        [
            row(acts.PlanMovement, NEW, "planned"),
            row(acts.RescheduleMovement, OPEN_RUNS),
            row(acts.AddLeg, OPEN_RUNS),
            row(acts.AddEscort, OPEN_RUNS),
            row(acts.DropEscort, OPEN_RUNS),
            row(acts.OpenBoarding, "planned", "boarding"),
            row(acts.Depart, "boarding", "departed"),
            row(acts.VerifyDeparture, "departed", "verified"),
            row(acts.CancelMovement, OPEN_RUNS, "cancelled"),
        ],
    )
)
SEAT = WORKFLOWS.add(
    Workflow(
        "removal.seat",
        {
            "manifested": "On the manifest; not cleared to travel yet.",
            "cleared": "Fit to travel.",
            "embarked": "Aboard.",
            "not_embarked": "Left behind at the door, or taken off before departure.",
            "removed": "Out of the country; the warrant is carried out.",
            "returned": "Not let in by the country, and back.",
            "taken_off": "Off the manifest.",
        },
        [
            row(acts.ManifestPerson, NEW, "manifested"),
            row(acts.AssignSeat, WAITING),
            row(acts.ChangeDocument, WAITING),
            row(acts.NoteSeat, OPEN_SEATS),
            row(acts.PartFamily, OPEN_SEATS),
            row(acts.WarnOfBar, OPEN_SEATS),
            row(acts.ClearMedically, WAITING, "cleared"),
            row(acts.FindUnfit, WAITING, "manifested"),
            row(acts.Embark, "cleared", "embarked"),
            row(acts.DoNotEmbark, OPEN_SEATS, "not_embarked"),
            row(acts.TakeOff, WAITING, "taken_off"),
            row(acts.ReleaseSeat, WAITING, "taken_off"),
            row(acts.ExecuteWarrant, "embarked", "removed"),
            row(acts.ReturnPerson, ("embarked", "removed"), "returned"),
        ],
    )
)
BAR = WORKFLOWS.add(
    Workflow(
        "removal.returnbar",
        {
            "standing": "It keeps the person out until its last day.",
            "lifted": "Consent to apply for admission again was given.",
            "struck": "Recorded in error, or the removal did not take place.",
        },
        [
            row(acts.RecordBar, NEW, "standing"),
            row(acts.BarFollows, NEW, "standing"),
            row(acts.NoteLookout, ("standing", "lifted", "struck")),
            row(acts.LiftBar, "standing", "lifted"),
            row(acts.StrikeBar, "standing", "struck"),
        ],
    )
)
