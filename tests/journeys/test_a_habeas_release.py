"""A person held long past the order asks, is refused, and a court orders release: the door opens the same hour."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from limen.core.clocks.models import RunningClock
from limen.core.custody.acts import ChangeBasis
from limen.core.custody.models import Stay
from limen.core.ledger import verify
from limen.core.ledger.models import Entry
from limen.kernel import GuardRefused
from limen.offices.removal import acts
from limen.offices.removal.models import Review
from limen.offices.removal.tests import case_scenes
from limen.offices.removal.tests.custody_scenes import HOME, Field, due, in_days, supervision
from limen.offices.removal.upkeep import decisions as custody_upkeep
from tests.factories import Service, setup
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
FINAL = datetime(2026, 11, 25, 17, tzinfo=UTC)
COURT = "W.D. Texas"


def at(days: int) -> Any:
    return time_machine.travel(FINAL + timedelta(days=days), tick=True)


def test_a_habeas_release(service: Service, client: Client) -> None:
    with at(0):
        field = Field(service)
        stay = the_order_is_final_and_the_removal_period_begins(field)
    with at(65):
        he_is_told_of_the_review_in_good_time(field, stay)
    with at(85):
        detention_goes_on_and_is_held_beyond_the_period(field, stay)
    with at(200):
        six_months_are_over_and_he_asks(field, stay)
    with at(210):
        petition = he_asks_a_court_which_orders_cause_shown(field, stay)
    with at(212):
        the_service_answers_and_may_not_remove_him_meanwhile(field, petition)
    with at(230):
        the_court_orders_release_and_the_door_opens(field, stay, petition)
        he_reports_under_an_order_of_supervision(field, stay)
        the_officer_sees_it_all_on_one_page(field, stay, client)
    assert verify.verify("local").holds


def the_order_is_final_and_the_removal_period_begins(field: Field) -> Stay:
    person = field.service.person(surname="Kebede", given_names="Tesfaye", birth="1981-05-04", sex="M")
    stay = field.held("detain.proceedings", person)
    case_scenes.final(field.service, person)
    field.do(ChangeBasis(under="detain.order", why="The order is final"), stay)
    assert {"removal.period", "removal.review_90", "removal.review_notice", "removal.six_months"} <= due(person)
    return stay


def he_is_told_of_the_review_in_good_time(field: Field, stay: Stay) -> None:
    for act, record in list(custody_upkeep.due(timezone.now())):
        setup(act, record)
    review = Review.objects.get(stay=stay)
    field.do(acts.NotifyReview(how="in person", language="am"), review)
    field.do(acts.PlanRelease(sponsor="Hanna Kebede", relation="Sister", address=HOME, checked=True), review)
    assert "removal.review_notice" not in due(stay.person)


def detention_goes_on_and_is_held_beyond_the_period(field: Field, stay: Stay) -> None:
    why = "A travel document is promised within the month."
    field.do(acts.ContinueDetention(why=why), Review.objects.get(stay=stay), role="supervisor")
    stay.refresh_from_db()
    assert stay.authority == "detain.beyond"
    assert "removal.review_180" in due(stay.person)


def six_months_are_over_and_he_asks(field: Field, stay: Stay) -> None:
    half_year = RunningClock.objects.get(person=stay.person, key="removal.six_months")
    assert half_year.due_at < timezone.now()
    asked = acts.OpenReview(stay=stay.pk, kind="likelihood", asked="My country has answered nobody in six years.")
    review = field.do(asked)
    field.do(acts.AcknowledgeReview(), review)
    answer = acts.ContinueDetention(why="The consulate was asked again last week.")
    assert field.do(answer, review, role="supervisor").state == "continued"


def he_asks_a_court_which_orders_cause_shown(field: Field, stay: Stay) -> Any:
    act = acts.FileHabeas(stay=stay.pk, court=COURT, number="5:27-cv-88", filed_on=in_days(-1), counsel="A. Lind")
    petition = field.do(act)
    petition = field.do(acts.OrderToShowCause(judge="J. Reyes"), petition)
    assert "custody.habeas_return" in due(stay.person)
    return petition


def the_service_answers_and_may_not_remove_him_meanwhile(field: Field, petition: Any) -> None:
    field.do(acts.FileReturn(), petition)
    assert "custody.habeas_return" not in due(petition.person)
    field.do(acts.StayRemoval(says="Not to be removed while the court decides."), petition)
    assert "removal.period" not in due(petition.person)


def the_court_orders_release_and_the_door_opens(field: Field, stay: Stay, petition: Any) -> None:
    says = "Removal is not reasonably foreseeable. The respondent is to be released today."
    granted = field.do(acts.ReleaseByCourt(judge="J. Reyes", says=says), petition)
    stay.refresh_from_db()
    assert (granted.state, stay.state, stay.way) == ("granted", "released", "court")
    assert stay.ended_at == granted.decided_at
    assert COURT in stay.left_to
    assert not {key for key in due(stay.person) if key.startswith(("custody.", "removal.review"))} - {
        "custody.release_terms"
    }
    with pytest.raises(GuardRefused, match="not held any more"):
        field.do(acts.OpenReview(stay=stay.pk, kind="yearly"))


def he_reports_under_an_order_of_supervision(field: Field, stay: Stay) -> None:
    made = field.do(supervision(field, stay.person, ordered_on=date(2026, 11, 25)))
    assert made.stay_id is None
    assert "removal.check_in" in due(stay.person)


def the_officer_sees_it_all_on_one_page(field: Field, stay: Stay, client: Client) -> None:
    signed_in(client, field.officer(), field.facility, "custody")
    text = client.get(f"/custody/{stay.pk}/").content.decode()
    assert "5:27-cv-88" in text
    assert "Whether removal is likely" in text
    read = Entry.objects.filter(act="removal.decisions_of_stay", kind="read").last()
    assert read is not None
    assert read.purpose == "custody"
