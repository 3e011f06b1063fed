"""What is read before an act in the same request is logged with it: in one durable write, and never lost."""

from __future__ import annotations

import pytest
from django.db import transaction

from limen.core.ledger import verify
from limen.core.ledger.chain import reads_together
from limen.core.ledger.models import Entry
from limen.core.people import queries
from limen.core.people.acts import GiveIdentifier, RecordPerson
from limen.core.store import apart
from limen.kernel import GuardRefused
from tests.factories import Service


def since(seq: int) -> list[str]:
    """Return what was done and read since an entry, in the chain's order."""
    return list(Entry.objects.filter(seq__gt=seq).order_by("seq").values_list("act", flat=True))


def last() -> int:
    """Return the number of the last entry."""
    return int(Entry.objects.order_by("-seq").values_list("seq", flat=True)[0])


def numbered(number: str) -> GiveIdentifier:
    return GiveIdentifier(kind="fin", number=number)


def test_a_read_stands_before_the_act_that_followed_it_and_once(service: Service) -> None:
    person, officer = service.person(), service.viewer()
    begun = last()
    with reads_together():
        queries.person(person.pk, viewer=officer)
        service.do(numbered("1234567890"), person)
        assert since(begun) == ["people.person", "people.number"]
        queries.person(person.pk, viewer=officer)
    assert since(begun) == ["people.person", "people.number", "people.person"]
    assert verify.verify("local").holds


def test_a_refused_act_takes_no_read_with_it(service: Service) -> None:
    other, person, officer = service.person("Lind"), service.person(), service.viewer()
    service.do(numbered("1234567890"), other)
    begun = last()
    with reads_together():
        queries.person(person.pk, viewer=officer)
        with pytest.raises(GuardRefused):
            service.do(numbered("1234567890"), person)
        assert since(begun) == []
    assert since(begun) == ["people.person"]


def test_a_part_that_is_undone_alone_gives_its_reads_back(service: Service) -> None:
    """The first entry of a request may be of a part that is undone; the next one then logs what was read."""
    person, officer = service.person(), service.viewer()
    begun = last()

    class Undone(Exception):
        """What ends the part."""

    def in_part() -> None:
        with apart():
            service.do(numbered("1234567890"), person)
            raise Undone

    with reads_together():
        queries.person(person.pk, viewer=officer)
        with pytest.raises(Undone):
            in_part()
        service.do(numbered("2234567890"), person)
    assert since(begun) == ["people.person", "people.number"]


def test_an_act_within_a_transaction_that_may_yet_be_undone_leaves_the_reads_waiting(service: Service) -> None:
    person, officer = service.person(), service.viewer()
    begun = last()

    class Undone(Exception):
        """What ends the transaction."""

    def whole() -> None:
        with transaction.atomic():
            service.do(RecordPerson(surname="Lind", given_names="Eva", birth="1980-01-01", sex="F", nationality="SWE"))
            raise Undone

    with reads_together():
        queries.person(person.pk, viewer=officer)
        with pytest.raises(Undone):
            whole()
        assert since(begun) == []
    assert since(begun) == ["people.person"]
