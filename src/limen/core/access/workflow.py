"""The transition table of accounts."""

from limen.core.access import acts
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
            row(acts.Clear, "active"),
            row(acts.IssueToken, "active"),
            row(acts.RevokeToken, ("active", "suspended")),
            row(acts.SignIn, "active"),
            row(acts.SignOut, ("active", "suspended", "closed")),
            row(acts.LockOut, "active"),
            row(acts.SuspendAccount, "active", "suspended"),
            row(acts.RestoreAccount, "suspended", "active"),
            row(acts.CloseAccount, ("active", "suspended"), "closed"),
        ],
    )
)
