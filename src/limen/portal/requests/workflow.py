"""The transition table of what the public sends. A transition is a row."""

from limen.kernel import NEW, WORKFLOWS, Workflow, row
from limen.portal.requests import acts

WAITING = ("received", "acknowledged", "with_office")
OPEN = (*WAITING, "appealed")

SUBMISSION = WORKFLOWS.add(
    Workflow(
        "portal.submission",
        {
            "received": "Nobody has looked at it yet.",
            "acknowledged": "Seen, and the person was told so.",
            "with_office": "An office works on it.",
            "answered": "Answered; the person may write again.",
            "refused": "A file was not given, with the reason; the first refusal may be appealed.",
            "appealed": "The refusal of a file is decided again, by somebody else.",
            "closed": "Nothing more is done to it.",
            "withdrawn": "Taken back by whoever sent it.",
            "merged": "Part of another one that says the same.",
        },
        [
            row(acts.ReceiveFeedback, NEW, "received"),
            row(acts.ReceiveRedress, NEW, "received"),
            row(acts.ReceiveFileRequest, NEW, "received"),
            row(acts.ReceiveTip, NEW, "received"),
            row(acts.ReceiveComplaint, NEW, "received"),
            row(acts.ReceiveQuestion, NEW, "received"),
            row(acts.ReceiveRegistration, NEW, "received"),
            row(acts.Acknowledge, "received", "acknowledged"),
            row(acts.TakeUp, ("received", "acknowledged"), "with_office"),
            row(acts.MakeLead, WAITING, "with_office"),
            row(acts.PassOn, WAITING, "with_office"),
            row(acts.PutOff, OPEN),
            row(acts.AskRequester, OPEN),
            row(acts.NoteReply, OPEN),
            row(acts.Answer, OPEN, "answered"),
            row(acts.Refuse, OPEN, "refused"),
            row(acts.Close, (*WAITING, "answered"), "closed"),
            row(acts.MarkAbuse, WAITING, "closed"),
            row(acts.Merge, WAITING, "merged"),
            row(acts.Reopen, ("closed", "merged"), "received"),
            row(acts.AddWords, OPEN),
            row(acts.WriteAgain, "answered", "received"),
            row(acts.TakeBack, OPEN, "withdrawn"),
            row(acts.Appeal, "refused", "appealed"),
            row(acts.Forget, ("answered", "refused", "closed", "withdrawn", "merged")),
        ],
    )
)
