"""The transition tables of removal cases and of protections."""

from limen.kernel import NEW, WORKFLOWS, Workflow, row
from limen.offices.removal.acts import appeals, cases, departures, fear, hearings, orders, protections, voluntary

LIVE = ("open", "in_proceedings")
DECIDED = ("ordered", "voluntary_departure", "relief", "terminated")

CASE = WORKFLOWS.add(
    Workflow(
        "removal.case",
        {
            "open": "Opened; the charging document is not served, or an officer decides the case.",
            "in_proceedings": "Before a judge.",
            "ordered": "Ordered removed; the order is not final.",
            "voluntary_departure": "The time to leave voluntarily runs; an order of removal stands beside it.",
            "final": "The order of removal is final; the removal period runs.",
            "relief": "Relief was granted.",
            "terminated": "Ended without an order.",
            "removed": "The order was carried out.",
            "departed": "The person left voluntarily, in time.",
        },
        [
            row(cases.OpenCase, NEW, "open"),
            row(orders.ServeIntent, NEW, "open"),
            row(orders.OfficerOrder, NEW, "final"),
            row(orders.ReinstateOrder, NEW, "final"),
            row(cases.AddCharge, LIVE),
            row(cases.ServeCharges, "open", "in_proceedings"),
            row(hearings.ScheduleHearing, LIVE),
            row(hearings.HoldHearing, "in_proceedings"),
            row(hearings.AdjournHearing, LIVE),
            row(cases.DecideCharge, "in_proceedings"),
            row(cases.WithdrawCharge, LIVE),
            row(orders.OrderRemoval, "in_proceedings", "ordered"),
            row(orders.OrderInAbsence, "in_proceedings", "final"),
            row(voluntary.GrantDepartureBefore, "in_proceedings", "voluntary_departure"),
            row(voluntary.GrantDepartureAfter, "in_proceedings", "voluntary_departure"),
            row(cases.GrantRelief, "in_proceedings", "relief"),
            row(cases.Terminate, "in_proceedings", "terminated"),
            row(cases.CancelCharges, "open", "terminated"),
            row(orders.AnswerIntent, "open"),
            row(orders.OrderAdministrative, "open", "final"),
            row(orders.WaiveWait, "final"),
            row(orders.WaiveAppeal, "ordered", "final"),
            row(appeals.FileAppeal, DECIDED),
            row(appeals.WithdrawAppeal, DECIDED),
            row(appeals.DismissAppeal, ("ordered", "voluntary_departure"), "final"),
            row(appeals.RejectAppeal, (*DECIDED, "final")),
            row(appeals.RemandCase, DECIDED, "in_proceedings"),
            row(appeals.BoardOrdersRemoval, ("relief", "terminated"), "final"),
            row(voluntary.BoardGrantsDeparture, ("ordered", "voluntary_departure"), "voluntary_departure"),
            row(voluntary.PostDepartureBond, "voluntary_departure"),
            row(voluntary.ShowDocument, "voluntary_departure"),
            row(voluntary.RecordOwnDeparture, "voluntary_departure", "departed"),
            row(voluntary.MoveDuringDeparture, "voluntary_departure", "final"),
            row(voluntary.PetitionDuringDeparture, "voluntary_departure", "final"),
            row(voluntary.ConvertDeparture, "voluntary_departure", "final"),
            row(orders.MakeFinal, "ordered", "final"),
            row(appeals.FilePetition, "final"),
            row(appeals.DenyPetition, "final"),
            row(appeals.GrantPetition, "final", "in_proceedings"),
            row(appeals.FileMotion, ("ordered", "final", "relief", "terminated")),
            row(appeals.GrantMotion, ("ordered", "final", "relief", "terminated"), "in_proceedings"),
            row(appeals.DenyMotion, ("ordered", "final", "relief", "terminated")),
            row(orders.VacateOrder, "final", "terminated"),
            row(cases.TakeCase, (*LIVE, *DECIDED, "final")),
            row(cases.CaseRemoved, "final", "removed"),
            row(departures.CaseReturned, "removed", "final"),
        ],
    )
)

PROTECTION = WORKFLOWS.add(
    Workflow(
        "removal.protection",
        {
            "pending": "Claimed and not decided; it stops what the law says.",
            "granted": "Granted; it stops what the law says.",
            "ended": "Over; it stops nothing.",
        },
        [
            row(protections.ClaimCitizenship, NEW, "pending"),
            row(protections.LookAtCitizenship, "pending"),
            row(protections.UpholdCitizenship, "pending", "granted"),
            row(protections.RejectCitizenship, "pending", "ended"),
            row(fear.ClaimFear, NEW, "pending"),
            row(fear.ReferFear, "pending"),
            row(fear.RecordInterview, "pending"),
            row(fear.FindFear, "pending"),
            row(fear.FindNoFear, "pending"),
            row(fear.AskReview, "pending"),
            row(fear.DeclineReview, "pending", "ended"),
            row(fear.ReviewVacated, "pending"),
            row(fear.ReviewAffirmed, "pending", "ended"),
            row(fear.WithdrawFear, "pending", "ended"),
            row(protections.RecordStay, NEW, "granted"),
            row(protections.LiftStay, "granted", "ended"),
            row(protections.ClaimProtection, NEW, "pending"),
            row(protections.AllowProtection, "pending", "granted"),
            row(protections.GrantProtection, NEW, "granted"),
            row(protections.LapseProtection, ("pending", "granted"), "ended"),
            row(protections.EndProtection, ("pending", "granted"), "ended"),
        ],
    )
)
