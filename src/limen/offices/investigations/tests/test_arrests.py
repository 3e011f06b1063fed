"""Arrests: on a warrant or on two findings; custody begins at that moment, whoever decides on it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from limen.core.access.gate import SYSTEM
from limen.core.clocks.models import RunningClock
from limen.core.custody import acts as custody
from limen.core.custody.models import Stay
from limen.core.documents.models import Paper
from limen.core.people.acts import Protect
from limen.core.people.models import Person, Relationship
from limen.core.referrals.models import Referral
from limen.kernel import BadInput, GuardRefused, NotPermitted, perform
from limen.offices.investigations import acts, queries
from limen.offices.investigations.models import Arrest
from limen.offices.investigations.tests.scenes import NOON, Office, arresting
from tests.factories import Service

pytestmark = pytest.mark.django_db
ALWAYS = ["identified", "reason"]
EVERYTHING = [*ALWAYS, "counsel", "legal_services", "statement"]


@pytest.fixture
def office(service: Service) -> Office:
    return Office(service)


def live(arrest: Arrest) -> set[str]:
    rows = RunningClock.objects.filter(person=arrest.person_id, state__in=("running", "tolled", "breached"))
    return set(rows.values_list("key", flat=True))


def test_whoever_is_arrested_is_in_custody_from_that_moment_and_removal_is_asked_to_take_them(office: Office) -> None:
    at = NOON - timedelta(hours=2)
    arrest = office.arrest(at=at)
    stay = Stay.objects.get(person=arrest.person_id)
    assert (arrest.state, arrest.stay_id, stay.state, stay.authority) == (
        "made",
        stay.pk,
        "in_transit",
        "arrest.without_warrant",
    )
    assert stay.began_at == at
    assert live(arrest) >= {
        "custody.charging_decision",
        "custody.examination",
        "custody.transit",
        "custody.consular_advice",
    }
    clock = RunningClock.objects.get(person=arrest.person_id, key="custody.charging_decision")
    assert clock.due_at == at + timedelta(hours=48)
    asked = Referral.objects.get(person=arrest.person_id)
    assert (asked.to_office, asked.reason, asked.urgency) == ("removal", "administrative_arrest", "immediate")


@pytest.mark.parametrize(
    ("nationality", "told"), [("GBR", True), ("BMU", True), ("GBD", True), ("GBN", True), ("ABW", False), ("D", False)]
)
def test_the_consulate_is_told_of_a_territory_and_a_class_of_nationals_as_of_their_state(
    office: Office, nationality: str, told: bool
) -> None:
    person = office.service.person(nationality=nationality)
    assert ("custody.consular_notice" in live(office.arrest(person=person.pk))) is told


@pytest.mark.parametrize("missing", ["unlawful_why", "escape_why"])
def test_an_arrest_without_a_warrant_stands_on_both_findings(office: Office, missing: str) -> None:
    with pytest.raises(BadInput, match="both findings") as refused:
        office.arrest(**{missing: ""})
    assert refused.value.problems[0].field == missing
    assert not Stay.objects.exists()


def test_an_arrest_on_a_warrant_serves_it_and_starts_no_charging_clock(office: Office) -> None:
    person = office.service.person()
    lead = office.taken(about=person.pk)
    warrant = office.warrant(lead)
    arrest = office.arrest(person=person.pk, lead=lead.pk, under="warrant", warrant=warrant.pk)
    warrant.refresh_from_db()
    assert (warrant.state, arrest.warrant_id, arrest.lead_id) == ("served", warrant.pk, lead.pk)
    assert "custody.charging_decision" not in live(arrest)
    assert {"custody.transit", "custody.consular_advice"} <= live(arrest)
    assert [row.pk for row in queries.of_lead(lead, viewer=office.viewer())] == [arrest.pk]


def test_a_warrant_is_the_persons_own_and_is_served_once(office: Office) -> None:
    person = office.service.person()
    warrant = office.warrant(office.taken(about=person.pk))
    with pytest.raises(BadInput, match="somebody else"):
        office.arrest(under="warrant", warrant=warrant.pk)
    with pytest.raises(BadInput, match="Name the warrant"):
        office.arrest(under="warrant")
    arrest = office.arrest(person=person.pk, under="warrant", warrant=warrant.pk)
    office.do(custody.Release(way="recognizance", to="12 Oak Street"), arrest.stay)
    with pytest.raises(BadInput, match="still to be served"):
        office.arrest(person=person.pk, under="warrant", warrant=warrant.pk)
    elsewhere = {"warrant_by": "T. Reed, field office director", "warrant_on": date(2026, 11, 20)}
    again = office.arrest(person=person.pk, under="warrant", **elsewhere)
    assert again.warrant_by == "T. Reed, field office director"


def test_a_home_is_entered_by_consent_or_a_courts_warrant_and_it_is_said_whose(office: Office) -> None:
    with pytest.raises(BadInput, match="opens no door"):
        office.arrest(entry="consent")
    assert office.arrest(entry="consent", entry_by="The tenant, L. Ode").entry_by == "The tenant, L. Ode"


def test_a_citizen_is_not_arrested_and_a_claim_calls_a_supervisor_at_once(office: Office) -> None:
    with pytest.raises(GuardRefused, match="citizen"):
        office.arrest(citizenship="shown")
    arrest = office.arrest(citizenship="claimed", citizenship_says="Born in Ohio, he says.")
    assert arrest.citizenship == "claimed"
    called = Referral.objects.get(reason="citizenship")
    assert (called.to_office, called.to_place_id, called.urgency) == ("investigations", office.place.pk, "immediate")
    assert {"removal.citizenship_first_look", "removal.citizenship"} <= live(arrest)
    office.do(acts.RecordCitizenship(finding="disproved", evidence="The registry knows no such birth."), arrest)
    called.refresh_from_db()
    assert called.state == "completed"
    assert "removal.citizenship" in live(arrest)  # only a supervisor of removal judges the claim


def test_nobody_is_arrested_who_is_held_or_on_a_lead_that_was_withdrawn(office: Office) -> None:
    person = office.service.person()
    lead = office.sent(about=person.pk, kind="compliance", subject_record="people.person", subject=person.pk)
    act = acts.WithdrawLead(why="She had registered in time.", corrected_by="The school's official")
    perform(act, on=lead, by=SYSTEM, at=office.place, purpose="administration")
    with pytest.raises(GuardRefused, match="withdrawn"):
        office.arrest(person=person.pk, lead=lead.pk)
    office.arrest(person=person.pk)
    with pytest.raises(BadInput, match="in custody already"):
        office.arrest(person=person.pk)


def test_a_family_arrested_together_is_linked_and_released_together(office: Office) -> None:
    mother = office.arrest(surname="Oduya", given_names="Ama", birth="1990-01-01")
    child = office.arrest(surname="Oduya", given_names="Kofi", birth="2017-01-01", together_with=mother.pk, kin="child")
    assert (child.number, mother.line, child.line) == (mother.number, 1, 2)
    assert Relationship.objects.filter(person=child.person_id, other=mother.person_id, kind="child").exists()
    assert child.stay is not None
    assert mother.stay is not None
    assert (child.stay.juvenile, child.stay.family_unit) == (True, Stay.objects.get(pk=child.stay_id).family_unit)
    with pytest.raises(GuardRefused, match="family unit"):
        office.do(custody.Release(way="recognizance", with_family=False), mother.stay)
    office.do(custody.Release(way="recognizance", to="12 Oak Street"), mother.stay)
    assert set(Arrest.objects.values_list("state", "processed_how")) == {("processed", "released")}


def test_a_child_alone_has_the_clocks_of_one(office: Office) -> None:
    arrest = office.arrest(birth="2012-05-05", alone=True)
    assert {key for key in live(arrest) if key.startswith("child.")}
    with pytest.raises(BadInput, match="not a child"):
        office.arrest(birth="1990-05-05", alone=True)


def test_it_is_said_where_and_when_and_nothing_lies_ahead(office: Office) -> None:
    with pytest.raises(BadInput, match="cannot lie ahead"):
        office.arrest(at=NOON + timedelta(days=1))
    with pytest.raises(BadInput, match="latitude and a longitude"):
        office.arrest(latitude="40.7")
    with pytest.raises(BadInput, match="at least one name"):
        office.arrest(surname="", given_names="")
    assert not Person.objects.exists()
    point = office.arrest(latitude="40.74", longitude="-73.87")
    assert float(point.latitude or 0) == 40.74


def test_a_decision_to_hold_processes_the_arrest_and_the_person_is_told_before_it_is_closed(office: Office) -> None:
    arrest = office.arrest()
    stay = office.do(custody.BookIn(), arrest.stay)
    office.by_chief(custody.Examine(says="Present without status; says so."), stay)
    office.by_chief(custody.DecideCustody(decision="hold", says="Has nowhere to be found again."), stay)
    arrest.refresh_from_db()
    assert (arrest.state, arrest.processed_how) == ("processed", "charged")
    assert "custody.charging_decision" not in live(arrest)
    with pytest.raises(GuardRefused, match="owed this still"):
        office.do(acts.CloseArrest(why="Taken over by removal."), arrest)
    office.do(acts.AdviseArrested(told=ALWAYS, language="es"), arrest)
    with pytest.raises(GuardRefused, match="legal services"):
        office.do(acts.CloseArrest(why="Taken over by removal."), arrest)
    office.do(acts.AdviseArrested(told=EVERYTHING, language="es"), arrest)
    arrest.refresh_from_db()
    assert arrest.told == EVERYTHING
    assert office.do(acts.CloseArrest(why="Taken over by removal."), arrest).state == "closed"


def test_the_record_of_the_arrest_is_made_as_a_paper(office: Office) -> None:
    arrest = office.arrest()
    office.do(acts.AdviseArrested(told=ALWAYS, language="es"), arrest)
    office.do(acts.WriteArrest(checks="No record found."), arrest)
    paper = Paper.objects.get(form="i213")
    assert paper.data["found_at"] == "41 Elm Street, Queens"
    assert paper.data["narrative"][1].startswith("Says his stay ended")
    assert len(paper.data["rights"]) == 2


def test_a_wrong_time_is_corrected_with_custody_and_its_deadlines_and_what_was_recorded_stays(office: Office) -> None:
    arrest = office.arrest(at=NOON - timedelta(hours=1))
    with pytest.raises(NotPermitted):
        office.do(acts.CorrectArrest(where="43 Elm Street", why="The number was misread"), arrest)
    earlier = NOON - timedelta(hours=3)
    act = acts.CorrectArrest(at=earlier, where="43 Elm Street", why="The radio log says so")
    arrest = office.by_chief(act, arrest)
    assert arrest.stay is not None
    arrest.stay.refresh_from_db()
    assert (arrest.at, arrest.stay.began_at, arrest.where) == (earlier, earlier, "43 Elm Street")
    clock = RunningClock.objects.get(person=arrest.person_id, key="custody.charging_decision")
    assert clock.due_at == earlier + timedelta(hours=48)
    assert {(row.field, row.was) for row in arrest.corrections.all()} == {
        ("at", (NOON - timedelta(hours=1)).isoformat()),
        ("where", "41 Elm Street, Queens"),
    }
    with pytest.raises(BadInput, match="Nothing is changed"):
        office.by_chief(acts.CorrectArrest(why="The radio log says so"), arrest)


def test_the_arrest_of_somebody_sealed_is_shown_to_whoever_holds_them_alone(office: Office) -> None:
    arrest = office.arrest()
    office.service.do(Protect(compartment="protected", reason="Victim"), arrest.person, role="supervisor")
    viewer = office.viewer()
    assert [row.pk for row in queries.arrests(viewer=viewer)] == [arrest.pk]
    office.do(custody.Release(way="recognizance", to="12 Oak Street"), arrest.stay)
    assert list(queries.arrests(viewer=viewer)) == []
    assert queries.arrests_of(arrest.person_id, viewer=viewer) == []


def test_custody_begins_where_people_are_held(service: Service) -> None:
    desk = service.place("agency", "HQ", "Headquarters")
    with pytest.raises(GuardRefused, match="People are held at"):
        Office(service, desk).do(arresting())
