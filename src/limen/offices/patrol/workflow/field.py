"""The transition tables of the field."""

from limen.kernel import NEW, WORKFLOWS, Workflow, row
from limen.offices.patrol import acts

OPENING = WORKFLOWS.add(
    Workflow(
        "patrol.opening",
        {"done": "The sectors and stations of that day stand in the directory of places."},
        [row(acts.OpenSectors, NEW, "done")],
    )
)

LANDMARK = WORKFLOWS.add(
    Workflow(
        "patrol.landmark",
        {
            "standing": "Bearings are given from it.",
            "retired": "It no longer stands; earlier bearings keep their place.",
        },
        [row(acts.AddLandmark, NEW, "standing"), row(acts.RetireLandmark, "standing", "retired")],
    )
)

ZONE = WORKFLOWS.add(
    Workflow(
        "patrol.zone",
        {
            "open": "Agents are put to it, and what is detected there is said to be in it.",
            "closed": "Nobody is put to it any more; what happened there stays there.",
        },
        [row(acts.OpenZone, NEW, "open"), row(acts.CloseZone, "open", "closed")],
    )
)

SHIFT = WORKFLOWS.add(
    Workflow(
        "patrol.shift",
        {
            "planned": "Agents are put to duties; it has not started.",
            "on": "Mustered and at work.",
            "ended": "Handed over to the next shift.",
        },
        [
            row(acts.PlanShift, NEW, "planned"),
            row(acts.Assign, ("planned", "on")),
            row(acts.Reassign, ("planned", "on")),
            row(acts.StartShift, "planned", "on"),
            row(acts.EndShift, "on", "ended"),
        ],
    )
)

DETECTION = WORKFLOWS.add(
    Workflow(
        "patrol.detection",
        {
            "reported": "Nobody has been sent.",
            "assigned": "Somebody is on the way.",
            "answered": "Somebody is there; it has no outcome yet.",
            "closed": "It has an outcome, everybody counted.",
            "merged": "It was of the same people as another, which goes on.",
        },
        [
            row(acts.ReportDetection, NEW, "reported"),
            row(acts.AssignDetection, ("reported", "assigned"), "assigned"),
            row(acts.AnswerDetection, ("reported", "assigned"), "answered"),
            row(acts.CloseDetection, ("reported", "assigned", "answered"), "closed"),
            row(acts.MergeDetection, ("reported", "assigned"), "merged"),
            row(acts.ReopenDetection, "closed", "answered"),
        ],
    )
)

BEACON = WORKFLOWS.add(
    Workflow(
        "patrol.rescuebeacon",
        {"set": "It stands in the field and can call.", "retired": "It was taken out of the field."},
        [
            row(acts.SetBeacon, NEW, "set"),
            row(acts.TestBeacon, "set"),
            row(acts.RetireBeacon, "set", "retired"),
        ],
    )
)

RESCUE = WORKFLOWS.add(
    Workflow(
        "patrol.rescue",
        {
            "called": "Help was called for; nobody has been reached.",
            "reached": "Those who called were reached.",
            "closed": "It has an outcome, everybody on the record.",
        },
        [
            row(acts.CallRescue, NEW, "called"),
            row(acts.ReachPeople, "called", "reached"),
            row(acts.AddPersonRescued, "reached"),
            row(acts.CloseRescue, ("called", "reached"), "closed"),
        ],
    )
)

DEATH = WORKFLOWS.add(
    Workflow(
        "patrol.death",
        {"found": "Who it was is not known yet.", "identified": "Who it was is known, on evidence."},
        [
            row(acts.RecordDeath, NEW, "found"),
            row(acts.DescribeDead, ("found", "identified")),
            row(acts.TellOfDeath, ("found", "identified")),
            row(acts.IdentifyDead, ("found", "identified"), "identified"),
        ],
    )
)
