"""The transition table of running clocks."""

from limen.core.clocks import acts
from limen.core.clocks.redating import ArrangeClock, RedateClock
from limen.kernel import NEW, WORKFLOWS, Workflow, row

OPEN = ("running", "tolled", "breached", "met_late")

CLOCK = WORKFLOWS.add(
    Workflow(
        "clocks.runningclock",
        {
            "running": "Counting.",
            "tolled": "Standing still for a lawful cause.",
            "satisfied": "Met in time.",
            "breached": "Passed unmet; it stays in the queue until somebody says why.",
            "lapsed": "The time in which a person could ask or answer ran out; nothing was on record by then.",
            "met_late": "What was due was done, late; it stays in the queue until somebody says why.",
            "explained": "Breached, and explained in writing.",
        },
        [
            row(acts.StartClock, NEW, "running"),
            row(acts.TollClock, "running", "tolled"),
            row(acts.ResumeClock, "tolled", "running"),
            row(acts.SatisfyClock, ("running", "tolled"), "satisfied"),
            row(acts.EscalateClock, "running", None),
            row(acts.BreachClock, "running", "breached"),
            row(acts.LapseClock, "running", "lapsed"),
            row(RedateClock, ("running", "tolled", "breached")),
            row(ArrangeClock, ("running", "tolled")),
            row(acts.MeetLate, "breached", "met_late"),
            row(acts.ExplainBreach, ("breached", "met_late"), "explained"),
            row(acts.AssignClock, OPEN, None),
            row(acts.ReleaseOwner, OPEN, None),
        ],
    )
)
