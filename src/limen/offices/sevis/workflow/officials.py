"""The transition table of officials."""

from limen.kernel import NEW, WORKFLOWS, Workflow, row
from limen.offices.sevis import acts
from limen.offices.sevis.acts.digests import ChooseDigest, SendDigest

OFFICIAL = WORKFLOWS.add(
    Workflow(
        "sevis.official",
        {
            "proposed": "Awaits approval, and has no access.",
            "active": "Speaks for the school or sponsor.",
            "refused": "Was not approved, or the proposal was recalled.",
            "left": "Speaks for it no more, and has no access.",
        },
        [
            row(acts.ProposeOfficial, NEW, "proposed"),
            row(acts.NameOfficial, NEW, "active"),
            row(acts.ApproveOfficial, "proposed", "active"),
            row(acts.RefuseOfficial, "proposed", "refused"),
            row(acts.RecallOfficial, "proposed", "refused"),
            row(acts.PromoteOfficial, "active"),
            row(acts.AmendOfficial, "active"),
            row(acts.EndOfficial, "active", "left"),
            row(acts.YieldOfficial, "active", "left"),
            row(acts.StepDown, "active"),
            row(ChooseDigest, "active"),
            row(SendDigest, "active"),
        ],
    )
)
