"""The transition tables of persons, of runs that look for one person's records, and of what these propose."""

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
            row(acts.JudgeProposed, "known"),
            row(acts.RecordReported, NEW, "known"),
            row(acts.ClaimReported, "known"),
            row(acts.NumberReported, "known"),
            row(acts.Protect, "known"),
            row(acts.EndProtection, "known"),
        ],
    )
)

RESOLUTION = WORKFLOWS.add(
    Workflow(
        "people.resolution",
        {
            "done": "What it found is proposed.",
            "withdrawn": "What it proposed and nobody decided is off the list.",
        },
        [
            row(acts.Resolve, NEW, "done"),
            row(acts.WithdrawResolution, "done", "withdrawn"),
        ],
    )
)

PROPOSAL = WORKFLOWS.add(
    Workflow(
        "people.proposal",
        {
            "open": "Nobody has decided.",
            "unsure": "It could not be decided; it may be later.",
            "same": "The two records are the same person.",
            "not_same": "The two records are not the same person; they are not proposed again.",
            "settled": "A judgement made elsewhere left nothing to decide.",
            "withdrawn": "The run that proposed it was withdrawn; a later run may propose it again.",
        },
        [
            row(acts.ProposalSame, ("open", "unsure"), "same"),
            row(acts.ProposalNotSame, ("open", "unsure"), "not_same"),
            row(acts.ProposalUnsure, "open", "unsure"),
            row(acts.ReopenProposal, ("same", "not_same", "unsure", "settled"), "open"),
            row(acts.SettleProposal, ("open", "unsure", "same", "not_same"), "settled"),
        ],
    )
)
