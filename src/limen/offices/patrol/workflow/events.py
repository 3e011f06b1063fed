"""The transition tables of encounter events and apprehensions. A transition is a row."""

from limen.kernel import NEW, WORKFLOWS, Workflow, row
from limen.offices.patrol import acts

WORK = ("apprehended", "processing")

EVENT = WORKFLOWS.add(
    Workflow(
        "patrol.event",
        {"open": "Somebody of it is not processed.", "closed": "Everybody of it is processed."},
        [
            row(acts.OpenEvent, NEW, "open"),
            row(acts.AddPeople, ("open", "closed"), "open"),
            row(acts.AmendEvent, "open"),
            row(acts.CloseEvent, "open", "closed"),
        ],
    )
)
APPREHENSION = WORKFLOWS.add(
    Workflow(
        "patrol.apprehension",
        {
            "apprehended": "In custody; nobody has taken the record yet.",
            "processing": "With an agent, who completes the record.",
            "proposed": "A disposition is proposed; a supervisor decides.",
            "processed": "A disposition is made; the person is still held on it, or waits to leave.",
            "released": "At liberty, as decided.",
            "handed_over": "In another's custody, as decided.",
            "returned": "Across the border, as asked for and granted.",
        },
        [
            row(acts.Apprehend, NEW, "apprehended"),
            row(acts.TakeRecord, WORK, "processing"),
            row(acts.SetInterview, "processing"),
            row(acts.RecordBiographics, "processing"),
            row(acts.RecordBiometrics, "processing"),
            row(acts.CheckDocument, "processing"),
            row(acts.AskQuestion, "processing"),
            row(acts.AskQuestions, "processing"),
            row(acts.RecordCitizenship, WORK),
            row(acts.RecordEntry, "processing"),
            row(acts.RecordHistory, "processing"),
            row(acts.RecordGround, "processing"),
            row(acts.AskForReturn, ("processing", "processed")),
            row(acts.FindAlone, (*WORK, "proposed", "processed")),
            row(acts.ProposeDisposition, "processing", "proposed"),
            row(acts.ReturnDisposition, "proposed", "processing"),
            row(acts.ApproveDisposition, "proposed", "processed"),
            row(acts.DecideDisposition, "processing", "processed"),
            row(acts.ReopenProcessing, "processed", "processing"),
            row(acts.ReleasePerson, "processed", "released"),
            row(acts.GoAlong, "processed", "released"),
            row(acts.HandPersonOver, "processed", "handed_over"),
            row(acts.RecordReturn, "processed", "returned"),
        ],
    )
)
