"""The transition tables of inspections. A transition is a row."""

from limen.kernel import NEW, WORKFLOWS, Workflow, row
from limen.offices.inspections import acts

INSPECTION = WORKFLOWS.add(
    Workflow(
        "inspections.inspection",
        {
            "primary": "At the counter.",
            "referred": "Waiting for a secondary officer.",
            "secondary": "With a secondary officer.",
            "removal_proposed": "An order of expedited removal is proposed; a supervisor decides.",
            "deferred": "To appear again with what is missing.",
            "admitted": "Admitted, or let in as a citizen or resident.",
            "paroled": "Let in on parole; not an admission.",
            "withdrawn": "Withdrew the application and departs.",
            "refused": "Refused: visa waiver, crew or transit.",
            "removed": "Ordered removed without a hearing.",
            "fear_referred": "Referred to an asylum officer.",
            "judge_referred": "Referred to an immigration judge on fear alone.",
            "charged": "Charged before an immigration judge.",
            "handed_over": "Handed to another office or agency.",
        },
        [
            row(acts.OpenInspection, NEW, "primary"),
            row(acts.EvidenceOfCitizenship, ("primary", "referred", "secondary")),
            row(acts.Admit, ("primary", "secondary"), "admitted"),
            row(acts.AdmitCitizen, ("primary", "secondary"), "admitted"),
            row(acts.AdmitResident, ("primary", "secondary"), "admitted"),
            row(acts.Refer, "primary", "referred"),
            row(acts.TakeSecondary, "referred", "secondary"),
            row(acts.HandBack, "secondary", "referred"),
            row(acts.SetInterview, "secondary"),
            row(acts.AskQuestion, "secondary"),
            row(acts.AskAboutFear, "secondary"),
            row(acts.RecordCheck, "secondary"),
            row(acts.RecordFinding, "secondary"),
            row(acts.Defer, "secondary", "deferred"),
            row(acts.ResumeDeferred, "deferred", "secondary"),
            row(acts.Parole, "secondary", "paroled"),
            row(acts.AcceptWithdrawal, "secondary", "withdrawn"),
            row(acts.RefuseVisaWaiver, "secondary", "refused"),
            row(acts.RefuseCrew, "secondary", "refused"),
            row(acts.RefuseTransit, "secondary", "refused"),
            row(acts.ProposeExpeditedRemoval, "secondary", "removal_proposed"),
            row(acts.ReturnProposal, "removal_proposed", "secondary"),
            row(acts.OrderExpeditedRemoval, "removal_proposed", "removed"),
            row(acts.ReferCredibleFear, "secondary", "fear_referred"),
            row(acts.OrderStowaway, "secondary", "removed"),
            row(acts.ReferStowaway, "secondary", "fear_referred"),
            row(acts.ReferToJudge, "secondary", "judge_referred"),
            row(acts.ChargeNoticeToAppear, "secondary", "charged"),
            row(acts.RevokeLanding, "admitted", "secondary"),
            row(acts.HandOver, "secondary", "handed_over"),
            row(acts.ReviewOverride, "admitted"),
        ],
    )
)
HIT = WORKFLOWS.add(
    Workflow(
        "inspections.hit",
        {
            "open": "Nobody has decided yet.",
            "unsure": "It could not be decided; nobody is let in on it.",
            "confirmed": "The lookout means this person.",
            "dismissed": "The lookout means somebody else.",
        },
        [
            row(acts.ConfirmHit, ("open", "unsure", "dismissed"), "confirmed"),
            row(acts.DismissHit, ("open", "unsure", "confirmed"), "dismissed"),
            row(acts.DoubtHit, "open", "unsure"),
            row(acts.FollowSame, ("open", "unsure", "dismissed"), "confirmed"),
            row(acts.FollowNotSame, ("open", "unsure", "confirmed"), "dismissed"),
        ],
    )
)
VOYAGE = WORKFLOWS.add(
    Workflow(
        "inspections.voyage",
        {
            "expected": "On the board.",
            "closed_out": "The carrier has said who is aboard.",
            "arrived": "At the port, or gone when outbound.",
            "cancelled": "Does not run.",
        },
        [
            row(acts.OpenVoyage, NEW, "expected"),
            row(acts.ReceiveList, ("expected", "closed_out", "arrived")),
            row(acts.ReceiveBookings, ("expected", "closed_out", "arrived")),
            row(acts.AnswerCarrier, ("expected", "closed_out", "arrived")),
            row(acts.PrintCrewList, ("expected", "closed_out", "arrived")),
            row(acts.CloseOut, ("expected", "closed_out"), "closed_out"),
            row(acts.Arrive, ("expected", "closed_out"), "arrived"),
            row(acts.CancelVoyage, ("expected", "closed_out"), "cancelled"),
        ],
    )
)
TRAVELLER = WORKFLOWS.add(
    Workflow(
        "inspections.traveller",
        {
            "booked": "In a booking; no list names them yet.",
            "listed": "On a list; the carrier was told they may board.",
            "cleared": "An officer cleared them to board.",
            "held": "The carrier was told they must not board.",
            "boarded": "Aboard, by the close-out.",
            "no_show": "Listed, but not aboard.",
            "off_list": "Taken off the list by the carrier.",
            "arrived": "Inspected on arrival.",
        },
        [
            row(acts.ClearToBoard, ("listed", "cleared", "held"), "cleared"),
            row(acts.HoldBoarding, ("listed", "cleared", "held"), "held"),
            row(acts.FindHit, ("booked", "listed", "cleared", "held", "boarded")),
            row(acts.HoldForOfficer, ("listed", "cleared", "held"), "held"),
            row(acts.ReferToAttention, ("listed", "cleared", "held", "boarded")),
            row(
                acts.NoteTraveller, ("booked", "listed", "cleared", "held", "boarded", "no_show", "off_list", "arrived")
            ),
            row(acts.NotifyGroup, ("booked", "listed", "cleared", "held", "boarded")),
            row(acts.Present, ("booked", "listed", "cleared", "held", "boarded", "no_show"), "arrived"),
        ],
    )
)
QUERY = WORKFLOWS.add(
    Workflow(
        "inspections.savedquery",
        {"kept": "In its owner's list.", "dropped": "Put away."},
        [row(acts.SaveQuery, NEW, "kept"), row(acts.DropQuery, "kept", "dropped")],
    )
)
VEHICLE = WORKFLOWS.add(
    Workflow(
        "inspections.vehicle",
        {"stopped": "At the lane.", "released": "Everyone in it was inspected."},
        [
            row(acts.OpenVehicle, NEW, "stopped"),
            row(acts.RecountVehicle, "stopped"),
            row(acts.ReleaseVehicle, "stopped", "released"),
        ],
    )
)
ADMISSION = WORKFLOWS.add(
    Workflow(
        "inspections.admission",
        {"open": "No departure is matched.", "departed": "The person left.", "void": "Issued in error."},
        [
            row(acts.IssueRecord, NEW, "open"),
            row(acts.ImportAdmission, NEW, "open"),
            row(acts.CorrectRecord, ("open", "departed")),
            row(acts.PrintRecord, ("open", "departed")),
            row(acts.Depart, "open", "departed"),
            row(acts.VoidRecord, ("open", "departed"), "void"),
        ],
    )
)
DEPARTURE = WORKFLOWS.add(
    Workflow(
        "inspections.departure",
        {"recorded": "Seen to leave."},
        [
            row(acts.RecordDeparture, NEW, "recorded"),
            row(acts.DepartureByList, NEW, "recorded"),
            row(acts.MatchDeparture, "recorded"),
        ],
    )
)
LANE = WORKFLOWS.add(
    Workflow(
        "inspections.lane",
        {"closed": "Nobody works it.", "open": "An officer works it."},
        [
            row(acts.AddLane, NEW, "closed"),
            row(acts.StaffLane, ("closed", "open"), "open"),
            row(acts.CloseLane, "open", "closed"),
            row(acts.RecordWait, ("closed", "open")),
        ],
    )
)
