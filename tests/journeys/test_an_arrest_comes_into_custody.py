"""A lead from a school's records becomes a warrant, an arrest at an address, custody, and a Notice to Appear."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from limen.core.access.gate import SYSTEM
from limen.core.clocks.models import RunningClock
from limen.core.custody import acts as custody
from limen.core.custody.models import Stay
from limen.core.documents.models import Paper
from limen.core.referrals.models import Referral
from limen.kernel import GuardRefused, perform
from limen.offices.investigations import acts as investigations
from limen.offices.investigations.models import Arrest, Lead
from limen.offices.investigations.tests.scenes import Office
from limen.offices.removal import acts as removal
from limen.offices.removal.models import Case, Protection, Takeover
from limen.offices.removal.tests.case_scenes import serving
from tests.factories import Service
from tests.journeys.owned import all_is_owned_and_proved, live

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 9, 15, tzinfo=UTC)


@dataclass
class Story:
    """The office of investigations, the facility that takes people over, and the hour the story has come to."""

    office: Office
    clock: Any

    @property
    def service(self) -> Service:
        return self.office.service

    @property
    def facility(self) -> Any:
        return self.service.place("facility", "ORCNY", "Orange County", zone="America/New_York")

    def removal(self, act: Any, on: Any = None, role: str = "deportation_officer") -> Any:
        """Do an act at the facility; the record is read afresh first."""
        if on is not None:
            on.refresh_from_db()
        return self.service.act(act, on, at=self.facility, role=role)

    def later(self, **how: int) -> None:
        self.clock.shift(timedelta(**how))


@pytest.fixture
def story(service: Service) -> Iterator[Story]:
    with time_machine.travel(MONDAY, tick=False) as clock:
        yield Story(Office(service), clock)


def test_a_lead_an_arrest_under_a_warrant_custody_and_a_notice_to_appear(story: Story) -> None:
    person = story.service.person(surname="Halden", given_names="Jon", birth="2001-04-09", sex="M")
    lead = a_lead_comes_from_the_schools_records_and_an_agent_works_it(story, person)
    warrant = a_supervisor_issues_a_warrant(story, lead)
    arrest = he_is_arrested_at_his_address_and_is_in_custody_from_that_hour(story, person, lead, warrant)
    he_is_told_what_is_owed_to_him_and_booked_in(story, arrest)
    removal_has_him_brought_over_and_books_him_in(story, person)
    case = he_is_charged_by_a_notice_to_appear(story, person)
    both_records_are_closed(story, lead, arrest)
    assert case.state == "in_proceedings"
    all_is_owned_and_proved()


def a_lead_comes_from_the_schools_records_and_an_agent_works_it(story: Story, person: Any) -> Lead:
    terminated = investigations.Fact(what="Terminated", says="Failure to enrol", at=MONDAY - timedelta(days=3))
    lead = story.office.sent(
        kind="compliance",
        about=person.pk,
        subject_record="people.person",
        subject=person.pk,
        attached=[terminated],
        source_grade="B",
        information_grade="2",
    )
    story.later(hours=20)
    lead = story.office.do(investigations.TakeLead(), lead)
    story.office.do(investigations.NoteLead(says="Works nights at a warehouse; lives at 41 Elm Street."), lead)
    triage = RunningClock.objects.get(subject=lead.pk, key="investigations.triage")
    assert triage.state == "satisfied"
    return lead


def a_supervisor_issues_a_warrant(story: Story, lead: Lead) -> Paper:
    paper = story.office.warrant(lead)
    assert (paper.form, paper.state, paper.person_id) == ("i200", "made", lead.about_id)
    return paper


def he_is_arrested_at_his_address_and_is_in_custody_from_that_hour(
    story: Story, person: Any, lead: Lead, warrant: Paper
) -> Arrest:
    story.later(hours=17)
    at = story.office.do(investigations.NoteLead(says="Seen going in at six."), lead).notes.last().at
    story.later(minutes=30)
    arrest = story.office.arrest(
        person=person.pk,
        lead=lead.pk,
        under="warrant",
        warrant=warrant.pk,
        at=at + timedelta(minutes=10),
        entry="consent",
        entry_by="The tenant of the flat, R. Sole",
    )
    stay = Stay.objects.get(person=person)
    assert (stay.state, stay.authority, stay.began_at) == ("in_transit", "arrest.warrant", arrest.at)
    assert "custody.transit" in live(person)
    assert Referral.objects.get(person=person).reason == "administrative_arrest"
    warrant.refresh_from_db()
    assert warrant.state == "served"
    return arrest


def he_is_told_what_is_owed_to_him_and_booked_in(story: Story, arrest: Arrest) -> None:
    story.office.do(investigations.AdviseArrested(told=["identified", "reason"], language="en"), arrest)
    story.office.do(investigations.WriteArrest(checks="No record of an arrest."), arrest)
    story.later(minutes=50)
    stay = story.office.do(custody.BookIn(cell="1"), arrest.stay)
    story.office.do(custody.AdviseConsular(wants=False, language="en"), stay)
    assert "custody.hold_room" in live(stay.person)
    assert Paper.objects.filter(form="i213", about=arrest.pk).exists()


def removal_has_him_brought_over_and_books_him_in(story: Story, person: Any) -> None:
    story.later(hours=2)
    referral = Referral.objects.get(person=person)
    story.removal(removal.FetchCustody(referral=referral.pk, why="The hold room is for hours, not for nights"))
    story.later(hours=2)
    story.removal(removal.ReceiveCustody(cell="C4"), Takeover.objects.get(person=person))
    stay = Stay.objects.get(person=person)
    assert (stay.state, stay.place_id) == ("held", story.facility.pk)
    referral.refresh_from_db()
    assert referral.state == "completed"
    story.removal(custody.RecordCare(kind="medical_screened"), stay, "detention_officer")
    story.removal(custody.Classify(level="low", says="No history at all"), stay, "detention_officer")
    assert "custody.hold_room" not in live(person)


def he_is_charged_by_a_notice_to_appear(story: Story, person: Any) -> Case:
    story.later(hours=3)
    case = story.removal(removal.OpenCase(person=person.pk, court="New York, Varick Street"))
    story.removal(removal.AddCharge(charge="280"), case)
    charged: Case = story.removal(serving(hearing_at=MONDAY + timedelta(days=24)), case)
    return charged


def both_records_are_closed(story: Story, lead: Lead, arrest: Arrest) -> None:
    arrest.refresh_from_db()
    assert (arrest.state, arrest.processed_how) == ("processed", "charged")
    story.office.do(investigations.CloseArrest(why="In proceedings; removal has him."), arrest)
    lead = story.office.do(investigations.CloseLead(outcome="arrested", says="Arrested at 41 Elm Street."), lead)
    assert lead.state == "closed"
    assert not RunningClock.objects.filter(subject=lead.pk, state="running").exists()


def test_a_citizen_who_was_arrested_goes_free_and_is_not_arrested_again(story: Story) -> None:
    arrest = story.office.arrest(citizenship="claimed", citizenship_says="Born in Ohio, he says.")
    claim = Protection.objects.get(person=arrest.person_id)
    found = "The certificate of birth is on file in Ohio; photograph and scars agree."
    for act in (removal.LookAtCitizenship(found=found), removal.UpholdCitizenship(memorandum=found)):
        claim.refresh_from_db()
        story.service.act(act, claim, at=story.office.place, role="supervisor", purpose="removal")
    arrest.refresh_from_db()
    assert (arrest.state, arrest.processed_how) == ("processed", "released")
    assert not Referral.objects.filter(person=arrest.person_id, reason="administrative_arrest", state="sent").exists()
    with pytest.raises(GuardRefused, match="Citizen of the United States"):
        story.office.arrest(person=arrest.person_id)
    lead = story.office.taken(about=arrest.person_id)
    with pytest.raises(GuardRefused, match="Citizen of the United States"):
        story.office.warrant(lead)
    all_is_owned_and_proved()


def test_a_lead_that_is_taken_back_while_somebody_is_held_on_it_calls_a_supervisor(story: Story) -> None:
    """A supervisor is called to look; the lead by itself lets nobody go, and nobody is arrested on it from then on."""
    person = story.service.person()
    lead = story.office.sent(about=person.pk, kind="compliance", subject_record="people.person", subject=person.pk)
    arrest = story.office.arrest(person=person.pk, lead=lead.pk)
    act = investigations.WithdrawLead(why="She had registered in time.", corrected_by="The school's official")
    perform(act, on=lead, by=SYSTEM, at=story.office.place, purpose="administration")
    arrest.refresh_from_db()
    assert (arrest.state, Stay.objects.get(person=person).state) == ("made", "in_transit")
    called = Referral.objects.get(reason="lead_withdrawn")
    assert (called.to_office, called.to_place_id, called.subject) == (
        "investigations",
        story.office.place.pk,
        arrest.pk,
    )
    story.office.do(custody.Release(way="recognizance", to="12 Oak Street"), arrest.stay)
    with pytest.raises(GuardRefused, match="withdrawn"):
        story.office.arrest(person=person.pk, lead=lead.pk)
