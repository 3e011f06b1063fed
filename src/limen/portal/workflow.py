"""The transition tables of the public site's content. A transition is a row."""

from limen.kernel import NEW, WORKFLOWS, Workflow, row
from limen.portal import acts

PIECE = WORKFLOWS.add(
    Workflow(
        "portal.piece",
        {"open": "Shown wherever an edition of it is published.", "retired": "Off the site in every language."},
        [
            row(acts.OpenPiece, NEW, "open"),
            row(acts.AmendPiece, "open"),
            row(acts.RetirePiece, "open", "retired"),
            row(acts.RestorePiece, "retired", "open"),
        ],
    )
)

EDITION = WORKFLOWS.add(
    Workflow(
        "portal.edition",
        {
            "draft": "Being written.",
            "in_review": "Waiting for another person to read it.",
            "approved": "Read and found good; not published yet.",
            "published": "On the site from its first moment to its last, unless a later one stands there.",
            "withdrawn": "Taken off the site, with the reason.",
            "dropped": "Never published, with the reason.",
        },
        [
            row(acts.DraftEdition, NEW, "draft"),
            row(acts.AmendEdition, "draft"),
            row(acts.SubmitEdition, "draft", "in_review"),
            row(acts.SendBackEdition, ("in_review", "approved"), "draft"),
            row(acts.ApproveEdition, "in_review", "approved"),
            row(acts.PublishEdition, "approved", "published"),
            row(acts.ExtendEdition, "published"),
            row(acts.WithdrawEdition, "published", "withdrawn"),
            row(acts.DropEdition, ("draft", "in_review", "approved"), "dropped"),
        ],
    )
)

LANGUAGE = WORKFLOWS.add(
    Workflow(
        "portal.language",
        {"offered": "Readers may choose it.", "stopped": "Not offered."},
        [
            row(acts.OfferLanguage, NEW, "offered"),
            row(acts.NameReviewer, ("offered", "stopped")),
            row(acts.StopLanguage, "offered", "stopped"),
            row(acts.ResumeLanguage, "stopped", "offered"),
        ],
    )
)

RELEASE = WORKFLOWS.add(Workflow("portal.release", {"taken": "In the site."}, [row(acts.TakeRelease, NEW, "taken")]))
