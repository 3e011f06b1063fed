"""The transition table of referrals."""

from limen.core.referrals import acts
from limen.kernel import NEW, WORKFLOWS, Workflow, row

REFERRAL = WORKFLOWS.add(
    Workflow(
        "referrals.referral",
        {
            "sent": "Waiting in the office's queue.",
            "accepted": "Somebody has it.",
            "returned": "Sent back, with the reason.",
            "completed": "Done, or asked of nobody any more, with the result.",
            "withdrawn": "Taken back before it was accepted.",
        },
        [
            row(acts.SendReferral, NEW, "sent"),
            row(acts.AcceptReferral, "sent", "accepted"),
            row(acts.ReturnReferral, ("sent", "accepted"), "returned"),
            row(acts.CompleteReferral, "accepted", "completed"),
            row(acts.SettleReferral, ("sent", "accepted"), "completed"),
            row(acts.WithdrawReferral, "sent", "withdrawn"),
        ],
    )
)
