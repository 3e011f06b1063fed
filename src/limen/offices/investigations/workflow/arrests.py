"""The transition table of arrests. A transition is a row."""

from limen.kernel import NEW, WORKFLOWS, Workflow, row
from limen.offices.investigations import acts

ARREST = WORKFLOWS.add(
    Workflow(
        "investigations.arrest",
        {
            "made": "The person is in custody; whether they are charged is not decided.",
            "processed": "Charged, released, or in another's hands.",
            "closed": "Nothing is left for this office to do.",
        },
        [
            row(acts.MakeArrest, NEW, "made"),
            row(acts.NoteCustody, "made"),
            row(acts.AdviseArrested, ("made", "processed")),
            row(acts.RecordCitizenship, ("made", "processed")),
            row(acts.WriteArrest, ("made", "processed")),
            row(acts.NoteProcessed, "made", "processed"),
            row(acts.CorrectArrest, ("made", "processed", "closed")),
            row(acts.CloseArrest, "processed", "closed"),
        ],
    )
)
