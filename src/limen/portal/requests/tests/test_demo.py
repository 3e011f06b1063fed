"""The demonstration's public has sent something of every kind, in several states, once."""

from __future__ import annotations

from collections import Counter

import pytest

from limen.core.ledger.verify import verify
from limen.core.referrals.models import Referral
from limen.portal.requests.demo import submissions
from limen.portal.requests.kinds import ALL
from limen.portal.requests.models import Submission
from limen.portal.requests.tests.scenes import NOON, Desk
from tests.factories import Service

pytestmark = pytest.mark.django_db


def test_what_the_public_sends_is_made_once(service: Service) -> None:
    desk = Desk(service)
    officers = {
        "liaison": (desk.officer("public_liaison"), "public"),
        "records": (desk.officer("records_officer"), "public"),
        "investigator": (desk.officer("special_agent"), "investigation"),
        "oversight": (desk.officer("oversight"), "oversight"),
    }
    for _again in range(2):
        submissions(service.agency, officers, now=NOON)
    found = Counter(Submission.objects.values_list("state", flat=True))
    assert found == {"received": 3, "with_office": 2, "answered": 1, "refused": 1, "acknowledged": 1, "withdrawn": 1}
    assert set(Submission.objects.values_list("kind", flat=True)) == set(ALL)
    assert Referral.objects.filter(to_office="oversight").count() == 1
    assert verify("local").holds
