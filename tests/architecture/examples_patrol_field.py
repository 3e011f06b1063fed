"""Lawful examples of the acts of the field: landmarks, shifts, detections, seizures, rescues and deaths."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from limen.offices.patrol import acts
from limen.offices.patrol.tests.scenes_field import SPOT, leased
from tests.architecture.making import ADMIN, NOON, Example, Made, example_of

AGENT = ("agent", "patrol")
LEADS = ("supervisor", "patrol")

PLAN = {"kind": "day", "starts": NOON, "ends": NOON + timedelta(hours=8)}
GUN = {
    "kind": "firearm",
    "what": "A pistol",
    "quantity": "1",
    "maker": "Colt",
    "serial": "70B12345",
    "where": SPOT,
    "circumstances": "Under the driver's seat",
}


def landmark(made: Made) -> Any:
    """Return a landmark."""
    return made.do(acts.AddLandmark(name="Montezuma Peak", where=SPOT), who=AGENT)


def zone(made: Made) -> Any:
    """Return a zone of the station."""
    return made.do(circle(), who=LEADS)


def circle() -> acts.OpenZone:
    """Return the opening of a zone around a point."""
    return acts.OpenZone(code="W1", name="West", where=SPOT, radius_km=4)


def shift(made: Made, *, on: bool = False, agent: bool = False) -> Any:
    """Return a shift of the station."""
    lead = made.service.officer("supervisor")
    record = made.do(acts.PlanShift(**PLAN, supervisor=lead.pk), who=LEADS)
    if agent:
        record = made.do(put(made), record, LEADS)
    return made.do(acts.StartShift(muster="Heat warning."), record, LEADS) if on else record


def put(made: Made, kind: type[acts.Assign | acts.Reassign] = acts.Assign) -> Any:
    """Return the putting of an agent to a duty."""
    return kind(officer=made.service.officer("agent").pk, duty="linewatch")


def detection(made: Made, *, answered: bool = False, closed: bool = False) -> Any:
    """Return a detection."""
    leased(made.service)
    record = made.do(acts.ReportDetection(kind="camera", where=SPOT, people=3), who=AGENT)
    if answered or closed:
        record = made.do(acts.AnswerDetection(found="Three men"), record, AGENT)
    return made.do(acts.CloseDetection(outcome="turn_back", turned_back=3), record, AGENT) if closed else record


def reporting(made: Made) -> acts.ReportDetection:
    """Return the report of a detection, numbers leased."""
    leased(made.service)
    return acts.ReportDetection(kind="citizen", where=SPOT, caller="A rancher, 520 555 0100")


def beacon(made: Made) -> Any:
    """Return a beacon in the field."""
    return made.do(acts.SetBeacon(code="B-12", where=SPOT), who=LEADS)


def rescue(made: Made, *, reached: bool = False, listed: bool = False) -> Any:
    """Return a call for help."""
    record = made.do(acts.CallRescue(source="call", where=SPOT, people=1), who=AGENT)
    if reached or listed:
        record = made.do(acts.ReachPeople(), record, AGENT)
    return made.do(helped(), record, AGENT) if listed else record


def helped() -> acts.AddPersonRescued:
    """Return the record of somebody reached."""
    return acts.AddPersonRescued(description="A woman of about thirty", condition="dehydrated", outcome="treated")


def death(made: Made) -> Any:
    """Return a death found."""
    return made.do(acts.RecordDeath(where=SPOT, remains="skeletal", circumstances="By a hunter"), who=AGENT)


def seizing(made: Made, kind: type[acts.SeizeProperty] = acts.SeizeProperty, **more: Any) -> Any:
    """Return a seizure to be made, numbers leased."""
    leased(made.service)
    return kind(**GUN, **more)


def seizure(made: Made, *then: Any, who: tuple[str, str] = AGENT) -> Any:
    """Return a seizure with what was done to it since."""
    record = made.do(seizing(made), who=who)
    for act in then:
        record = made.do(act, record, who)
    return record


def destroying(made: Made) -> acts.Destroy:
    """Return a destruction before two witnesses."""
    first, second = (made.service.officer("agent", name).pk for name in ("w1", "w2"))
    return acts.Destroy(first_witness=first, second_witness=second, how="Cut up at the foundry")


STORE = acts.Store(locker="A-4", seal="S1")
NOTICE = acts.NotifyOwner(how="Registered mail")
PUT_OFF = acts.PutOffNotice(
    reason="flight", says="Two of the group are still sought.", who="A. Chief, Asset Forfeiture"
)

EXAMPLES: dict[str, Callable[[Made], Example]] = {
    "patrol.open_sectors": example_of(lambda m: acts.OpenSectors(agency=m.service.agency.pk), None, ADMIN),
    "patrol.put_off_notice": example_of(PUT_OFF, seizure, LEADS),
    "patrol.court_puts_off_notice": example_of(
        acts.CourtPutsOffNotice(reason="flight", says="Two are still sought.", court="D. Ariz.", number="26-mc-4"),
        seizure,
        LEADS,
    ),
    "patrol.open_zone": example_of(circle(), None, LEADS),
    "patrol.close_zone": example_of(acts.CloseZone(reason="Joined to the next one"), zone, LEADS),
    "patrol.add_landmark": example_of(acts.AddLandmark(name="Montezuma Peak", where=SPOT), None, AGENT),
    "patrol.retire_landmark": example_of(acts.RetireLandmark(reason="The tower was taken down"), landmark, AGENT),
    "patrol.plan_shift": example_of(
        lambda m: acts.PlanShift(**PLAN, supervisor=m.service.officer("supervisor").pk), None, LEADS
    ),
    "patrol.start_shift": example_of(acts.StartShift(muster="Heat warning."), shift, LEADS),
    "patrol.assign": example_of(put, shift, LEADS),
    "patrol.reassign": example_of(lambda m: put(m, acts.Reassign), lambda m: shift(m, agent=True), LEADS),
    "patrol.end_shift": example_of(acts.EndShift(handover="Tracks at mile 12."), lambda m: shift(m, on=True), LEADS),
    "patrol.report_detection": example_of(reporting, None, AGENT),
    "patrol.assign_detection": example_of(
        lambda m: acts.AssignDetection(officer=m.service.officer("agent").pk, unit="Bravo 4"), detection, AGENT
    ),
    "patrol.answer_detection": example_of(acts.AnswerDetection(found="Three men"), detection, AGENT),
    "patrol.close_detection": example_of(
        acts.CloseDetection(outcome="turn_back", turned_back=3), lambda m: detection(m, answered=True), AGENT
    ),
    "patrol.merge_detection": example_of(lambda m: acts.MergeDetection(into=detection(m).pk), detection, AGENT),
    "patrol.reopen_detection": example_of(
        acts.ReopenDetection(reason="One more was found"), lambda m: detection(m, closed=True), AGENT
    ),
    "patrol.set_beacon": example_of(acts.SetBeacon(code="B-12", where=SPOT), None, LEADS),
    "patrol.test_beacon": example_of(acts.TestBeacon(works="works"), beacon, AGENT),
    "patrol.retire_beacon": example_of(acts.RetireBeacon(reason="Washed away"), beacon, LEADS),
    "patrol.call_rescue": example_of(acts.CallRescue(source="call", where=SPOT, told="No water left"), None, AGENT),
    "patrol.reach_people": example_of(acts.ReachPeople(people=1), rescue, AGENT),
    "patrol.add_rescued": example_of(helped(), lambda m: rescue(m, reached=True), AGENT),
    "patrol.close_rescue": example_of(acts.CloseRescue(outcome="treated"), lambda m: rescue(m, listed=True), AGENT),
    "patrol.record_death": example_of(
        acts.RecordDeath(where=SPOT, remains="skeletal", circumstances="By a hunter"), None, AGENT
    ),
    "patrol.describe_dead": example_of(acts.DescribeDead(property_found="A rosary of wood"), death, AGENT),
    "patrol.tell_of_death": example_of(
        acts.TellOfDeath(who="coroner", reached="told", name="County examiner", how="By telephone"), death, AGENT
    ),
    "patrol.identify_dead": example_of(
        lambda m: acts.IdentifyDead(person=m.person.pk, how="fingerprints", evidence="Match of ten prints"),
        death,
        AGENT,
    ),
    "patrol.seize": example_of(seizing, None, AGENT),
    "patrol.adopt_seizure": example_of(
        lambda m: seizing(m, acts.AdoptSeizure, agency="County sheriff"),  # type: ignore[arg-type]  # of the same fields
        None,
        AGENT,
    ),
    "patrol.add_item": example_of(
        acts.AddItem(kind="ammunition", what="Cartridges, 9 mm", quantity="50"), seizure, AGENT
    ),
    "patrol.name_party": example_of(lambda m: acts.NameParty(person=m.person.pk, role="owner"), seizure, AGENT),
    "patrol.weigh_again": example_of(
        acts.WeighAgain(line=1, quantity="1", witness="B. Lind", reason="At the laboratory"), seizure, AGENT
    ),
    "patrol.give_receipt": example_of(acts.GiveReceipt(), seizure, AGENT),
    "patrol.hand_over": example_of(
        acts.HandOver(outside="State laboratory", reason="To be tested", seal="S1"), seizure, AGENT
    ),
    "patrol.store": example_of(STORE, seizure, AGENT),
    "patrol.notify_owner": example_of(NOTICE, seizure, LEADS),
    "patrol.receive_claim": example_of(acts.ReceiveClaim(claimant="A. Lind"), seizure, LEADS),
    "patrol.refer_judicial": example_of(acts.ReferJudicial(case="4:26-cv-00012"), seizure, LEADS),
    "patrol.return_property": example_of(acts.ReturnProperty(to="A. Lind", reason="No notice in time"), seizure, LEADS),
    "patrol.forfeit": example_of(
        acts.Forfeit(reason="Declaration of forfeiture"), lambda m: seizure(m, NOTICE, who=LEADS), LEADS
    ),
    "patrol.destroy": example_of(destroying, lambda m: seizure(m, STORE), LEADS),
}
