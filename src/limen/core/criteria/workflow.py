"""The transition tables of criteria, of those they select, and of what was put before them."""

from limen.core.criteria import acts
from limen.kernel import NEW, WORKFLOWS, Workflow, row

CRITERION = WORKFLOWS.add(
    Workflow(
        "criteria.criterion",
        {
            "drafted": "Written; it selects nobody.",
            "tried": "Tried against history; it waits for a second person.",
            "active": "It refers whom it selects to an officer, from its first day to its last.",
            "suspended": "It selects nobody for now.",
            "lapsed": "Its end came, or it found nothing; it selects nobody.",
            "withdrawn": "It selects nobody any more.",
        },
        [
            row(acts.Draft, NEW, "drafted"),
            row(acts.Amend, ("drafted", "tried", "active", "suspended", "lapsed"), "drafted"),
            row(acts.Try, ("drafted", "tried"), "tried"),
            row(acts.Approve, "tried", "active"),
            row(acts.Suspend, "active", "suspended"),
            row(acts.Resume, "suspended", "active"),
            row(acts.Lapse, ("active", "suspended"), "lapsed"),
            row(acts.Withdraw, ("drafted", "tried", "active", "suspended", "lapsed"), "withdrawn"),
        ],
    )
)
SELECTION = WORKFLOWS.add(
    Workflow(
        "criteria.selection",
        {
            "open": "Waits for an officer to look.",
            "found": "An officer looked and found something.",
            "nothing": "An officer looked and found nothing.",
            "passed": "Nobody looked in time.",
        },
        [
            row(acts.Identify, ("open", "found", "nothing", "passed")),
            row(acts.RecordFound, ("open", "nothing", "passed"), "found"),
            row(acts.RecordNothing, ("open", "found", "passed"), "nothing"),
            row(acts.PassOver, "open", "passed"),
        ],
    )
)
CONSIDERATION = WORKFLOWS.add(
    Workflow(
        "criteria.consideration",
        {"counted": "Put before the criteria in force, and counted."},
        [row(acts.Consider, (NEW, "counted"), "counted")],
    )
)
