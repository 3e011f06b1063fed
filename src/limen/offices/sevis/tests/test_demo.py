"""The demonstration's schools and sponsor are opened once, with who speaks for them."""

from __future__ import annotations

from datetime import UTC, datetime

from limen.core.access.acts import OpenAccount
from limen.core.access.models import Account
from limen.offices.sevis.demo import Cast, open_organisations
from limen.offices.sevis.models import Official, School, Sponsor
from limen.offices.sevis.tests.scenes import Campuses
from tests.factories import setup

PARTNERS = [
    {"sign_in": "pdso.uni", "role": "pdso", "organisation": "BOS214F09001000"},
    {"sign_in": "dso.uni", "role": "dso", "organisation": "BOS214F09001000"},
    {"sign_in": "pdso.lang", "role": "pdso", "organisation": "LAX214F09002000"},
    {"sign_in": "officer", "role": "responsible_officer", "organisation": "P-1-09001"},
]


def test_they_are_opened_once(at: Campuses) -> None:
    for row in PARTNERS:
        setup(OpenAccount(username=row["sign_in"], full_name=row["sign_in"], kind="partner"))
    officers = {account.username: account for account in Account.objects.all()}
    officers["adjudicator"] = at.service.officer("sevp_adjudicator", place=at.service.agency)
    said: list[str] = []
    cast = Cast(at.service.agency, officers, datetime.now(UTC))
    open_organisations(cast, PARTNERS, said.append)
    open_organisations(cast, PARTNERS, said.append)
    assert len(said) == 3
    assert set(School.objects.filter(name__contains="demonstration").values_list("state", flat=True)) == {"certified"}
    assert Sponsor.objects.get(number="P-1-09001").state == "designated"
    assert Official.objects.filter(school__code="BOS214F09001000").count() == 2
    assert School.objects.get(code="BOS214F09001000").campuses.filter(standing="approved").count() == 2
