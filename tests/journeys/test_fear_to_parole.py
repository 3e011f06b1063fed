"""A claim of fear at the counter: heard, found credible, and the person paroled to a cousin's house."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from limen.core.access import acts as access
from limen.core.custody import acts as custody
from limen.core.custody.models import Stay
from limen.core.referrals.models import Referral
from limen.offices.inspections import acts as inspections
from limen.offices.inspections.tests import scenes
from limen.offices.removal import acts
from limen.offices.removal.models import Determination, Protection
from tests.architecture.making import NOON, Made
from tests.factories import Service, setup
from tests.journeys.owned import all_is_owned_and_proved, live

pytestmark = pytest.mark.django_db


def test_from_the_counter_to_the_cousins_house(service: Service) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        stay = she_says_at_the_counter_that_she_would_be_killed(service)
        facility = service.place("facility", "ELZ", "Elizabeth", "America/New_York")
        clock.shift(timedelta(hours=6))
        stay = detention_and_removal_takes_her_over(service, stay, facility)
        claim = her_claim_is_referred(service, stay, facility)
        clock.shift(timedelta(days=3))
        an_asylum_officer_hears_her_and_finds_it_credible(service, claim, facility)
        she_is_paroled(service, stay, facility)
    all_is_owned_and_proved()


def she_says_at_the_counter_that_she_would_be_killed(service: Service) -> Stay:
    made = Made(service)
    inspection = made.secondary(asked=True)
    inspection = scenes.ask_about_fear(service, inspection, fear=True)
    done = service.do(inspections.ReferCredibleFear(), inspection, role="secondary_officer")
    stay = Stay.objects.get()
    assert (stay.person_id, stay.state, stay.authority) == (done.person_id, "held", "detain.arriving")
    assert {"custody.cbp_hold", "fear.referral", "patrol.meal"} <= live(stay.person)
    return stay


def detention_and_removal_takes_her_over(service: Service, stay: Stay, facility: Any) -> Stay:
    referral = Referral.objects.get(to_office="removal")
    service.act(
        acts.FetchCustody(referral=referral.pk, why="Held for the interview"),
        at=facility,
        role="deportation_officer",
    )
    stay.refresh_from_db()
    assert (stay.state, stay.place_id) == ("in_transit", facility.pk)
    taken = stay.takeovers.get()
    service.act(acts.ReceiveCustody(), taken, at=facility, role="deportation_officer")
    stay.refresh_from_db()
    assert stay.state == "held"
    assert "custody.cbp_hold" not in live(stay.person)
    return stay


def her_claim_is_referred(service: Service, stay: Stay, facility: Any) -> Protection:
    officer = service.officer("deportation_officer", "deportation_officer_at_large", service.agency)
    know = access.Clear(compartment="asylum", reason="Handles these", valid_from=NOON.date(), valid_to=date(2027, 1, 1))
    setup(know, officer)
    claim = Protection.objects.get(person=stay.person_id)
    assert (claim.kind, claim.state) == ("fear_pending", "pending")
    service.act(acts.ReferFear(to="Newark Asylum Office"), claim, at=facility, role="deportation_officer")
    assert "fear.referral" not in live(stay.person)
    return claim


def an_asylum_officer_hears_her_and_finds_it_credible(service: Service, claim: Protection, facility: Any) -> None:
    heard = acts.RecordInterview(held_on=NOON.date() + timedelta(days=3), officer="A. Ferris")
    service.act(heard, claim, at=facility, role="deportation_officer")
    claim.refresh_from_db()
    service.act(acts.FindFear(note="Consistent and detailed"), claim, at=facility, role="deportation_officer")
    claim.refresh_from_db()
    assert claim.state == "pending"


def she_is_paroled(service: Service, stay: Stay, facility: Any) -> None:
    why = "Seeks asylum, found credible; a cousin gives a home and she has kept every rule."
    act = acts.Determine(stay=stay.pk, under="detain.arriving", decision="hold")
    service.act(act, at=facility, role="deportation_officer")
    paroled = acts.ParoleFromCustody(ground="interest", until=date(2027, 11, 20), to="12 Elm Street, Newark", why=why)
    service.act(paroled, Determination.objects.get(), at=facility, role="deportation_officer")
    stay.refresh_from_db()
    assert (stay.state, stay.way) == ("released", "parole")
    service.act(custody.RecordCare(kind="court_told"), stay, at=facility, role="detention_officer")
    left = live(stay.person)
    assert not {key for key in left if key.startswith(("patrol.", "custody.medical", "custody.class"))}, left
