"""The transition table of persons."""

from limen.core.people import acts
from limen.kernel import NEW, WORKFLOWS, Workflow, row

PERSON = WORKFLOWS.add(
    Workflow(
        "people.person",
        {"known": "On record."},
        [
            row(acts.RecordPerson, NEW, "known"),
            row(acts.AddClaim, "known"),
            row(acts.GiveIdentifier, "known"),
            row(acts.Relate, "known"),
            row(acts.Judge, "known"),
            row(acts.Protect, "known"),
            row(acts.EndProtection, "known"),
        ],
    )
)
