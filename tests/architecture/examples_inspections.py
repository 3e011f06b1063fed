"""One lawful example of each act of inspections."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from limen.offices.inspections import acts
from limen.offices.inspections.tests import scenes
from limen.offices.inspections.tests.test_arrivals import ANNA
from tests.architecture.making import (
    PRIMARY,
    SECONDARY,
    SUPERVISOR,
    TARGETING,
    TODAY,
    WHY,
    Example,
    Made,
    charge,
    deferral,
    example_of,
    voyage,
)

EXAMPLES: dict[str, Callable[[Made], Example]] = {
    "inspections.open": example_of(acts.OpenInspection(zone=scenes.zone()), None, PRIMARY),
    "inspections.admit": example_of(acts.Admit(class_of_admission="B2"), lambda m: m.inspection(), PRIMARY),
    "inspections.admit_citizen": example_of(
        acts.AdmitCitizen(),
        lambda m: scenes.open_inspection(m.service, scenes.zone(state="USA", number="123456789")),
        PRIMARY,
    ),
    "inspections.admit_resident": example_of(
        acts.AdmitResident(evidence="Permanent resident card seen"), lambda m: m.inspection(), PRIMARY
    ),
    "inspections.citizenship": example_of(
        acts.EvidenceOfCitizenship(evidence="Says so, born in Ohio", finding="claimed"),
        lambda m: m.inspection(),
        PRIMARY,
    ),
    "inspections.refer": example_of(acts.Refer(reason="intent"), lambda m: m.inspection(), PRIMARY),
    "inspections.take": example_of(
        acts.TakeSecondary(), lambda m: m.do(acts.Refer(reason="intent"), m.inspection()), SECONDARY
    ),
    "inspections.hand_back": example_of(acts.HandBack(why="End of shift"), lambda m: m.secondary(), SECONDARY),
    "inspections.interview": example_of(acts.SetInterview(language="es"), lambda m: m.secondary(), SECONDARY),
    "inspections.ask": example_of(
        acts.AskQuestion(question="Why have you come?", answer="To visit."), lambda m: m.secondary(), SECONDARY
    ),
    "inspections.ask_fear": example_of(
        acts.AskAboutFear(answers=["To study", "No", "No", "No"], fear="none"), lambda m: m.secondary(), SECONDARY
    ),
    "inspections.check": example_of(
        acts.RecordCheck(check="baggage", result="passed", showed="Two suitcases, clothes."),
        lambda m: m.secondary(),
        SECONDARY,
    ),
    "inspections.find": example_of(
        acts.RecordFinding(ground="7A1I", evidence="No visa, and will work."), lambda m: m.secondary(), SECONDARY
    ),
    "inspections.defer": example_of(deferral(), lambda m: m.secondary(), SECONDARY),
    "inspections.resume": example_of(acts.ResumeDeferred(), lambda m: m.deferred(), SECONDARY),
    "inspections.parole": example_of(
        acts.Parole(
            class_of_admission="DT", until=date(2027, 1, 25), basis="urgent humanitarian reasons", why="Ill daughter."
        ),
        lambda m: m.secondary(),
        SECONDARY,
    ),
    "inspections.withdrawal": example_of(
        acts.AcceptWithdrawal(asked=True, able=True, why="First error"),
        lambda m: m.secondary(fear=False, asked=True),
        SECONDARY,
    ),
    "inspections.refuse_waiver": example_of(
        acts.RefuseVisaWaiver(), lambda m: m.secondary(fear=False, asked=True), SECONDARY
    ),
    "inspections.refuse_crew": example_of(
        acts.RefuseCrew(carrier="MSC", vessel="MSC Aurora"), lambda m: m.secondary(fear=False, asked=True), SECONDARY
    ),
    "inspections.refuse_transit": example_of(
        acts.RefuseTransit(carrier="SK"), lambda m: m.secondary(fear=False, asked=True), SECONDARY
    ),
    "inspections.propose_removal": example_of(
        acts.ProposeExpeditedRemoval(), lambda m: m.secondary(fear=False, asked=True), SECONDARY
    ),
    "inspections.return_proposal": example_of(acts.ReturnProposal(why="Ask again"), lambda m: m.proposed(), SUPERVISOR),
    "inspections.order_removal": example_of(acts.OrderExpeditedRemoval(), lambda m: m.proposed(), SUPERVISOR),
    "inspections.refer_fear": example_of(
        acts.ReferCredibleFear(), lambda m: m.secondary(fear=True, asked=True), SECONDARY
    ),
    "inspections.refer_judge": example_of(
        acts.ReferToJudge(why="Came under the waiver"), lambda m: m.secondary(fear=True), SECONDARY
    ),
    "inspections.order_stowaway": example_of(
        acts.OrderStowaway(carrier="Atlantic Lines"), lambda m: m.stowaway(fear=False), SECONDARY
    ),
    "inspections.refer_stowaway": example_of(
        acts.ReferStowaway(carrier="Atlantic Lines"), lambda m: m.stowaway(fear=True), SECONDARY
    ),
    "inspections.charge": example_of(charge(), lambda m: m.secondary(fear=True, asked=True), SECONDARY),
    "inspections.revoke_landing": example_of(
        acts.RevokeLanding(carrier="MSC", vessel="MSC Aurora", reasons="Left the port area."),
        lambda m: m.do(acts.Admit(class_of_admission="D1"), m.inspection()),
        SECONDARY,
    ),
    "inspections.hand_over": example_of(
        acts.HandOver(to_office="investigations", why="Nine names"), lambda m: m.secondary(), SECONDARY
    ),
    "inspections.review_override": example_of(
        acts.ReviewOverride(verdict="upheld"), lambda m: m.overridden(), SUPERVISOR
    ),
    "inspections.confirm_hit": example_of(acts.ConfirmHit(reason="Same passport"), lambda m: m.hit(), PRIMARY),
    "inspections.dismiss_hit": example_of(acts.DismissHit(reason="Another woman by far"), lambda m: m.hit(), PRIMARY),
    "inspections.doubt_hit": example_of(acts.DoubtHit(reason="No photograph"), lambda m: m.hit(), PRIMARY),
    "inspections.open_voyage": example_of(voyage, None, TARGETING),
    "inspections.receive_list": example_of(acts.ReceiveList(people=[ANNA]), lambda m: m.voyage(), TARGETING),
    "inspections.receive_bookings": example_of(acts.ReceiveBookings(bookings=[]), lambda m: m.voyage(), TARGETING),
    "inspections.close_out": example_of(acts.CloseOut(), lambda m: m.voyage(), TARGETING),
    "inspections.arrive": example_of(acts.Arrive(), lambda m: m.voyage(), TARGETING),
    "inspections.cancel_voyage": example_of(acts.CancelVoyage(reason="Fog"), lambda m: m.voyage(), TARGETING),
    "inspections.clear_to_board": example_of(acts.ClearToBoard(reason=WHY), lambda m: m.traveller(), TARGETING),
    "inspections.hold_boarding": example_of(acts.HoldBoarding(reason=WHY), lambda m: m.traveller(), TARGETING),
    "inspections.note_traveller": example_of(
        acts.NoteTraveller(text="Seen before."), lambda m: m.traveller(), TARGETING
    ),
    "inspections.notify": example_of(
        lambda m: acts.NotifyGroup(place=m.reached().pk, role="supervisor"), lambda m: m.traveller(), TARGETING
    ),
    "inspections.save_query": example_of(
        acts.SaveQuery(name="Stockholm", about="voyages", terms={"origin": "ARN"}), None, TARGETING
    ),
    "inspections.drop_query": example_of(acts.DropQuery(), lambda m: m.query(), TARGETING),
    "inspections.open_vehicle": example_of(acts.OpenVehicle(plate="ABC 123"), None, PRIMARY),
    "inspections.recount_vehicle": example_of(acts.RecountVehicle(people=3), lambda m: m.vehicle(), PRIMARY),
    "inspections.release_vehicle": example_of(acts.ReleaseVehicle(), lambda m: m.emptied(), PRIMARY),
    "inspections.correct_i94": example_of(
        acts.CorrectRecord(class_of_admission="B1", admitted_on=TODAY, until=TODAY, reason="The stamp says B1."),
        lambda m: m.admission(),
        SECONDARY,
    ),
    "inspections.print_crew_list": example_of(
        acts.PrintCrewList(vessel="MSC Aurora", master="J. Conrad"), lambda m: m.voyage(), PRIMARY
    ),
    "inspections.print_i94": example_of(acts.PrintRecord(), lambda m: m.admission(), PRIMARY),
    "inspections.void_i94": example_of(acts.VoidRecord(reason="Issued in error"), lambda m: m.admission(), SECONDARY),
    "inspections.departure": example_of(
        acts.RecordDeparture(departed_on=TODAY, document_number="L898902C3"), None, SECONDARY
    ),
    "inspections.match": example_of(
        lambda m: acts.MatchDeparture(admission=m.admission().pk, reason="Boarding pass"),
        lambda m: m.unmatched(),
        SECONDARY,
    ),
    "inspections.add_lane": example_of(acts.AddLane(name="7"), None, SUPERVISOR),
    "inspections.staff_lane": example_of(
        lambda m: acts.StaffLane(officer=m.officer.pk), lambda m: m.lane(), SUPERVISOR
    ),
    "inspections.close_lane": example_of(acts.CloseLane(), lambda m: m.lane(staffed=True), SUPERVISOR),
    "inspections.record_wait": example_of(acts.RecordWait(minutes=20), lambda m: m.lane(), SUPERVISOR),
}
