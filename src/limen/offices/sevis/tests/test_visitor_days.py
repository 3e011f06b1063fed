"""The days a sponsor has: until a programme ends, after it has lapsed, and once another sponsor released somebody."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from limen.core.access.acts import OpenAccount
from limen.core.access.gate import Viewer
from limen.core.clocks.models import RunningClock
from limen.kernel import perform
from limen.offices.sevis import acts as organisations
from limen.offices.sevis.acts import visitors as acts
from limen.offices.sevis.digesting import due_lines, message
from limen.offices.sevis.models import Official
from limen.offices.sevis.queries.visitor_work import visitor_work
from limen.offices.sevis.tests.visitor_scenes import LABORATORY, Programme, programme
from limen.offices.sevis.upkeep import visitors as upkeep
from tests.factories import open_service, setup
from tests.signing_in import signed_in

WHY = "The experiment is not complete."
ENDING = "sevis.visitor_ending"


@pytest.fixture
def at(db: None, morning: Any) -> Programme:
    """Make a sponsor with its responsible officer."""
    return programme(open_service())


def on(day: str) -> Any:
    return time_machine.travel(f"{day}T15:00:00+00:00", tick=False)


def swept(at: Programme, day: str) -> None:
    with on(day):
        for act, record in list(upkeep.due(datetime.now(UTC))):
            at.time(act, record)


def due(at: Programme) -> list[date]:
    """Return by when the end of a programme is to be dealt with, in the sponsor's zone."""
    rows = RunningClock.objects.filter(key=ENDING, closed_at=None).order_by("due_at", "pk")
    return [row.due_at.astimezone(at.sponsor.place.zone).date() for row in rows]


def desk(at: Programme, day: date) -> Viewer:
    return Viewer(at.officer, at.sponsor.place, "sevis", day)


def test_the_end_is_dealt_with_by_the_end_however_short_the_programme(at: Programme) -> None:
    at.active(category="09", starts=date(2026, 8, 31), ends=date(2026, 10, 15))
    swept(at, "2026-09-02")
    assert due(at) == [date(2026, 10, 15)]


def test_a_programme_that_is_shortened_ends_on_its_new_day(at: Programme) -> None:
    visitor = at.active(starts=date(2026, 8, 31), ends=date(2026, 11, 20))
    swept(at, "2026-09-01")
    assert due(at) == [date(2026, 11, 20)]
    at.do(acts.ShortenVisitor(new_end=date(2026, 10, 2), reason="POCE", remarks="Done sooner"), visitor)
    swept(at, "2026-09-03")
    assert due(at) == [date(2026, 10, 2)]
    visitor.refresh_from_db()
    at.do(acts.AmendProgram(starts=visitor.starts, ends=date(2026, 10, 30)), visitor)
    swept(at, "2026-09-04")
    assert due(at) == [date(2026, 10, 30)]


def test_what_lapsed_is_work_after_the_programme_has_ended(at: Programme) -> None:
    visitor = at.active(starts=date(2026, 8, 31), ends=date(2026, 10, 15))
    swept(at, "2026-10-17")
    with on("2026-10-19"):
        said = acts.RecordInfraction(kind="extend_late", since=date(2026, 10, 16), remarks="The form was forgotten")
        outcome = at.outcome(said, visitor)
        assert outcome.told["warnings"] == ["A minor infraction: the sponsor corrects it. (22 CFR 62.45)"]
    assert [(item.kind, item.due) for item in visitor_work(viewer=desk(at, date(2026, 10, 19)))] == [
        ("infraction", date(2027, 2, 13))
    ]


def test_who_is_released_is_taken_up_and_nothing_else_is_offered(at: Programme) -> None:
    other = programme(at.service, "P-1-00003")
    visitor = at.do(acts.VisitorTransferOut(sponsor=other.sponsor.pk, effective_on=date(2026, 8, 31)), at.active())
    (item,) = visitor_work(viewer=desk(other, date(2026, 8, 31)))
    assert (item.kind, item.due, item.act) == ("transfer", visitor.ends, "sevis.accept_visitor_transfer")
    client = signed_in(Client(), other.officer, other.sponsor.place, "sevis")
    shown = client.get(reverse("sevis:visitor", args=[visitor.pk])).content.decode()
    assert reverse("act", args=["sevis.accept_visitor_transfer", visitor.pk]) in shown
    for key in ("extend_visitor", "update_biographical", "terminate_visitor", "endorse_visitor_travel"):
        assert reverse("act", args=[f"sevis.{key}", visitor.pk]) not in shown
    taken = other.do(acts.VisitorTransferIn(ends=visitor.ends, site=LABORATORY), visitor)
    assert taken.sponsor == other.sponsor


def test_an_alternate_officer_is_sent_what_is_due_for_visitors_and_not_the_sponsors_own(at: Programme) -> None:
    visitor = at.initial(starts=date(2026, 8, 31))
    account = setup(OpenAccount(username="aro", full_name="Ada Roe", email="aro@example.org", kind="partner"))
    by = at.service.officer("sevp_adjudicator", place=at.service.agency)
    named = organisations.NameOfficial(account=account.pk, role="alternate_responsible_officer", sponsor=at.sponsor.pk)
    alternate = perform(named, by=by, at=at.service.agency, purpose="sevis").record
    near = datetime(2026, 9, 25, 15, tzinfo=UTC)
    lines = due_lines(alternate, near)
    assert [(line.title.partition(",")[0], visitor.sevis_id in line.whom) for line in lines] == [
        ("Exchange visitor validated", True)
    ]
    subject, _text = message(alternate, lines, date(2026, 9, 25))
    assert "1 deadline, 0 past" in subject
    ahead = datetime(2027, 8, 25, 15, tzinfo=UTC)
    principal = Official.objects.get(account=at.officer)
    assert "Annual report of a sponsor" in {line.title for line in due_lines(principal, ahead)}
    assert "Annual report of a sponsor" not in {line.title for line in due_lines(alternate, ahead)}
