"""The transition tables of sponsors, and of the forms they ask for."""

from limen.kernel import NEW, WORKFLOWS, Workflow, row
from limen.offices.sevis import acts

LIVE = ("designated", "suspended")

SPONSOR = WORKFLOWS.add(
    Workflow(
        "sevis.sponsor",
        {
            "draft": "Its place is open; its people write the application.",
            "applied": "Its application is being looked at; it may issue nothing.",
            "refused": "Its application was refused.",
            "designated": "It may issue forms and answers for its exchange visitors.",
            "suspended": "It issues nothing until it is restored; it still answers for its exchange visitors.",
            "revoked": "Its designation was revoked or not renewed; its exchange visitors are to be transferred.",
            "closed": "It has no exchange visitor left and no access.",
        },
        [
            row(acts.OpenSponsor, NEW, "draft"),
            row(acts.ApplyForDesignation, NEW, "applied"),
            row(acts.AmendSponsor, ("draft", "applied", *LIVE)),
            row(acts.SubmitApplication, ("draft", "refused"), "applied"),
            row(acts.DesignateSponsor, "applied", "designated"),
            row(acts.RefuseDesignation, "applied", "refused"),
            row(acts.OpenRedesignation, LIVE),
            row(acts.FileRedesignation, LIVE),
            row(acts.Redesignate, "designated"),
            row(acts.LearnSponsorChange, LIVE),
            row(acts.LearnIncident, LIVE),
            row(acts.ReportIncident, LIVE),
            row(acts.FileAnnualReport, (*LIVE, "revoked")),
            row(acts.ServeSanction, LIVE),
            row(acts.SuspendSponsor, "designated", "suspended"),
            row(acts.OpposeSanction, LIVE),
            row(acts.AcceptSanction, LIVE),
            row(acts.UpholdSanction, LIVE),
            row(acts.DropSanction, LIVE),
            row(acts.RequestReview, LIVE),
            row(acts.DeclineReview, LIVE),
            row(acts.NameReviewPanel, LIVE),
            row(acts.FileReviewStatement, LIVE),
            row(acts.AnswerReviewStatement, LIVE),
            row(acts.HoldReviewMeeting, LIVE),
            row(acts.DecideReview, LIVE),
            row(acts.LiftSuspension, "suspended", "designated"),
            row(acts.EndSuspension, "suspended", "designated"),
            row(acts.LapseSponsor, LIVE, "revoked"),
            row(acts.RevokeSponsor, LIVE, "revoked"),
            row(acts.CloseSponsor, (*LIVE, "revoked"), "closed"),
        ],
    )
)

ALLOTMENT = WORKFLOWS.add(
    Workflow(
        "sevis.allotment",
        {
            "asked": "It awaits a decision.",
            "granted": "The forms are the sponsor's to issue.",
            "refused": "No forms were allotted.",
        },
        [
            row(acts.AskForms, NEW, "asked"),
            row(acts.GrantForms, "asked", "granted"),
            row(acts.RefuseForms, "asked", "refused"),
        ],
    )
)
