"""The transition tables of custody."""

from limen.core.custody import acts
from limen.core.custody.models import OPEN
from limen.kernel import NEW, WORKFLOWS, Workflow, row

AFTER = ("released", "handed_over", "removed")
ENDED = (*AFTER, "escaped", "died")

STAY = WORKFLOWS.add(
    Workflow(
        "custody.stay",
        {
            "in_transit": "In an officer's hands, on the way from the arrest or between two places.",
            "held": "Booked in at a place.",
            "released": "At liberty.",
            "handed_over": "In another's custody.",
            "removed": "Out of the country.",
            "escaped": "Escaped.",
            "died": "Died in custody.",
        },
        [
            row(acts.TakeIntoCustody, NEW, "in_transit"),
            row(acts.BookIn, "in_transit", "held"),
            row(acts.MoveCell, "held"),
            row(acts.Transfer, "held", "in_transit"),
            row(acts.TransferAlong, "held", "in_transit"),
            row(acts.ToHospital, "held"),
            row(acts.FromHospital, "held"),
            row(acts.RecordCare, (*OPEN, *AFTER)),
            row(acts.AdviseConsular, OPEN),
            row(acts.NoteNeed, OPEN),
            row(acts.EndNeed, OPEN),
            row(acts.Examine, OPEN),
            row(acts.DecideCustody, OPEN),
            row(acts.ExtendDecision, OPEN),
            row(acts.ChangeBasis, OPEN),
            row(acts.FollowOrder, OPEN),
            row(acts.Classify, "held"),
            row(acts.FindChild, OPEN),
            row(acts.DoubtAge, OPEN),
            row(acts.KeepApart, OPEN),
            row(acts.EndApart, OPEN),
            row(acts.SeparateFamily, OPEN),
            row(acts.ReviewSeparation, OPEN),
            row(acts.Reunite, OPEN),
            row(acts.ListProperty, OPEN),
            row(acts.ReturnProperty, (*OPEN, *ENDED)),
            row(acts.MoveFunds, (*OPEN, *ENDED)),
            row(acts.RecordVisit, OPEN),
            row(acts.CorrectStint, (*OPEN, *ENDED)),
            row(acts.CorrectLeaving, ENDED),
            row(acts.Release, OPEN, "released"),
            row(acts.ReleaseAlong, OPEN, "released"),
            row(acts.HandOver, OPEN, "handed_over"),
            row(acts.RecordRemoval, OPEN, "removed"),
            row(acts.RecordEscape, OPEN, "escaped"),
            row(acts.RecordDeath, OPEN, "died"),
            row(acts.ReportDeath, "died"),
        ],
    )
)

HOLDING = WORKFLOWS.add(
    Workflow(
        "custody.holding",
        {"open": "In use."},
        [row(acts.OpenHolding, NEW, "open"), row(acts.ChangeHolding, "open"), row(acts.CareRound, "open")],
    )
)
