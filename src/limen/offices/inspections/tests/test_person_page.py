"""What this office adds to a person's page."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from limen.offices.inspections import acts
from limen.offices.inspections.models import Admission
from limen.offices.inspections.tests.scenes import open_inspection
from tests.factories import Service
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


def test_a_persons_page_shows_their_inspections_and_arrival_records(service: Service) -> None:
    inspection = service.do(acts.Admit(class_of_admission="B2"), on=open_inspection(service))
    record = Admission.objects.get(inspection=inspection)
    client = signed_in(Client(), service.officer("supervisor"), service.jfk)
    shown = client.get(reverse("people:person", args=[inspection.person_id])).content.decode()
    assert reverse("inspections:inspection", args=[inspection.pk]) in shown
    assert reverse("inspections:admission", args=[record.pk]) in shown
    assert record.number in shown
