"""A research scholar comes, stays longer, goes home, and would come again too soon: the bar names its paragraph."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from limen.config.upkeep import sweep
from limen.core.clocks.models import RunningClock
from limen.core.documents.models import Paper
from limen.kernel import GuardRefused, opened
from limen.offices.sevis.acts import visitors as acts
from limen.offices.sevis.models import Visitor
from limen.offices.sevis.tests.scenes import SEVIS
from limen.offices.sevis.tests.visitor_scenes import HOME, LABORATORY, Programme, creating, programme
from tests.factories import open_service
from tests.journeys.owned import all_is_owned_and_proved
from tests.signing_in import signed_in

COMES, LEAVES = date(2026, 9, 1), date(2027, 8, 31)


def on(day: str) -> Any:
    return time_machine.travel(f"{day}T15:00:00+00:00", tick=False)


def again(scholar: Visitor, **changed: Any) -> acts.CreateVisitor:
    """Return the act by which another sponsor invites the same person."""
    said = {"starts": date(2028, 6, 1), "ends": date(2029, 5, 31), "earlier_sevis_id": scholar.sevis_id}
    act: acts.CreateVisitor = creating(**{**said, **changed})
    return act


def stands(at: Programme, scholar: Visitor) -> str:
    """Return the scholar's page as the responsible officer reads it."""
    client = signed_in(Client(), at.officer, at.sponsor.place, SEVIS)
    return client.get(f"/sevis/visitor/{scholar.pk}/").content.decode()


@pytest.mark.django_db
def test_a_research_scholar_may_not_come_again_for_two_years_and_a_short_term_scholar_may() -> None:
    with on("2026-06-01"):
        at = programme(open_service())
        other = programme(at.service, "P-1-00009")
        scholar = at.do(creating(starts=COMES, ends=LEAVES, print_form=True))
        assert Paper.objects.get(form="ds2019").data["begin"] == "2026-09-01"
        at.do(acts.RecordVisitorFee(paid_on=date(2026, 6, 1), receipt="R-1"), scholar)

    with on("2026-09-01"):
        sweep()
        assert RunningClock.objects.get(key="sevis.validate").state == "running"
    with on("2026-09-10"):
        at.do(acts.ValidateVisitor(us_address=HOME), scholar)
        assert RunningClock.objects.get(key="sevis.validate").state == "satisfied"
    with on("2026-10-05"):
        at.do(acts.AddSite(site=LABORATORY.model_copy(update={"name": "Fermilab"})), scholar)
        assert "Fermilab" in stands(at, scholar)

    with on("2027-06-02"):
        for sponsor in (at, other):
            renewed(sponsor)
        sweep()
        assert RunningClock.objects.get(key="sevis.visitor_ending").state == "running"
        at.do(acts.ExtendVisitor(new_end=date(2027, 12, 31)), scholar)
        assert RunningClock.objects.get(key="sevis.visitor_ending").state == "satisfied"
    with on("2028-01-01"):
        sweep()
        scholar.refresh_from_db()
        assert (scholar.state, scholar.grace_until) == ("inactive", date(2028, 1, 30))
        assert RunningClock.objects.get(key="sevis.depart_j").state == "running"
    with on("2028-01-20"):
        at.time(acts.NoteVisitorTravel(what="departed", on_day=date(2028, 1, 20)), scholar)
        assert RunningClock.objects.get(key="sevis.depart_j").state == "satisfied"
        assert "until 2029-12-30" in stands(at, scholar)

    with on("2028-04-03"):
        renewed(other)
        for category in ("08", "04"):
            with pytest.raises(GuardRefused) as refused:
                other.do(again(scholar, category=category))
            assert refused.value.citation == "22 CFR 62.20(i)(2)"
            assert "until 2029-12-30" in refused.value.message
        short = other.do(again(scholar, category="09", ends=date(2028, 11, 30)))
        assert (short.state, short.person_id) == ("initial", scholar.person_id)

    with on("2029-12-31"):
        renewed(other)
        free = other.do(again(scholar, starts=date(2030, 2, 1), ends=date(2031, 1, 31)))
        assert free.state == "initial"
        all_is_owned_and_proved()


def renewed(at: Programme) -> None:
    """Let the sponsor's designation go on: two years at a time."""
    at.sponsor.refresh_from_db()
    at.sponsor.designated_until = datetime.now(UTC).date().replace(year=datetime.now(UTC).year + 1)
    with opened("a test"):
        at.sponsor.save()
