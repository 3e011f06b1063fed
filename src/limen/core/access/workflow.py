"""The transition table of accounts."""

from limen.core.access import acts, signing
from limen.kernel import NEW, WORKFLOWS, Workflow, row

ACCOUNT = WORKFLOWS.add(
    Workflow(
        "access.account",
        {
            "active": "May sign in and act in the roles it holds.",
            "suspended": "Shut out until restored.",
            "closed": "Shut out for good; what it did stays on the record.",
        },
        [
            row(acts.OpenAccount, NEW, "active"),
            row(acts.GivePassword, "active"),
            row(acts.PostOfficer, "active"),
            row(acts.EndPosting, ("active", "suspended")),
            row(acts.LeaveOffice, ("active", "suspended", "closed")),
            row(acts.Clear, "active"),
            row(acts.IssueToken, "active"),
            row(acts.RevokeToken, ("active", "suspended")),
            row(acts.ResetFactors, "active"),
            row(acts.EndSession, ("active", "suspended")),
            row(acts.Unlock, "active"),
            row(signing.SignIn, "active"),
            row(signing.SignOut, ("active", "suspended", "closed")),
            row(signing.LockOut, "active"),
            row(signing.ChangePassword, "active"),
            row(signing.AddFactor, "active"),
            row(signing.RemoveFactor, "active"),
            row(signing.ChooseLanguage, "active"),
            row(acts.SuspendAccount, "active", "suspended"),
            row(acts.RestoreAccount, "suspended", "active"),
            row(acts.CloseAccount, ("active", "suspended"), "closed"),
        ],
    )
)
