"""The transition table of lists."""

from limen.core.watchlists import acts
from limen.kernel import NEW, WORKFLOWS, Workflow, row

WATCHLIST = WORKFLOWS.add(
    Workflow(
        "watchlists.watchlist",
        {
            "registered": "Waiting for a second person; nothing is loaded.",
            "active": "Its versions are loaded as lookouts.",
            "retired": "It is taken no more; its lookouts are withdrawn.",
        },
        [
            row(acts.RegisterList, NEW, "registered"),
            row(acts.ApproveList, "registered", "active"),
            row(acts.LoadVersion, "active"),
            row(acts.AllowShrunken, "active"),
            row(acts.RetireList, ("registered", "active"), "retired"),
        ],
    )
)
