"""The transition table of exchange visitors."""

from limen.kernel import NEW, WORKFLOWS, Workflow, row
from limen.offices.sevis.acts import visitors as acts

BEFORE = ("draft", "initial")
ISSUED = ("initial", "active")
LIVE = (*BEFORE, "active")
OVER = ("inactive", "terminated", "no_show", "invalid")

VISITOR = WORKFLOWS.add(
    Workflow(
        "sevis.visitor",
        {
            "draft": "Begun by the sponsor; nothing is issued yet.",
            "initial": "The certificate is issued; the visitor has not been validated.",
            "active": "The visitor came and takes part.",
            "inactive": "The programme has ended.",
            "terminated": "The programme was ended for cause.",
            "no_show": "The visitor entered and did not come to the programme.",
            "invalid": "The certificate was not used.",
        },
        [
            row(acts.DraftVisitor, NEW, "draft"),
            row(acts.CreateVisitor, NEW, "initial"),
            row(acts.IssueDS2019, "draft", "initial"),
            row(acts.ValidateVisitor, "initial", "active"),
            row(acts.ReprintDS2019, (*ISSUED, "inactive")),
            row(acts.EndorseTravel, "active"),
            row(acts.RecordVisitorFee, ISSUED),
            row(acts.UpdateBiographical, LIVE),
            row(acts.UpdateVisitorFinances, LIVE),
            row(acts.AmendProgram, LIVE),
            row(acts.EditSubject, LIVE),
            row(acts.ExtendVisitor, "active"),
            row(acts.ShortenVisitor, "active"),
            row(acts.Matriculate, "active"),
            row(acts.AddSite, LIVE),
            row(acts.EditSite, LIVE),
            row(acts.DeleteSite, LIVE),
            row(acts.AddTipp, LIVE),
            row(acts.UpdateParticipant, LIVE),
            row(acts.AddTippSite, LIVE),
            row(acts.EditTippSite, LIVE),
            row(acts.DeleteTippSite, LIVE),
            row(acts.AddTippPhase, LIVE),
            row(acts.EditTippPhase, LIVE),
            row(acts.DeleteTippPhase, LIVE),
            row(acts.SignTipp, LIVE),
            row(acts.ReprintDS7002, LIVE),
            row(acts.NoteVisitorChange, "active"),
            row(acts.SendVisitorCode, ISSUED),
            row(acts.TellVisitorAddress, ISSUED),
            row(acts.TakeVisitorTold, ISSUED),
            row(acts.SetVisitorToldAside, (*ISSUED, *OVER)),
            row(acts.JudgeResidence, LIVE),
            row(acts.VisitorTransferOut, "active"),
            row(acts.CancelVisitorTransfer, "active"),
            row(acts.VisitorTransferIn, "active"),
            row(acts.AskPermission, ("active", "inactive")),
            row(acts.WithdrawRequest, ("active", "inactive")),
            row(acts.GrantPermission, ("active", "inactive")),
            row(acts.RefusePermission, ("active", "inactive")),
            row(acts.ChangeCategory, "active"),
            row(acts.RecordInfraction, ("active", "inactive")),
            row(acts.CorrectInfraction, ("active", "inactive"), "active"),
            row(acts.TerminateVisitor, "active", "terminated"),
            row(acts.MarkNoShow, "initial", "no_show"),
            row(acts.MarkInvalid, "initial", "invalid"),
            row(acts.DeleteDraft, "draft", "invalid"),
            row(acts.LapseNoShow, "initial", "no_show"),
            row(acts.LapseInvalid, "initial", "invalid"),
            row(acts.ConcludeVisitor, "active", "inactive"),
            row(acts.StatusChanged, "active", "inactive"),
            row(acts.CorrectVisitorStatus, OVER, "active"),
            row(acts.WaiveResidence, ("active", *OVER)),
            row(acts.NoteStart, "initial"),
            row(acts.NoteEnd, "active"),
            row(acts.NoteVisitorTravel, (*ISSUED, *OVER)),
        ],
    )
)
