"""The transition tables of travel documents and papers."""

from limen.core.documents import acts
from limen.kernel import NEW, WORKFLOWS, Workflow, row

DOCUMENT = WORKFLOWS.add(
    Workflow(
        "documents.traveldocument",
        {"good": "No report against it.", "reported": "Reported lost, stolen, revoked or used by an impostor."},
        [
            row(acts.RecordDocument, NEW, "good"),
            row(acts.ReportDocument, "good", "reported"),
            row(acts.ClearDocument, "reported", "good"),
        ],
    )
)
PAPER = WORKFLOWS.add(
    Workflow(
        "documents.paper",
        {"made": "Made, not yet served.", "served": "Served on the person.", "void": "Made in error."},
        [
            row(acts.MakePaper, NEW, "made"),
            row(acts.IssuePaper, NEW, "made"),
            row(acts.ServePaper, "made", "served"),
            row(acts.VoidPaper, ("made", "served"), "void"),
        ],
    )
)
