"""The transition tables of students and their dependants."""

from limen.kernel import NEW, WORKFLOWS, Workflow, row
from limen.offices.sevis import acts
from limen.offices.sevis.acts.visitors import family

BEGUN = ("initial", "active")
GOING = ("draft", "initial", "active")
AFTER = ("active", "completed")
ISSUED = ("initial", "active", "completed", "terminated")
OVER = ("completed", "terminated", "cancelled", "deactivated")

STUDENT = WORKFLOWS.add(
    Workflow(
        "sevis.student",
        {
            "draft": "Being written; nothing is issued.",
            "initial": "The form is issued; the student is not registered yet.",
            "active": "Registered; in status through study and training.",
            "completed": "The programme and all training are over; the time to depart runs.",
            "terminated": "Ended before its time, for a reason.",
            "deactivated": "Another record or another status stands in its place.",
            "cancelled": "The student never came on it.",
        },
        [
            row(acts.DraftStudent, NEW, "draft"),
            row(acts.CreateStudent, NEW, "initial"),
            row(acts.IssueForm, "draft", "initial"),
            row(acts.RegisterStudent, BEGUN, "active"),
            row(acts.TransferIn, "initial"),
            row(acts.SignForTravel, AFTER),
            row(acts.ReprintForm, ISSUED),
            row(acts.RecordFee, GOING),
            row(acts.VerifyStudent, BEGUN),
            row(acts.UpdatePersonal, (*GOING, "completed")),
            row(acts.UpdateFinances, GOING),
            row(acts.UpdateProgram, GOING),
            row(acts.ManageSessionDates, ("draft", "initial")),
            row(acts.DeferStudent, "initial"),
            row(acts.ExtendProgram, "active"),
            row(acts.CancelExtension, "active"),
            row(acts.DecideExtension, "active"),
            row(acts.ShortenProgram, "active"),
            row(acts.ChangeLevel, AFTER, "initial"),
            row(acts.CancelLevelChange, "initial", "active"),
            row(acts.AuthoriseReducedLoad, "active"),
            row(acts.EditReducedLoad, "active"),
            row(acts.CancelReducedLoad, "active"),
            row(acts.AuthoriseCpt, "active"),
            row(acts.CancelCpt, "active"),
            row(acts.RecommendOpt, AFTER),
            row(acts.EditOpt, AFTER),
            row(acts.CancelOpt, AFTER),
            row(acts.FileTraining, AFTER),
            row(acts.ApproveTraining, AFTER, "active"),
            row(acts.DenyTraining, AFTER),
            row(acts.ExtendOpt, "active"),
            row(acts.ReportParticipation, "active"),
            row(acts.EndTraining, "active"),
            row(acts.AddOptEmployer, AFTER),
            row(acts.EditOptEmployer, AFTER),
            row(acts.ValidateStem, "active"),
            row(acts.RecommendOffcampus, "active"),
            row(acts.EditOffcampus, "active"),
            row(acts.CancelOffcampus, "active"),
            row(acts.ApproveOffcampus, "active"),
            row(acts.RecordAbsence, "active"),
            row(acts.EndAbsence, "active"),
            row(acts.Discipline, "active"),
            row(acts.NoteChange, BEGUN),
            row(acts.AskTransfer, (*BEGUN, "completed")),
            row(acts.TransferOut, (*BEGUN, "completed")),
            row(acts.CancelTransferOut, (*BEGUN, "completed")),
            row(acts.ReleaseStudent, (*BEGUN, "completed"), "initial"),
            row(acts.RequestChangeOfStatus, BEGUN),
            row(acts.GrantStatus, "initial"),
            row(acts.RefuseStatus, "initial", "terminated"),
            row(acts.RecordChangeOfStatus, AFTER, "deactivated"),
            row(acts.DropChangeOfStatus, "active"),
            row(acts.CapGap, AFTER),
            row(acts.CompleteStudent, "active", "completed"),
            row(acts.LapseStudent, "active", "completed"),
            row(acts.TerminateStudent, BEGUN, "terminated"),
            row(acts.FindNoShow, "initial", "terminated"),
            row(acts.CancelStudent, ("draft", "initial"), "cancelled"),
            row(acts.RequestReinstatement, "terminated"),
            row(acts.Reinstate, "terminated", "active"),
            row(acts.DenyReinstatement, "terminated"),
            row(acts.AskForCorrection, OVER),
            row(acts.WithdrawCorrection, OVER),
            row(acts.RefuseCorrection, OVER),
            row(acts.CorrectStatus, OVER, "active"),
            row(acts.DeactivateStudent, ISSUED, "deactivated"),
            row(acts.AskAboutStudent, (*ISSUED, "deactivated", "cancelled")),
            row(acts.AnswerAboutStudent, (*ISSUED, "deactivated", "cancelled")),
            row(acts.ReceivePapers, ISSUED),
            row(acts.NoteVisa, "initial"),
            row(acts.NoteArrival, ISSUED),
            row(acts.NoteDeparture, ISSUED),
            row(acts.NoteMissingPapers, ISSUED),
            row(acts.NoteDuplicate, (*ISSUED, "deactivated", "cancelled")),
            row(acts.PassDay, BEGUN),
        ],
    )
)

DEPENDANT = WORKFLOWS.add(
    Workflow(
        "sevis.dependant",
        {
            "active": "With a form of their own, beside the principal's.",
            "terminated": "Ended, for a reason or with the principal's record.",
            "cancelled": "Never came.",
        },
        [
            row(acts.AddDependant, NEW, "active"),
            row(acts.EditDependant, "active"),
            row(acts.ReprintDependant, "active"),
            row(acts.TerminateDependant, "active", "terminated"),
            row(acts.CancelDependant, "active", "cancelled"),
            row(acts.FollowPrincipal, "active", "terminated"),
            row(family.EndDependant, "active", "terminated"),
            row(family.DeleteDependant, "active", "cancelled"),
            row(family.AgeOut, "active", "terminated"),
            row(acts.ReactivateDependant, ("terminated", "cancelled"), "active"),
            row(acts.ReturnWithPrincipal, "terminated", "active"),
        ],
    )
)
