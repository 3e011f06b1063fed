"""The transition tables of decisions on custody."""

from limen.kernel import NEW, WORKFLOWS, Workflow, row
from limen.offices.removal import acts
from limen.offices.removal.acts import parole, reviews, supervision

DETERMINATION = WORKFLOWS.add(
    Workflow(
        "removal.determination",
        {
            "made": "Made by an officer.",
            "redetermined": "Looked at by an immigration judge.",
            "paroled": "The person was paroled for a time.",
            "parole_ended": "The parole is over; the person is again what they were before it.",
            "superseded": "A later determination stands in its place.",
        },
        [
            row(acts.Determine, NEW, "made"),
            row(acts.RedetermineByJudge, ("made", "redetermined"), "redetermined"),
            row(acts.ParoleFromCustody, ("made", "redetermined"), "paroled"),
            row(parole.ParoleAlong, (NEW, "made", "redetermined"), "paroled"),
            row(acts.RefuseParole, ("made", "redetermined")),
            row(acts.ExtendParole, "paroled"),
            row(acts.EndParole, "paroled", "parole_ended"),
            row(parole.LapseParole, "paroled", "parole_ended"),
            row(acts.Supersede, ("made", "redetermined"), "superseded"),
        ],
    )
)

BOND = WORKFLOWS.add(
    Workflow(
        "removal.bond",
        {
            "set": "Set, and not posted.",
            "declined": "The service refused a bond.",
            "stayed": "A judge's order waits for an appeal.",
            "posted": "Posted; the person was released on it.",
            "cancelled": "Ended, its promise kept or no longer wanted.",
            "breached": "A condition was substantially broken.",
        },
        [
            row(acts.SetBond, NEW, "set"),
            row(acts.DeclineBond, NEW, "declined"),
            row(acts.ChangeBond, "set"),
            row(acts.JudgeSetsBond, (NEW, "set", "declined"), "set"),
            row(acts.FileIntentToAppeal, "set", "stayed"),
            row(acts.AppealBond, "stayed"),
            row(acts.EndBondStay, "stayed", "set"),
            row(acts.PostBond, "set", "posted"),
            row(acts.CancelBond, ("set", "stayed", "posted"), "cancelled"),
            row(acts.BreachBond, "posted", "breached"),
        ],
    )
)

SUPERVISION = WORKFLOWS.add(
    Workflow(
        "removal.supervision",
        {
            "active": "The person lives at liberty and reports.",
            "violated": "A condition was broken; what follows is not decided.",
            "ended": "Over.",
            "retaken": "The person was taken back into custody.",
        },
        [
            row(acts.OrderSupervision, NEW, "active"),
            row(acts.ReportIn, ("active", "violated")),
            row(acts.MissReport, ("active", "violated")),
            row(acts.ChangeConditions, ("active", "violated")),
            row(acts.Violate, "active", "violated"),
            row(acts.Forgive, "violated", "active"),
            row(acts.EndSupervision, ("active", "violated"), "ended"),
            row(supervision.LapseSupervision, ("active", "violated"), "ended"),
            row(acts.Retake, ("active", "violated"), "retaken"),
        ],
    )
)

PETITION = ("filed", "ordered", "returned")
HABEAS = WORKFLOWS.add(
    Workflow(
        "removal.habeas",
        {
            "filed": "Before the court.",
            "ordered": "The service must show cause.",
            "returned": "The service has answered.",
            "granted": "The court ordered release.",
            "denied": "The court found the detention lawful.",
            "withdrawn": "Withdrawn, or dismissed as moot.",
        },
        [
            row(acts.FileHabeas, NEW, "filed"),
            row(acts.OrderToShowCause, "filed", "ordered"),
            row(acts.FileReturn, ("filed", "ordered"), "returned"),
            row(acts.StayRemoval, PETITION),
            row(acts.EndStay, (*PETITION, "granted", "denied", "withdrawn")),
            row(acts.ReleaseByCourt, PETITION, "granted"),
            row(acts.DenyHabeas, PETITION, "denied"),
            row(acts.WithdrawHabeas, PETITION, "withdrawn"),
        ],
    )
)

OPEN = ("opened", "notified", "interviewed")
REVIEW = WORKFLOWS.add(
    Workflow(
        "removal.review",
        {
            "opened": "To be decided; the person was not told yet.",
            "notified": "The person was told.",
            "interviewed": "The person was heard.",
            "continued": "The person is held further.",
            "released": "The person was released under supervision.",
            "lapsed": "The person was held no more before it was decided.",
        },
        [
            row(acts.OpenReview, NEW, "opened"),
            row(acts.BeginReview, NEW, "opened"),
            row(acts.AcknowledgeReview, OPEN),
            row(acts.NotifyReview, "opened", "notified"),
            row(acts.PlanRelease, OPEN),
            row(acts.InterviewForReview, ("opened", "notified"), "interviewed"),
            row(acts.ContinueDetention, OPEN, "continued"),
            row(acts.ReleaseOnReview, OPEN, "released"),
            row(reviews.LapseReview, OPEN, "lapsed"),
        ],
    )
)
