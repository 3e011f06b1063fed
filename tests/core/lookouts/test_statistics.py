"""What lookouts cost and find is counted, and on whom they fall, without pointing at anyone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from limen.core.lookouts import acts, queries
from limen.core.people import acts as people
from limen.kernel import NotPermitted
from tests.factories import Service
from tests.factories_lookouts import lookout_on
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 25, 17, tzinfo=UTC)
TODAY = date(2026, 11, 25)
SINCE, UNTIL = datetime(2026, 11, 25, tzinfo=UTC), datetime(2026, 11, 26, 5, tzinfo=UTC)
WHY = "The photograph shows another man"


def hit(service: Service, lookout: Any, nationality: str, answer: Any, minutes: int) -> Any:
    """Record a hit on somebody new, decided after some minutes."""
    person = service.person(surname="Lindqvist", given_names="Karl", nationality=nationality)
    with time_machine.travel(NOON, tick=False) as clock:
        made = service.do(acts.RecordHit(lookout=lookout.pk, person=person.pk, reason="The name agrees"))
        clock.shift(timedelta(minutes=minutes))
        if answer is not None:
            service.do(answer(reason=WHY), on=made)
    return person


@pytest.fixture
def told(service: Service) -> Service:
    """Return a service in which seven hits were found on two lookouts, six of them on one nationality."""
    with time_machine.travel(NOON, tick=True):
        wanted = lookout_on(service, day=TODAY)
        inadmissible = lookout_on(service, day=TODAY, category="inadmissible", action="refuse", source_key="own")
        lookout_on(service, day=TODAY, category="customs")
        lookout_on(service, day=TODAY, category="customs", review_by=TODAY - timedelta(days=1))
        lookout_on(service, day=TODAY, category="customs", state="lapsed", review_by=TODAY - timedelta(days=30))
        for minutes in (1, 2, 6, 10, 20):
            hit(service, wanted, "SWE", acts.HitNotSame, minutes)
        hit(service, wanted, "NOR", acts.HitSame, 4)
        hit(service, inadmissible, "SWE", None, 0)
    return service


def test_hits_are_counted_by_what_the_lookout_is_for(told: Service) -> None:
    since = SINCE - timedelta(days=2)
    with time_machine.travel(NOON + timedelta(hours=1), tick=True):
        viewer = told.viewer("supervisor")
        viewer = type(viewer)(viewer.account, viewer.place, viewer.purpose, TODAY)
        rows = {row.key: row for row in queries.statistics(viewer=viewer, by="category", since=since, until=UNTIL)}
    wanted, inadmissible, customs = rows["wanted"], rows["inadmissible"], rows["customs"]
    assert (wanted.hits, wanted.confirmed, wanted.cleared, wanted.waiting, wanted.median) == (6, 1, 5, 0, 5.0)
    assert (inadmissible.hits, inadmissible.waiting, inadmissible.median) == (1, 1, None)
    assert (customs.standing, customs.never_hit, customs.lapsed) == (1, 1, 1)
    assert (wanted.standing, wanted.never_hit) == (1, 0)
    total = queries.totals(rows.values())
    assert (total.hits, total.standing, total.lapsed, total.median) == (7, 3, 1, 5.0)


@pytest.mark.parametrize(("by", "keys"), [("office", {"NYC"}), ("source", {"own", "—"})])
def test_they_are_counted_by_office_and_by_list(told: Service, by: Any, keys: set[str]) -> None:
    viewer = told.viewer("supervisor")
    assert {row.key for row in queries.statistics(viewer=viewer, by=by, since=SINCE, until=UNTIL)} == keys


def test_a_nationality_of_few_people_is_not_counted_out(told: Service) -> None:
    rows = {row.nationality: row for row in queries.disparity(viewer=told.viewer("auditor", "oversight"), **DAYS)}
    assert (rows["NOR"].hits, rows["NOR"].cleared, rows["NOR"].share) == (None, None, None)
    assert rows["SWE"].hits is None  # the total less these six would count the one out
    with time_machine.travel(NOON, tick=True):
        hit(told, lookout_on(told, day=TODAY), "FIN", None, 0)
    rows = {row.nationality: row for row in queries.disparity(viewer=told.viewer("auditor", "oversight"), **DAYS)}
    assert rows["SWE"].hits == 6
    assert rows["SWE"].cleared is None  # one is left, and the difference would point at them


def test_shares_are_said_where_they_point_at_nobody(told: Service) -> None:
    with time_machine.travel(NOON, tick=True):
        lookout = lookout_on(told, day=TODAY)
    for _ in range(4):
        hit(told, lookout, "SWE", acts.HitSame, 3)
    hit(told, lookout, "FIN", None, 0)
    rows = {row.nationality: row for row in queries.disparity(viewer=told.viewer("supervisor"), **DAYS)}
    assert (rows["SWE"].hits, rows["SWE"].cleared, rows["SWE"].share) == (10, 5, 0.5)


def test_protected_people_are_not_counted_whoever_looks(told: Service) -> None:
    with time_machine.travel(NOON, tick=True):
        lookout = lookout_on(told, day=TODAY)
    person = hit(told, lookout, "DNK", None, 0)
    told.do(people.Protect(compartment="asylum", reason="A claim of asylum"), on=person, role="supervisor")
    assert "DNK" not in {row.nationality for row in queries.disparity(viewer=told.viewer("supervisor"), **DAYS)}
    rows = queries.statistics(viewer=told.viewer("supervisor"), by="category", since=SINCE, until=UNTIL)
    assert sum(row.hits for row in rows) == 7


def test_who_may_not_count_sees_nothing(told: Service) -> None:
    with pytest.raises(NotPermitted):
        queries.statistics(viewer=told.viewer("primary_officer"), by="category", since=SINCE, until=UNTIL)


def test_the_page_and_its_files(told: Service) -> None:
    with time_machine.travel(NOON + timedelta(hours=1), tick=True):
        client = signed_in(Client(), told.officer("supervisor"), told.jfk, "inspection")
        address = reverse("lookouts:statistics")
        shown = client.get(address)
        assert shown.status_code == 200
        assert "Wanted by a court or a prosecutor" in shown.content.decode()
        assert "7 hits from 2026-08-27 to 2026-11-25" in shown.content.decode()
        rows = client.get(address, {"format": "csv"}).content.decode().splitlines()
        assert rows[1] == "wanted,6,1,5,0,5.0,1,0,0"
        falls = client.get(address, {"format": "csv", "table": "disparity"}).content.decode().splitlines()
        assert falls[1:] == ["NOR,*,,", "SWE,*,,"]
        assert client.get(address, {"since": "2026-11-25", "until": "2026-11-01"}).status_code == 422
        assert client.get(address, {"since": "0001-01-01", "until": "9999-12-31"}).status_code == 200
        empty = client.get(address, {"since": "2001-01-01", "until": "2001-01-31", "by": "office"})
        assert "0 hits" in empty.content.decode()


DAYS = {"since": SINCE, "until": UNTIL}
