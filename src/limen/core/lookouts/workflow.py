"""The transition tables of lookouts, of hits on them, and of redress."""

from limen.core.lookouts import acts
from limen.kernel import NEW, WORKFLOWS, Workflow, row

EVER = ("nominated", "active", "suspended", "lapsed", "withdrawn")
UNDECIDED = ("open", "unsure", "referred", "returned")

LOOKOUT = WORKFLOWS.add(
    Workflow(
        "lookouts.lookout",
        {
            "nominated": "Waiting for a second person; it stops nobody.",
            "active": "It stops people until its review date.",
            "suspended": "It stops nobody until it is resumed.",
            "lapsed": "Its review date passed without review; it stops nobody.",
            "withdrawn": "It stops nobody any more.",
        },
        [
            row(acts.Nominate, NEW, "nominated"),
            row(acts.NominateForToday, NEW, "active"),
            row(acts.Approve, "nominated", "active"),
            row(acts.Amend, ("nominated", "active", "suspended")),
            row(acts.ApproveChange, ("active", "suspended")),
            row(acts.RejectChange, ("active", "suspended")),
            row(acts.Extend, ("active", "suspended")),
            row(acts.Suspend, "active", "suspended"),
            row(acts.Resume, "suspended", "active"),
            row(acts.Share, ("active", "suspended")),
            row(acts.ClearPerson, EVER),
            row(acts.UndoClearing, EVER),
            row(acts.Unclear, EVER),
            row(acts.Lapse, ("nominated", "active", "suspended"), "lapsed"),
            row(acts.Renew, "lapsed", "nominated"),
            row(acts.Withdraw, ("nominated", "active", "suspended", "lapsed"), "withdrawn"),
        ],
    )
)

HIT = WORKFLOWS.add(
    Workflow(
        "lookouts.hit",
        {
            "open": "Nobody has decided.",
            "unsure": "It could not be decided; it may be later.",
            "same": "The lookout means this person.",
            "not_same": "The lookout means somebody else; it does not stop this person again.",
            "referred": "The office that answers for the lookout has it.",
            "returned": "That office sent it back.",
            "settled": "That office said what came of it.",
        },
        [
            row(acts.FindHit, NEW, "open"),
            row(acts.RecordHit, NEW, "open"),
            row(acts.HitSame, (*UNDECIDED, "not_same"), "same"),
            row(acts.HitNotSame, (*UNDECIDED, "same"), "not_same"),
            row(acts.HitUnsure, ("open", "returned"), "unsure"),
            row(acts.ReferHit, ("open", "unsure", "same", "returned"), "referred"),
            row(acts.HandOnHit, ("open", "same"), "referred"),
            row(acts.SettleHit, "referred", "settled"),
            row(acts.ReturnHit, "referred", "returned"),
        ],
    )
)

REDRESS = WORKFLOWS.add(
    Workflow(
        "lookouts.redress",
        {
            "standing": "The lookouts under it do not stop this person.",
            "reversed": "It was wrong; the lookouts under it may stop this person again.",
        },
        [
            row(acts.GiveRedress, NEW, "standing"),
            row(acts.AddToRedress, "standing"),
            row(acts.ReverseRedress, "standing", "reversed"),
        ],
    )
)
