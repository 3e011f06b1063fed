"""The transition table of leads. A transition is a row."""

from limen.kernel import NEW, WORKFLOWS, Workflow, row
from limen.offices.investigations import acts

WAITING = ("received", "open")

LEAD = WORKFLOWS.add(
    Workflow(
        "investigations.lead",
        {
            "received": "Nobody has it yet.",
            "open": "With an officer, who works it.",
            "closed": "It has an outcome.",
            "declined": "Not taken up, with the reason.",
            "withdrawn": "Its source was corrected; nobody works it.",
        },
        [
            row(acts.ReceiveLead, NEW, "received"),
            row(acts.RecordLead, NEW, "received"),
            row(acts.AmendLead, WAITING),
            row(acts.AssignLead, WAITING, "open"),
            row(acts.TakeLead, "received", "open"),
            row(acts.NoteLead, "open"),
            row(acts.IssueWarrant, "open"),
            row(acts.CloseLead, "open", "closed"),
            row(acts.DeclineLead, "received", "declined"),
            row(acts.WithdrawLead, WAITING, "withdrawn"),
            row(acts.ReopenLead, ("closed", "declined"), "received"),
        ],
    )
)
