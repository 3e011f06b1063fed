"""The transition tables of number leases and files."""

from limen.core.casefile import acts
from limen.kernel import NEW, WORKFLOWS, Workflow, row

LEASE = WORKFLOWS.add(
    Workflow(
        "casefile.numberlease",
        {"leased": "This node issues from it."},
        [row(acts.LeaseNumbers, NEW, "leased"), row(acts.TakeNumber, "leased")],
    )
)
FILE = WORKFLOWS.add(
    Workflow(
        "casefile.casefile",
        {"open": "Being worked on.", "closed": "Nothing is to be done."},
        [
            row(acts.OpenFile, NEW, "open"),
            row(acts.AddNote, "open"),
            row(acts.AddParty, "open"),
            row(acts.AddTask, "open"),
            row(acts.DoTask, "open"),
            row(acts.CloseFile, "open", "closed"),
            row(acts.ReopenFile, "closed", "open"),
        ],
    )
)
