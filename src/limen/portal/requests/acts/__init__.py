"""What is done to what the public sends."""

from limen.portal.requests.acts.asking import AskRequester, NoteReply
from limen.portal.requests.acts.deciding import Answer, Close, MarkAbuse, Merge, PutOff, Refuse
from limen.portal.requests.acts.keeping import Forget
from limen.portal.requests.acts.leads import MakeLead
from limen.portal.requests.acts.outside import AddWords, Appeal, TakeBack, WriteAgain
from limen.portal.requests.acts.passing import Acknowledge, PassOn, Reopen, TakeUp
from limen.portal.requests.acts.receiving import (
    RECEIVING,
    Contact,
    ReceiveComplaint,
    ReceiveFeedback,
    ReceiveFileRequest,
    ReceiveQuestion,
    ReceiveRedress,
    ReceiveRegistration,
    ReceiveTip,
    Whom,
)

__all__ = [
    "RECEIVING",
    "Acknowledge",
    "AddWords",
    "Answer",
    "Appeal",
    "AskRequester",
    "Close",
    "Contact",
    "Forget",
    "MakeLead",
    "MarkAbuse",
    "Merge",
    "NoteReply",
    "PassOn",
    "PutOff",
    "ReceiveComplaint",
    "ReceiveFeedback",
    "ReceiveFileRequest",
    "ReceiveQuestion",
    "ReceiveRedress",
    "ReceiveRegistration",
    "ReceiveTip",
    "Refuse",
    "Reopen",
    "TakeBack",
    "TakeUp",
    "Whom",
    "WriteAgain",
]
