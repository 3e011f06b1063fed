"""The transition tables of schools and of what they say has changed."""

from limen.kernel import NEW, WORKFLOWS, Workflow, row
from limen.offices.sevis import acts

JOINING = ("draft", "petitioned")
LIVE = ("certified", "intent_served", "closing")
ENDED = ("denied", "withdrawn")

SCHOOL = WORKFLOWS.add(
    Workflow(
        "sevis.school",
        {
            "draft": "Its place is open; its people write the petition.",
            "petitioned": "Its petition is being looked at; it may issue nothing.",
            "denied": "Its petition was denied; it may appeal, or petition anew.",
            "certified": "It may issue forms and answers for its students.",
            "intent_served": "It is certified, and was told that its certification is to be withdrawn.",
            "withdrawn": "Its certification was withdrawn or not renewed; its students are to be transferred.",
            "closing": "It gives up its certification; every student is followed until none is left.",
            "closed": "It has no student left and no access.",
        },
        [
            row(acts.OpenSchool, NEW, "draft"),
            row(acts.FilePetition, NEW, "petitioned"),
            row(acts.AmendPetition, JOINING),
            row(acts.RecallPetition, "petitioned", "draft"),
            row(acts.PetitionAnew, "certified"),
            row(acts.SubmitPetition, ("draft", "denied"), "petitioned"),
            row(acts.AddCampus, (*JOINING, "certified", "intent_served")),
            row(acts.AddProgramme, (*JOINING, "certified", "intent_served")),
            row(acts.EndPart, (*JOINING, *LIVE)),
            row(acts.DecidePart, LIVE),
            row(acts.NoteFee, (*JOINING, *LIVE, *ENDED)),
            row(acts.PlanVisit, (*JOINING, *LIVE)),
            row(acts.RecordVisit, (*JOINING, *LIVE, *ENDED)),
            row(acts.AskEvidence, ("petitioned", *LIVE)),
            row(acts.AnswerEvidence, ("petitioned", *LIVE)),
            row(acts.CertifySchool, ("petitioned", "certified"), "certified"),
            row(acts.DenyPetition, "petitioned", "denied"),
            row(acts.AskUpdate, ("certified", "intent_served")),
            row(acts.LearnChange, LIVE),
            row(acts.SchoolTold, LIVE),
            row(acts.WriteChange, LIVE),
            row(acts.OfficialsChanged, (*JOINING, *LIVE, *ENDED)),
            row(acts.OfficialsReported, (*JOINING, *LIVE, *ENDED)),
            row(acts.OpenRecertification, ("certified", "intent_served")),
            row(acts.ServeLapseNotice, ("certified", "intent_served")),
            row(acts.LapseSchool, LIVE, "withdrawn"),
            row(acts.FileRecertification, ("certified", "intent_served")),
            row(acts.Recertify, "certified"),
            row(acts.DenyRecertification, ("certified", "intent_served"), "withdrawn"),
            row(acts.ConfirmOfficials, LIVE),
            row(acts.OpenReview, "certified"),
            row(acts.CloseReview, "certified"),
            row(acts.ServeIntent, "certified", "intent_served"),
            row(acts.AnswerIntent, "intent_served"),
            row(acts.SetInterview, "intent_served"),
            row(acts.RecordInterview, "intent_served"),
            row(acts.KeepCertified, "intent_served", "certified"),
            row(acts.WithdrawSchool, LIVE, "withdrawn"),
            row(acts.AppealDecision, ENDED),
            row(acts.WaiveAppeal, ENDED),
            row(acts.SustainAppeal, ENDED, "certified"),
            row(acts.DismissAppeal, ENDED),
            row(acts.BeginClosing, "certified", "closing"),
            row(acts.StopClosing, "closing", "certified"),
            row(acts.FinishClosing, ("closing", "withdrawn"), "closed"),
            row(acts.AddTerm, (*JOINING, *LIVE)),
            row(acts.AddBreak, (*JOINING, *LIVE)),
            row(acts.RemoveDates, (*JOINING, *LIVE)),
        ],
    )
)

CHANGE = WORKFLOWS.add(
    Workflow(
        "sevis.schoolchange",
        {
            "proposed": "It awaits approval; until then all stays as it was.",
            "reported": "It needed no approval, and is written.",
            "approved": "It was approved, and is written.",
            "refused": "It was refused.",
            "recalled": "The school recalled it.",
        },
        [
            row(acts.ReportChange, NEW, "reported"),
            row(acts.ProposeChange, NEW, "proposed"),
            row(acts.ApproveChange, "proposed", "approved"),
            row(acts.RefuseChange, "proposed", "refused"),
            row(acts.RecallChange, "proposed", "recalled"),
        ],
    )
)

INQUIRY = WORKFLOWS.add(
    Workflow(
        "sevis.schoolinquiry",
        {
            "asked": "The school was asked, and is to answer.",
            "answered": "The school answered.",
            "withdrawn": "The government asks no more.",
        },
        [
            row(acts.AskAboutClass, NEW, "asked"),
            row(acts.AnswerAboutClass, "asked", "answered"),
            row(acts.WithdrawInquiry, "asked", "withdrawn"),
        ],
    )
)
