"""The transition table of encounters."""

from limen.core.encounters import acts
from limen.kernel import NEW, WORKFLOWS, Workflow, row

ENCOUNTER = WORKFLOWS.add(
    Workflow(
        "encounters.encounter",
        {"open": "The person is with the service.", "closed": "It ended, with its outcome."},
        [row(acts.OpenEncounter, NEW, "open"), row(acts.CloseEncounter, "open", "closed")],
    )
)
