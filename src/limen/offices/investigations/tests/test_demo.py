"""The demonstration's leads and arrest are made by acts, once."""

from __future__ import annotations

from collections import Counter

import pytest

from limen.core.custody.models import Stay
from limen.core.referrals.models import Referral
from limen.offices.investigations.demo import leads_and_an_arrest
from limen.offices.investigations.models import Arrest, Lead
from limen.offices.investigations.tests.scenes import AGENT, CHIEF, NOON, Office
from tests.factories import Service

pytestmark = pytest.mark.django_db


def test_leads_and_an_arrest_are_made_once(service: Service) -> None:
    office = Office(service).place
    agent, chief = (service.officer(role, place=service.agency) for role in (AGENT, CHIEF))
    for _again in range(2):
        leads_and_an_arrest(office, agent, chief, now=NOON)
    assert Counter(Lead.objects.values_list("state", flat=True)) == {"received": 2, "open": 2, "declined": 1}
    assert Arrest.objects.get().state == "made"
    stay = Stay.objects.get()
    assert (stay.state, stay.authority) == ("held", "arrest.warrant")
    assert Referral.objects.get().to_office == "removal"
