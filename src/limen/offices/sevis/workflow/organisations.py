"""The transition tables of schools, sponsors and their officials."""

from limen.kernel import NEW, WORKFLOWS, Workflow, row
from limen.offices.sevis import acts
from limen.offices.sevis.acts.digests import ChooseDigest, SendDigest

SCHOOL = WORKFLOWS.add(
    Workflow(
        "sevis.school",
        {
            "petitioned": "Its petition is being looked at; it may issue nothing.",
            "certified": "It may issue forms and answers for its students.",
        },
        [row(acts.FilePetition, NEW, "petitioned"), row(acts.CertifySchool, "petitioned", "certified")],
    )
)

SPONSOR = WORKFLOWS.add(
    Workflow(
        "sevis.sponsor",
        {
            "applied": "Its application is being looked at; it may issue nothing.",
            "designated": "It may issue forms and answers for its exchange visitors.",
        },
        [row(acts.ApplyForDesignation, NEW, "applied"), row(acts.DesignateSponsor, "applied", "designated")],
    )
)

OFFICIAL = WORKFLOWS.add(
    Workflow(
        "sevis.official",
        {"active": "Speaks for the school or sponsor."},
        [
            row(acts.NameOfficial, NEW, "active"),
            row(ChooseDigest, "active"),
            row(SendDigest, "active"),
        ],
    )
)
