"""The transition tables of batches, of the certificates that send them, and of kept columns."""

from limen.kernel import NEW, WORKFLOWS, Workflow, row
from limen.offices.sevis.acts import batches as acts

BATCH = WORKFLOWS.add(
    Workflow(
        "sevis.batch",
        {
            "received": "Its records are being answered.",
            "refused": "It was no batch that could be taken; nothing of it was done.",
            "processed": "Every record is answered.",
        },
        [
            row(acts.ReceiveBatch, NEW, "received"),
            row(acts.RefuseBatch, NEW, "refused"),
            row(acts.ProcessBatch, "received"),
            row(acts.CloseBatch, "received", "processed"),
            row(acts.PrintBatch, "processed"),
        ],
    )
)

CERTIFICATE = WORKFLOWS.add(
    Workflow(
        "sevis.certificate",
        {"bound": "Software is known by it.", "unbound": "Nobody is known by it."},
        [row(acts.BindCertificate, NEW, "bound"), row(acts.UnbindCertificate, "bound", "unbound")],
    )
)

COLUMN_MAP = WORKFLOWS.add(
    Workflow(
        "sevis.columnmap",
        {"kept": "The next file is read by it."},
        [row(acts.KeepColumns, (NEW, "kept"), "kept")],
    )
)
