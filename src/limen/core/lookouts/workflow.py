"""The transition table of lookouts."""

from limen.core.lookouts import acts
from limen.kernel import NEW, WORKFLOWS, Workflow, row

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
            row(acts.ClearPerson, "active"),
            row(acts.Suspend, "active", "suspended"),
            row(acts.Resume, "suspended", "active"),
            row(acts.Lapse, ("nominated", "active", "suspended"), "lapsed"),
            row(acts.Withdraw, ("nominated", "active", "suspended"), "withdrawn"),
        ],
    )
)
