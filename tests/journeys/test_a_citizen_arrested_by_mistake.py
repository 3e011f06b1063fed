"""A citizen is taken over from a county jail on somebody else's record: the claim stops everything, the door opens."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from limen.core.clocks.models import RunningClock
from limen.core.custody.acts import Release
from limen.core.custody.models import OPEN, Stay
from limen.core.ledger import verify
from limen.core.referrals.acts import SendReferral
from limen.kernel import GuardRefused
from limen.offices.removal import acts
from limen.offices.removal.models import Detainer, Protection
from limen.offices.removal.tests.custody_scenes import HOME, Field, due
from tests.factories import Service

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 11, 25, 3, tzinfo=UTC)
JAIL = "Bexar County Jail"


def test_a_citizen_arrested_by_mistake(service: Service) -> None:
    with time_machine.travel(NIGHT, tick=True) as clock:
        field = Field(service)
        person = service.person(surname="Garza", given_names="Luis", birth="1990-03-14", sex="M", nationality="MEX")
        detainer = a_match_of_fingerprints_makes_a_detainer(field, person)
        clock.shift(timedelta(hours=9))
        stay = the_jail_lets_him_go_and_he_is_taken_over(field, detainer)
        clock.shift(timedelta(minutes=20))
        claim = he_says_he_was_born_in_san_antonio(field, stay)
        clock.shift(timedelta(minutes=25))
        a_supervisor_looks_within_the_hour_and_he_walks_out(field, stay, claim)
        clock.shift(timedelta(days=30))
        the_same_mistake_is_not_made_again(field, person)
    assert verify.verify("local").holds


def a_match_of_fingerprints_makes_a_detainer(field: Field, person: Any) -> Detainer:
    act = acts.IssueDetainer(
        person=person.pk,
        agency=JAIL,
        county="Bexar, Texas",
        causes=["biometrics"],
        contact="210 555 0199",
        release_expected=timezone.now() + timedelta(hours=9),
    )
    detainer: Detainer = field.do(act)
    acknowledged: Detainer = field.do(acts.AcknowledgeDetainer(says="Will hold"), detainer)
    return acknowledged


def the_jail_lets_him_go_and_he_is_taken_over(field: Field, detainer: Detainer) -> Stay:
    field.do(acts.OtherCustodyEnds(), detainer)
    assert "custody.detainer" in due(detainer.person)
    field.do(acts.ExecuteDetainer(cell="B2"), detainer)
    stay = Stay.objects.get(person=detainer.person)
    assert (stay.state, stay.authority) == ("held", "arrest.warrant")
    return stay


def he_says_he_was_born_in_san_antonio(field: Field, stay: Stay) -> Protection:
    act = acts.ClaimCitizenship(person=stay.person_id, reason="Born in San Antonio; the sister has the certificate.")
    claim: Protection = field.do(act, role="detention_officer")
    assert {"removal.citizenship_first_look", "removal.citizenship"} <= due(stay.person)
    determination = acts.Determine(
        stay=stay.pk, under="detain.proceedings", decision="hold", flight="Found with no document"
    )
    with pytest.raises(GuardRefused, match="citizenship"):
        field.do(determination)
    return claim


def a_supervisor_looks_within_the_hour_and_he_walks_out(field: Field, stay: Stay, claim: Protection) -> None:
    found = "The certificate of birth is on file with Bexar County; photograph and scars agree."
    claim = field.do(acts.LookAtCitizenship(found=found), claim, role="supervisor")
    look = RunningClock.objects.get(person=stay.person, key="removal.citizenship_first_look")
    assert (look.state, look.ended_at is not None and look.ended_at < look.due_at) == ("satisfied", True)
    claim = field.do(acts.UpholdCitizenship(memorandum=found), claim, role="supervisor")
    assert (claim.kind, claim.state) == ("citizen", "granted")
    stay.refresh_from_db()
    if stay.state in OPEN:
        field.do(Release(way="citizen", to=HOME), stay, role="supervisor")
    stay.refresh_from_db()
    assert (stay.state, stay.way, stay.ended_at is not None) == ("released", "citizen", True)
    assert not {key for key in due(stay.person) if key.startswith(("custody.", "removal.", "patrol."))}


def the_same_mistake_is_not_made_again(field: Field, person: Any) -> None:
    again = acts.IssueDetainer(
        person=person.pk, agency=JAIL, causes=["biometrics"], contact="210 555 0199", booking_number="B-2"
    )
    with pytest.raises(GuardRefused, match="Citizen of the United States"):
        field.do(again)
    sent = SendReferral(
        to_office="removal",
        subject_record="people.person",
        subject=person.pk,
        person=person.pk,
        reason="handed_over",
        due_in_minutes=60,
    )
    referral = field.do(sent, role="agent")
    with pytest.raises(GuardRefused, match="Citizen of the United States"):
        field.do(acts.AcceptCustody(referral=referral.pk))
    assert not Stay.objects.filter(person=person, state__in=OPEN).exists()
