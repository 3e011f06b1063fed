"""Travel documents: one document is one row, however its number is spaced."""

from __future__ import annotations

import pytest

from limen.core.documents.acts import RecordDocument
from limen.core.documents.queries import papers_about
from limen.core.ledger.models import Entry
from limen.kernel import GuardRefused
from tests.factories import Service

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("number", ["L898902C3", "L89 8902 C3", "l898902c3", "L-898902-C3"])
def test_a_document_is_on_record_once_however_its_number_is_typed(service: Service, number: str) -> None:
    person = service.person()
    service.do(RecordDocument(person=person.pk, kind="passport", issuer="SWE", number="L898902C3"))
    with pytest.raises(GuardRefused, match="is on record"):
        service.do(RecordDocument(person=person.pk, kind="passport", issuer="SWE", number=number))


def test_listing_the_papers_about_a_record_is_logged(service: Service) -> None:
    person = service.person()
    assert papers_about(person.pk, viewer=service.viewer()) == []
    assert Entry.objects.filter(kind="read", act="documents.papers_about").count() == 1
