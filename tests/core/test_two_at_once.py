"""Two officers at the same moment: one act is done, the other is refused in words, and nothing stands twice."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from limen.core.custody import acts as custody
from limen.core.custody.models import Stay
from limen.core.people import acts as people
from limen.kernel import GuardRefused, LimenError, perform
from limen.offices.removal import acts
from limen.offices.removal.models import Case
from tests.factories import Service

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("sqlite" in str(connection.vendor), reason="SQLite writes one at a time"),
]


def at_once(*doing: Callable[[], Any]) -> list[Any]:
    """Do several things at the same moment and return what each came to."""
    ready = Barrier(len(doing))

    def run(do: Callable[[], Any]) -> Any:
        ready.wait()
        try:
            return do()
        except LimenError as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(doing)) as pool:
        return list(pool.map(run, doing))


def known_twice(service: Service) -> tuple[Any, Any]:
    """Return two records that are judged to be one person."""
    one, two = service.person(), service.person(surname="Erikson", given_names="Anna")
    same = people.Judge(other=one.pk, verdict="same", reason="One set of prints")
    service.do(same, two, role="supervisor")
    return one, two


def test_nobody_is_taken_into_custody_twice_at_once_whatever_record_is_used(service: Service) -> None:
    station = service.place("station", "UVA", "Uvalde")
    officers = [service.officer("agent", name, service.agency) for name in ("first_agent", "second_agent")]
    records = known_twice(service)

    def take(who: Any, person: Any) -> Callable[[], Any]:
        act = custody.TakeIntoCustody(person=person.pk, under="detain.order")
        return lambda: perform(act, by=who, at=station, purpose="custody")

    came_to = at_once(*(take(who, person) for who, person in zip(officers, records, strict=True)))
    refused = [item for item in came_to if isinstance(item, LimenError)]
    assert [type(item) for item in refused] == [GuardRefused]
    assert "in custody already" in str(refused[0])
    assert Stay.objects.count() == 1


def test_nobody_stands_in_two_proceedings_opened_at_once(service: Service) -> None:
    officers = [service.officer("deportation_officer", name, service.agency) for name in ("first", "second")]
    records = known_twice(service)

    def open_case(who: Any, person: Any) -> Callable[[], Any]:
        act = acts.OpenCase(person=person.pk)
        return lambda: perform(act, by=who, at=service.agency, purpose="removal")

    came_to = at_once(*(open_case(who, person) for who, person in zip(officers, records, strict=True)))
    assert [type(item) for item in came_to if isinstance(item, LimenError)] == [GuardRefused]
    assert Case.objects.count() == 1
