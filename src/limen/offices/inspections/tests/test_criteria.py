"""A criterion meets a voyage: the booking says enough, an officer looks, and says what came of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client

from limen.core.criteria import acts as criteria
from limen.core.criteria import queries
from limen.core.criteria.models import Consideration, Selection
from limen.core.criteria.rules import Span
from limen.core.criteria.tests.scenes import CONDITION, approved, drafted
from limen.core.lookouts.models import Lookout
from limen.core.people import acts as people
from limen.exchange import pnrgov
from limen.kernel import NotPermitted, UnknownRecord, perform
from limen.offices.inspections import acts
from limen.offices.inspections.booked import booking_facts, contact_key
from limen.offices.inspections.intake import receive
from limen.offices.inspections.models import Traveller, Voyage
from limen.offices.inspections.routes import hours_before, route_facts
from limen.offices.inspections.tests.scenes import TODAY, open_inspection, zone
from limen.offices.inspections.travelled import facts_of
from tests.factories import Service
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
TARGETING = "targeting_officer"


def pnr(*, paid: str = "CA", ticketed: str = "251126:0600", back: bool = False, phone: str = "46812345678") -> bytes:
    """Return a booking of one traveller on SK901, pushed before departure."""
    returns = "TVL+021226:1800:031226:0700+JFK+ARN+SK+902:Y'RPI+1+HK'" if back else ""
    day, _, hour = ticketed.partition(":")
    segments = [
        "UNB+IATA:1+SK+USCBP+261125:0900+0001'UNH+1+PNRGOV:11:1:IA+251126/0900'MSG+:22'ORG+SK:ARN'",
        "TVL+251126:1600:251126:1830+ARN+JFK+SK+901'EQN+1'",
        "SRC'RCI+SK:XK3T9Q::201126:1000'DAT+700:251126:0800'ORG+SK:ARN+12345675:STO1+ARN++T+SE'",
        f"ADD++700:::::::{phone}'",
        "TIF+ERIKSSON+ANNA MARIA:A:1'",
        "SSR+DOCS:HK:1:SK:::::/P/SWE/L898902C3/SWE/12AUG74/F/15APR32/ERIKSSON/ANNA/MARIA'",
        f"TKT+1172345678901:T:1'MON+B:500:SEK'PTK+++{day[:4]}{day[4:]}:{hour}'DAT+710:{day}:{hour}'FOP+{paid}:3:500'",
        f"TVL+251126:1600:251126:1830+ARN+JFK+SK+901:Y'RPI+1+HK'{returns}",
        "UNT+20+1'UNZ+1+0001'",
    ]
    return "".join(segments).encode()


ANNA = acts.Listed(
    reference="1",
    surname="Eriksson",
    given_names="Anna Maria",
    birth="1974-08-12",
    sex="F",
    nationality="SWE",
    document_kind="passport",
    document_issuer="SWE",
    document_number="L898902C3",
    embarks="ARN",
    debarks="JFK",
    locator="XK3T9Q",
)
BO = acts.Listed(reference="2", surname="Berg", given_names="Bo", birth="1970-02-01", document_number="N1")


def pushed(service: Service, data: bytes) -> Any:
    (done,) = receive(data, by=service.officer(TARGETING), at=service.jfk, purpose="targeting")
    assert done.voyage is not None, done
    return done


def listed(service: Service, *, people: Any = (ANNA, BO)) -> None:
    act = acts.ReceiveList(people=list(people))
    service.do(act, Voyage.objects.get(), role=TARGETING, purpose="targeting")


def examine(service: Service, act: Any, on: Any, role: str = "primary_officer") -> Any:
    return service.do(act, on, role=role)


def test_what_a_booking_says_is_read(service: Service) -> None:
    pushed(service, pnr())
    listed(service)
    known = {row.surname: facts for row, facts in facts_of(Voyage.objects.get())}
    anna, bo = known["Eriksson"], known["Berg"]
    assert anna.airports == {"ARN", "JFK"}
    assert (anna.starts, anna.ends, anna.one_way, anna.flights) == ("ARN", "JFK", True, 1)
    assert anna.paid_by == {"cash"}
    assert anna.ticket_hours == 9  # 06:00 in UTC to 16:00 in Stockholm, an hour ahead
    assert (anna.party, anna.children, anna.age, anna.nationality) == (1, 0, 52, "SWE")
    assert (bo.paid_by, bo.one_way, bo.ticket_hours, bo.party) == (None, None, None, None)


@pytest.mark.parametrize("list_first", [True, False])
def test_a_booking_selects_a_traveller_whichever_message_comes_first(service: Service, *, list_first: bool) -> None:
    criterion = approved(service)
    if list_first:
        service.do(
            acts.OpenVoyage(
                carrier="SK", number="901", origin="ARN", destination="JFK", port=service.jfk.pk, runs_on=TODAY
            ),
            role=TARGETING,
            purpose="targeting",
        )
        listed(service)
        assert not Selection.objects.exists()
        pushed(service, pnr())
    else:
        pushed(service, pnr())
        listed(service)
    row = Selection.objects.get()
    anna = Traveller.objects.get(surname="Eriksson")
    assert (row.criterion, row.subject, row.state) == (criterion, anna.pk, "open")
    assert (anna.priority >= 55, anna.state) == (True, "listed")
    assert Traveller.objects.get(surname="Berg").priority < 55
    held = Consideration.objects.get()
    assert (held.considered, held.groups["sex"]) == (2, {"F": 1, "": 1})


def test_the_same_message_again_selects_nobody_twice(service: Service) -> None:
    approved(service)
    pushed(service, pnr())
    listed(service)
    pushed(service, pnr())
    listed(service)
    assert Selection.objects.count() == 1
    assert Consideration.objects.get().considered == 2


@pytest.mark.parametrize("other", [{"paid": "CC"}, {"ticketed": "201126:0600"}, {"back": True}])
def test_who_does_not_meet_all_of_it_is_left_alone(service: Service, other: dict[str, Any]) -> None:
    approved(service)
    pushed(service, pnr(**other))
    listed(service)
    assert not Selection.objects.exists()
    assert Traveller.objects.get(surname="Eriksson").priority < 55


def test_a_criterion_not_in_force_selects_nobody(service: Service) -> None:
    drafted(service)
    service.do(criteria.Suspend(reason="Complaints"), approved(service), role="supervisor", purpose="targeting")
    pushed(service, pnr())
    listed(service)
    assert not Selection.objects.exists()


def test_an_officer_at_primary_sees_why_looks_and_records_nothing(service: Service) -> None:
    approved(service, handling="Ask who bought the ticket.")
    pushed(service, pnr())
    listed(service)
    record = open_inspection(service, zone())
    row = Selection.objects.get()
    assert row.person == record.person
    client = signed_in(Client(), service.officer("primary_officer"), service.jfk, "inspection")
    shown = client.get(f"/inspections/inspection/{record.pk}/").content.decode()
    assert "the ticket was bought within 24 hours of departure" in shown
    assert "Ask who bought the ticket." in shown
    row = examine(service, criteria.RecordNothing(minutes=7, remarks="Her employer paid."), row)
    assert (row.state, row.minutes, row.examined_by) == ("nothing", 7, service.officer())
    found = queries.measures(row.criterion, viewer=service.viewer(TARGETING, "targeting"))
    assert (found.selected, found.examined, found.found, found.minutes) == (1, 1, 0, 7)


def test_what_is_found_is_counted_and_can_be_corrected(service: Service) -> None:
    approved(service)
    pushed(service, pnr())
    listed(service)
    row = examine(service, criteria.RecordNothing(minutes=5), Selection.objects.get())
    row = examine(service, criteria.RecordFound(minutes=25, finding="currency"), row)
    found = queries.measures(row.criterion, viewer=service.viewer("supervisor", "targeting"))
    assert (found.examined, found.found, found.minutes_each) == (1, 1, "25")


def test_a_role_that_examines_nobody_is_shown_no_reason(service: Service) -> None:
    approved(service)
    pushed(service, pnr())
    listed(service)
    anna = Traveller.objects.get(surname="Eriksson")
    auditor = service.viewer("auditor", "oversight")
    assert queries.why("inspections.traveller", anna.pk, viewer=auditor) == []
    with pytest.raises(NotPermitted):
        queries.selection(Selection.objects.get().pk, viewer=auditor)
    client = signed_in(Client(), service.officer("auditor"), service.jfk, "oversight")
    assert "within 24 hours" not in client.get(f"/inspections/traveller/{anna.pk}/").content.decode()


def test_somebody_sealed_is_in_nobodys_queue_nor_counted(service: Service) -> None:
    criterion = approved(service)
    pushed(service, pnr())
    listed(service)
    person = open_inspection(service, zone()).person
    perform(
        people.Protect(compartment="asylum", reason="Asked for asylum"),
        on=person,
        by=service.officer("supervisor"),
        at=service.jfk,
        purpose="inspection",
    )
    viewer = service.viewer(TARGETING, "targeting")
    row = Selection.objects.get()
    assert list(queries.queue(viewer=viewer)) == []
    assert queries.measures(criterion, viewer=viewer).selected == 0
    with pytest.raises(UnknownRecord):
        queries.selection(row.pk, viewer=viewer)


def test_it_is_tried_against_the_voyages_that_were(service: Service) -> None:
    pushed(service, pnr())
    listed(service)
    inspection = open_inspection(service, zone())
    service.do(acts.Refer(reason="intent"), on=inspection)
    record = service.do(criteria.Try(), drafted(service), role=TARGETING, purpose="targeting")
    trial = record.trials.get()
    assert (trial.considered, trial.selected, trial.inspected, trial.found) == (2, 1, 1, 0)
    assert trial.groups["selected"]["nationality"] == {"SWE": 1}
    assert not Selection.objects.exists()


def test_no_lookout_and_no_hold_follows_from_a_selection(service: Service) -> None:
    approved(service)
    pushed(service, pnr())
    listed(service)
    anna = Traveller.objects.get(surname="Eriksson")
    carrier_told = Traveller.objects.get(surname="Berg")
    assert (anna.directive, anna.state) == (carrier_told.directive, "listed")
    assert not Lookout.objects.exists()


def test_bookings_that_share_a_telephone_are_counted_however_it_is_written(service: Service) -> None:
    assert contact_key("+46 (0)8 123 456 78") == contact_key("0046-8-123 456 78") != ""
    assert contact_key("TOLL FREE") == ""
    assert contact_key("Anna@Example.SE ") == "anna@example.se"


def test_a_journey_that_comes_back_to_its_country_is_not_one_way() -> None:
    legs = [
        {"from": "LHR", "to": "JFK", "departs": "2026-11-25T09:00", "arrives": "2026-11-25T12:00", "carrier": "BA"},
        {"from": "BOS", "to": "MAN", "departs": "2026-12-02T20:00", "arrives": "2026-12-03T07:00", "carrier": "BA"},
    ]
    found = route_facts(legs)
    assert (found["one_way"], found["nights"], found["wait_hours"]) == (False, 7, None)
    assert route_facts(legs[:1])["one_way"] is True
    assert route_facts([]) == {}


@pytest.mark.shared_data
def test_every_real_booking_says_what_can_be_kept(shared_data: Path) -> None:
    kept = []
    for path in sorted((shared_data / "inspections" / "pnrgov").iterdir()):
        for booking in pnrgov.parse(path.read_bytes()).pnrs:
            facts = booking_facts(booking)
            json.dumps(facts)
            kept.append((facts.get("paid"), bool(route_facts(facts.get("legs", [])))))
    assert len(kept) > 20
    assert (["cash"], True) in kept


def test_a_wait_between_flights_is_told_from_a_stay() -> None:
    legs = [
        {"from": "ARN", "to": "FRA", "departs": "2026-11-25T06:00", "arrives": "2026-11-25T08:00"},
        {"from": "FRA", "to": "JFK", "departs": "2026-11-25T13:30", "arrives": "2026-11-25T16:00"},
    ]
    assert route_facts(legs)["wait_hours"] == 5


@pytest.mark.parametrize(
    ("moment", "airport", "departs", "hours"),
    [
        ("2026-11-25T06:00", "ARN", "2026-11-25T16:00", 9),
        ("2026-11-24T16:00", "ARN", "2026-11-25T16:00", 23),
        ("2026-11-25", "ARN", "2026-11-25T16:00", Span(0, 15)),
        ("2026-11-25T06:00", "QQQ", "2026-11-25T16:00", Span(0, 22)),
        ("2026-11-25T18:00", "ARN", "2026-11-25T16:00", None),
        ("", "ARN", "2026-11-25T16:00", None),
        ("2026-11-25T06:00", "ARN", "2026-11-25", None),
    ],
)
def test_hours_to_departure_are_as_certain_as_what_was_sent(
    moment: str, airport: str, departs: str, hours: Any
) -> None:
    assert hours_before(moment, airport, departs) == hours


def test_the_day_after_its_last_it_selects_nobody(service: Service) -> None:
    approved(service, sunset=TODAY, condition=CONDITION)
    with time_machine.travel("2026-11-26T17:00:00Z", tick=True):
        pushed(service, pnr())
        listed(service)
    assert not Selection.objects.exists()
