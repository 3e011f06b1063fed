"""What Border Patrol does."""

from limen.offices.patrol.acts.deaths import DescribeDead, IdentifyDead, RecordDeath, TellOfDeath
from limen.offices.patrol.acts.detections import (
    AnswerDetection,
    AssignDetection,
    CloseDetection,
    MergeDetection,
    ReopenDetection,
    ReportDetection,
)
from limen.offices.patrol.acts.evidence import (
    Destroy,
    Forfeit,
    HandOver,
    NotifyOwner,
    ReceiveClaim,
    ReferJudicial,
    ReturnProperty,
    Store,
)
from limen.offices.patrol.acts.field import AddLandmark, OpenSectors, RetireLandmark
from limen.offices.patrol.acts.rescues import (
    AddPersonRescued,
    CallRescue,
    CloseRescue,
    ReachPeople,
    RetireBeacon,
    SetBeacon,
    TestBeacon,
)
from limen.offices.patrol.acts.seizures import AddItem, AdoptSeizure, GiveReceipt, NameParty, SeizeProperty, WeighAgain
from limen.offices.patrol.acts.shifts import Assign, EndShift, PlanShift, Reassign, StartShift

__all__ = [
    "AddItem",
    "AddLandmark",
    "AddPersonRescued",
    "AdoptSeizure",
    "AnswerDetection",
    "Assign",
    "AssignDetection",
    "CallRescue",
    "CloseDetection",
    "CloseRescue",
    "DescribeDead",
    "Destroy",
    "EndShift",
    "Forfeit",
    "GiveReceipt",
    "HandOver",
    "IdentifyDead",
    "MergeDetection",
    "NameParty",
    "NotifyOwner",
    "OpenSectors",
    "PlanShift",
    "ReachPeople",
    "Reassign",
    "ReceiveClaim",
    "RecordDeath",
    "ReferJudicial",
    "ReopenDetection",
    "ReportDetection",
    "RetireBeacon",
    "RetireLandmark",
    "ReturnProperty",
    "SeizeProperty",
    "SetBeacon",
    "StartShift",
    "Store",
    "TellOfDeath",
    "TestBeacon",
    "WeighAgain",
]
