"""The transition table of files of released data."""

from limen.kernel import NEW, WORKFLOWS, Workflow, row
from limen.offices.removal.acts import releases

RELEASE_FILE = WORKFLOWS.add(
    Workflow(
        "removal.releasefile",
        {"imported": "Its rows are kept and counted."},
        [row(releases.ImportRelease, NEW, "imported")],
    )
)
