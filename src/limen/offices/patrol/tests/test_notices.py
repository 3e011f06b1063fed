"""The notice of a seizure is put off once by headquarters, then only by a court; the deadline moves with it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from limen.core.clocks.models import RunningClock
from limen.kernel import GuardRefused
from limen.offices.patrol import acts
from limen.offices.patrol.models import Seizure
from limen.offices.patrol.tests.scenes_field import NOON, does, seized
from tests.factories import Service

pytestmark = pytest.mark.django_db
PUT_OFF = acts.PutOffNotice(reason="flight", says="Two of the group are still sought.", who="A. Chief, Forfeiture")


def court(number: str = "26-mc-4") -> acts.CourtPutsOffNotice:
    return acts.CourtPutsOffNotice(reason="inquiry", says="A wiretap is running.", court="D. Ariz.", number=number)


def running(record: Seizure) -> RunningClock:
    return RunningClock.objects.get(subject=record.pk, key__startswith="patrol.seizure_notice", state="running")


def test_headquarters_puts_the_notice_off_once_and_a_court_as_often_as_it_must(service: Service) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        record = seized(service)
        first = running(record).due_at
        clock.shift(timedelta(days=40))
        record = does(service, PUT_OFF, record, role="supervisor").record
        second = running(record)
        assert (second.key, second.due_at) == ("patrol.seizure_notice_extended", first + timedelta(days=30))
        with pytest.raises(GuardRefused, match="only a court"):
            does(service, PUT_OFF, record, role="supervisor")
        record = does(service, court(), record, role="supervisor").record
        record = does(service, court("26-mc-9"), record, role="supervisor").record
        last = running(record)
        assert (last.key, last.due_at.date()) == ("patrol.seizure_notice_court", first.date() + timedelta(days=150))
        assert [row["by"] for row in record.put_off] == ["headquarters", "court", "court"]
        does(service, acts.NotifyOwner(how="Registered mail"), record, role="supervisor")
        assert not RunningClock.objects.filter(
            subject=record.pk, key__startswith="patrol.seizure_notice", state="running"
        ).exists()


def test_what_is_over_or_sent_is_not_put_off(service: Service) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        late, sent = seized(service), seized(service)
        does(service, acts.NotifyOwner(how="Registered mail"), sent, role="supervisor")
        with pytest.raises(GuardRefused, match="No notice"):
            does(service, PUT_OFF, sent, role="supervisor")
        clock.shift(timedelta(days=61))
        with pytest.raises(GuardRefused, match="over"):
            does(service, PUT_OFF, late, role="supervisor")
