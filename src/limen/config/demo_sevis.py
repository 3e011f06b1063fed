"""Schools and sponsors, for the demonstration, with those who speak for them and those they sponsor."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from limen.config.demo import postings

if TYPE_CHECKING:
    from limen.config.demo import Demo

UNIVERSITY, SPONSOR = "BOS214F09001000", "P-1-09001"
YEARS = timedelta(days=4 * 365)
"""How long the officials of the demonstration have been there: some of their students came years ago."""


def schools_and_sponsors(demo: Demo) -> None:
    """Make them, where they are not made."""
    from limen.offices.sevis.demo import Cast, open_organisations
    from limen.offices.sevis.models import School, Sponsor

    partners = [row for row in postings() if row.get("kind") == "partner"]
    cast = Cast(demo.agency, demo.officers, datetime.now(UTC))
    open_organisations(cast, partners, demo.say)
    _software("campus.system", "Campus system (demonstration)", School.objects.get(code=UNIVERSITY))
    _software("council.system", "Council’s system (demonstration)", Sponsor.objects.get(number=SPONSOR))


def students_and_visitors(demo: Demo) -> None:
    """Make who is sponsored, where they are not made."""
    from limen.offices.sevis.demo_students import enrolled_students
    from limen.offices.sevis.demo_visitors import exchange_visitors
    from limen.offices.sevis.models import School, Sponsor, Student, Visitor

    school, other = School.objects.get(code=UNIVERSITY), School.objects.get(code="LAX214F09002000")
    sponsor = Sponsor.objects.get(number=SPONSOR)
    pdso, adjudicator, officer = (demo.officers[name] for name in ("pdso", "adjudicator", "officer"))
    if not Student.objects.exists():
        demo.say("Enrolling students")
        _long_there(pdso, "pdso", school.place)
        enrolled_students(school, pdso, adjudicator, demo.agency, other=other)
    if not Visitor.objects.exists():
        demo.say("Receiving exchange visitors")
        exchange_visitors(sponsor, officer)


def _software(name: str, full_name: str, owner: Any) -> None:
    """Open the account of the own system of a school or sponsor, which sends batches by a token; once."""
    from limen.core.access.acts import OpenAccount, PostOfficer
    from limen.core.access.models import Account

    if not Account.objects.filter(username=name).exists():
        fields = {"username": name, "full_name": full_name, "kind": "service", "organisation": owner.place.code}
        account = _by_itself(OpenAccount(**fields), None)
        _by_itself(
            PostOfficer(role="batch_software", place=owner.place_id, valid_from=datetime.now(UTC).date()), account
        )


def _long_there(account: Any, role: str, place: Any) -> None:
    """Say since when somebody has worked at a place."""
    from limen.core.access.acts import PostOfficer

    since = (datetime.now(UTC) - YEARS).date()
    _by_itself(PostOfficer(role=role, place=place.pk, valid_from=since), account)


def _by_itself(act: Any, on: Any) -> Any:
    from limen.core.access.gate import NODE, SYSTEM
    from limen.kernel import perform

    return perform(act, on=on, by=SYSTEM, at=NODE, purpose="administration").record
