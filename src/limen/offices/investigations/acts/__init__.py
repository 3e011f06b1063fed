"""What investigators do."""

from limen.offices.investigations.acts.after import (
    AdviseArrested,
    CloseArrest,
    CorrectArrest,
    NoteCustody,
    NoteProcessed,
    RecordCitizenship,
    WriteArrest,
)
from limen.offices.investigations.acts.arrests import MakeArrest
from limen.offices.investigations.acts.leads import (
    AmendLead,
    AssignLead,
    CloseLead,
    DeclineLead,
    Fact,
    NoteLead,
    ReceiveLead,
    RecordLead,
    ReopenLead,
    TakeLead,
    WithdrawLead,
)
from limen.offices.investigations.acts.warrants import IssueWarrant

__all__ = [
    "AdviseArrested",
    "AmendLead",
    "AssignLead",
    "CloseArrest",
    "CloseLead",
    "CorrectArrest",
    "DeclineLead",
    "Fact",
    "IssueWarrant",
    "MakeArrest",
    "NoteCustody",
    "NoteLead",
    "NoteProcessed",
    "ReceiveLead",
    "RecordCitizenship",
    "RecordLead",
    "ReopenLead",
    "TakeLead",
    "WithdrawLead",
    "WriteArrest",
]
