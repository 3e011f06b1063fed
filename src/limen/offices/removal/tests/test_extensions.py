"""The time to leave voluntarily is extended by the service, never past what the law allows from the grant."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine

from limen.core.documents.models import Paper
from limen.kernel import BadInput, GuardRefused, NotPermitted
from limen.offices.removal import acts
from limen.offices.removal.tests.case_scenes import NOON, OFFICER, SUPERVISOR, do, leaving, served
from tests.factories import Service

pytestmark = pytest.mark.django_db
TODAY = NOON.date()
WHY = "The passport comes next month."


def extend(until: date) -> acts.ExtendDeparture:
    return acts.ExtendDeparture(until=until, why=WHY)


def test_sixty_days_from_the_grant_are_the_most_however_often_it_is_extended(service: Service) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        case = leaving(service, until=TODAY + timedelta(days=30))
        clock.shift(timedelta(days=20))
        case = do(service, extend(TODAY + timedelta(days=45)), case, SUPERVISOR)
        case = do(service, extend(TODAY + timedelta(days=60)), case, SUPERVISOR)
        assert case.departure_until == TODAY + timedelta(days=60)
        with pytest.raises(BadInput, match="at the latest"):
            do(service, extend(TODAY + timedelta(days=61)), case, SUPERVISOR)
        told = {paper.data["depart_by"] for paper in Paper.objects.filter(form="i210")}
        assert told == {(TODAY + timedelta(days=days)).isoformat() for days in (45, 60)}


def test_a_hundred_and_twenty_days_are_the_most_where_it_was_granted_before_the_end(service: Service) -> None:
    with time_machine.travel(NOON, tick=False):
        grant = acts.GrantDepartureBefore(waived=True, country="UTO", until=TODAY + timedelta(days=60))
        case = do(service, grant, served(service))
        with pytest.raises(BadInput, match="at the latest"):
            do(service, extend(TODAY + timedelta(days=121)), case, SUPERVISOR)
        case = do(service, extend(TODAY + timedelta(days=120)), case, SUPERVISOR)
        assert case.departure_until == TODAY + timedelta(days=120)


def test_nobody_extends_what_is_over_or_without_the_power_to(service: Service) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        case = leaving(service, until=TODAY + timedelta(days=10))
        with pytest.raises(NotPermitted):
            do(service, extend(TODAY + timedelta(days=20)), case, OFFICER)
        clock.shift(timedelta(days=11))
        with pytest.raises(GuardRefused, match="over"):
            do(service, extend(TODAY + timedelta(days=20)), case, SUPERVISOR)
