"""Transferred twice, reviewed at ninety days and at half a year, removed on a manifest, and barred from coming back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
import time_machine

from limen.config.upkeep import sweep
from limen.core.clocks.acts import ExplainBreach
from limen.core.clocks.models import RunningClock
from limen.core.custody import acts as custody
from limen.core.custody.models import Stay
from limen.core.documents.models import Paper
from limen.core.lookouts.models import Lookout
from limen.kernel import WrongState
from limen.offices.removal import acts
from limen.offices.removal.models import Case, Movement, ReturnBar, Review, Seat
from limen.offices.removal.tests import departure_scenes as scenes
from limen.offices.removal.tests.case_scenes import do, opened, serving
from tests.factories import Service
from tests.journeys.owned import all_is_owned_and_proved, live

pytestmark = pytest.mark.django_db
ARREST = datetime(2026, 2, 3, 15, tzinfo=UTC)
WHY = "The record shows it, as said at the interview."


@dataclass
class Story:
    """The service, and the hour the story has come to."""

    service: Service
    clock: Any

    def place(self, code: str, name: str) -> Any:
        """Return a facility."""
        return self.service.place("facility", code, name)

    def at(self, place: Any, act: Any, on: Any = None, role: str = "deportation_officer") -> Any:
        """Do an act at a facility; the record is read afresh first."""
        if on is not None:
            on.refresh_from_db()
        return self.service.act(act, on, at=place, role=role)

    def on(self, day: datetime) -> None:
        """Go to a day, and let the node do its upkeep."""
        self.clock.move_to(day)
        sweep()


@pytest.fixture
def story(service: Service) -> Iterator[Story]:
    with time_machine.travel(ARREST, tick=False) as clock:
        yield Story(service, clock)


def test_transferred_twice_reviewed_twice_and_removed(story: Story) -> None:
    stay = he_is_arrested_on_a_warrant_and_booked_in(story)
    case = he_is_ordered_removed_and_waives_appeal(story, stay)
    he_is_transferred_twice_and_no_hour_is_lost(story, stay)
    his_custody_is_reviewed_at_ninety_days(story, stay)
    headquarters_reviews_it_at_half_a_year(story, stay)
    seat = a_document_comes_and_he_is_put_on_the_manifest(story, case)
    he_leaves_and_the_port_says_so(story, seat)
    he_is_out_of_custody_barred_and_looked_out_for(story, stay, case)
    all_is_owned_and_proved()


def he_is_arrested_on_a_warrant_and_booked_in(story: Story) -> Stay:
    person = story.service.person(surname="Alder", given_names="Tomas", birth="1980-05-06")
    first = story.place("FIRST", "First Facility")
    stay = story.at(first, custody.TakeIntoCustody(person=person.pk, under="arrest.warrant"))
    stay = story.at(first, custody.BookIn(), stay)
    story.at(first, custody.RecordCare(kind="medical_screened"), stay)
    story.at(first, custody.RecordCare(kind="health_assessed"), stay)
    story.at(first, custody.AdviseConsular(wants=False, language="es"), stay)
    story.at(first, custody.Classify(level="low", says="No history at all"), stay)
    assert live(person) >= {"custody.reclassification"}
    return stay


def he_is_ordered_removed_and_waives_appeal(story: Story, stay: Stay) -> Case:
    case = opened(story.service, stay.person)
    case = do(story.service, serving(hearing_at=ARREST + timedelta(days=12)), case)
    story.on(datetime(2026, 2, 16, 15, tzinfo=UTC))
    case = do(story.service, acts.OrderRemoval(country="UTO"), case)
    case = do(story.service, acts.WaiveAppeal(knowing=True), case)
    stay.refresh_from_db()
    assert (case.state, stay.authority) == ("final", "detain.order")
    assert {"removal.period", "removal.review_90", "removal.six_months"} <= live(stay.person)
    return case


def he_is_transferred_twice_and_no_hour_is_lost(story: Story, stay: Stay) -> None:
    second, third = story.place("SECND", "Second Facility"), story.place("THIRD", "Third Facility")
    for number, (here, there) in enumerate(((stay.place, second), (second, third)), 1):
        story.on(datetime(2026, 2, 20 + number, 15, tzinfo=UTC))
        story.at(here, custody.Transfer(to_place=there.pk, why="Nearer to the airport", court="Varick Street"), stay)
        assert "custody.transit" in live(stay.person)
        story.clock.shift(timedelta(hours=5))
        story.at(there, custody.BookIn(cell="A1"), stay)
        story.at(there, custody.RecordCare(kind="court_told"), stay)
        story.at(there, custody.RecordCare(kind="counsel_told"), stay)
        story.at(there, custody.RecordCare(kind="medical_screened"), stay)
        story.at(there, custody.RecordCare(kind="health_assessed"), stay)
        story.at(there, custody.Classify(level="low", says="No history at all"), stay)
    assert Paper.objects.filter(form="i830").count() == 2
    rows = list(stay.stints.order_by("since", "id"))
    assert all(one.until == after.since for one, after in pairwise(rows))
    assert [row.kind for row in rows].count("transit") == 2


def reviewed(story: Story, stay: Stay, kind: str) -> Review:
    stay.refresh_from_db()
    held = Review.objects.filter(stay=stay, kind=kind, state="opened").first()
    return held or story.at(stay.place, acts.OpenReview(stay=stay.pk, kind=kind))


def his_custody_is_reviewed_at_ninety_days(story: Story, stay: Stay) -> None:
    story.on(datetime(2026, 4, 10, 15, tzinfo=UTC))
    review = reviewed(story, stay, "ninety")
    story.at(stay.place, acts.NotifyReview(how="in person", language="es"), review)
    assert Paper.objects.get(form="custody_review_notice").data["review_on"] == review.due_on.isoformat()
    story.on(datetime(2026, 5, 12, 15, tzinfo=UTC))
    story.at(stay.place, custody.Classify(level="low", says="Has kept every rule"), stay)
    story.at(stay.place, acts.ContinueDetention(why="The document is expected within the month."), review, "supervisor")
    stay.refresh_from_db()
    assert stay.authority == "detain.beyond"
    assert "removal.review_180" in live(stay.person)
    assert "removal.review_90" not in live(stay.person)


def headquarters_reviews_it_at_half_a_year(story: Story, stay: Stay) -> None:
    story.on(datetime(2026, 7, 20, 15, tzinfo=UTC))
    review = reviewed(story, stay, "one_eighty")
    story.at(stay.place, acts.NotifyReview(how="in person", language="es"), review)
    story.at(stay.place, acts.InterviewForReview(says="He has kept every rule."), review)
    story.on(datetime(2026, 8, 5, 15, tzinfo=UTC))
    story.at(stay.place, acts.ContinueDetention(why="The document was issued yesterday."), review, "supervisor")
    assert "removal.review_yearly" in live(stay.person)


def a_document_comes_and_he_is_put_on_the_manifest(story: Story, case: Case) -> Seat:
    service = story.service
    today = datetime(2026, 8, 5, 15, tzinfo=UTC)
    asked = do(service, acts.RequestDocument(person=case.person_id, case=case.pk, country="UTO", consulate="New York"))
    receipt = acts.ReceiveDocument(number="T1", issued_on=today.date(), expires=today.date() + timedelta(days=60))
    do(service, receipt, asked)
    plan = scenes.planning(departs_at=today + timedelta(hours=3), arrives_at=today + timedelta(hours=9))
    movement = scenes.escorted(service, do(service, plan))
    seat = do(service, scenes.listing(movement, case, no_document_why=""))
    with pytest.raises(WrongState):
        do(service, acts.Embark(), seat)
    do(service, acts.ClearMedically(by="R. Nurse, RN"), seat)
    do(service, acts.OpenBoarding(), Movement.objects.get())
    return do(service, acts.Embark(print_reference="FP-77", print_by="D. Officer", photograph="PH-77"), seat)


def he_leaves_and_the_port_says_so(story: Story, seat: Seat) -> None:
    do(story.service, acts.Depart(), Movement.objects.get())
    assert "removal.departure_verified" in live(seat.person)
    story.clock.shift(timedelta(hours=10))
    do(story.service, acts.VerifyDeparture(how="port", by="P. Watch, at the gate"), Movement.objects.get())


def he_is_out_of_custody_barred_and_looked_out_for(story: Story, stay: Stay, case: Case) -> None:
    stay.refresh_from_db()
    case.refresh_from_db()
    assert (stay.state, case.state) == ("removed", "removed")
    assert not stay.stints.filter(until=None).exists()
    assert Paper.objects.filter(form="i205").exists()
    bar = ReturnBar.objects.get()
    assert (bar.person_id, bar.state) == (stay.person_id, "standing")
    assert Lookout.objects.filter(surname__iexact="Alder").exists()
    the_breach_of_the_removal_period_is_explained(story, stay)
    over = ("custody.", "patrol.", "removal.review", "removal.period")
    assert {key for key in live(stay.person) if key.startswith(over)} == set()


def the_breach_of_the_removal_period_is_explained(story: Story, stay: Stay) -> None:
    late = RunningClock.objects.get(person=stay.person, key="removal.period")
    assert late.state == "met_late"
    reason = ExplainBreach(reason="The consulate took until August to issue a document.")
    story.at(stay.place, reason, late, "supervisor")
