"""Schools and sponsors, for the demonstration, with those who speak for them and those they sponsor."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from limen.config.demo import postings

if TYPE_CHECKING:
    from limen.config.demo import Demo

UNIVERSITY = "DEMOUNI"
YEARS = timedelta(days=4 * 365)
"""How long the officials of the demonstration have been there: some of their students came years ago."""


def schools_and_sponsors(demo: Demo) -> None:
    """Make them, where they are not made."""
    from limen.offices.sevis.demo import Cast, open_organisations
    from limen.offices.sevis.models import School

    partners = [row for row in postings() if row.get("kind") == "partner"]
    cast = Cast(demo.agency, demo.officers, datetime.now(UTC))
    open_organisations(cast, partners, demo.say)
    _software(School.objects.get(code=UNIVERSITY))


def students_and_visitors(demo: Demo) -> None:
    """Make who is sponsored, where they are not made."""
    from limen.offices.sevis.demo_students import enrolled_students
    from limen.offices.sevis.demo_visitors import exchange_visitors
    from limen.offices.sevis.models import School, Sponsor, Student, Visitor

    school, other = School.objects.get(code=UNIVERSITY), School.objects.get(code="DEMOLANG")
    sponsor = Sponsor.objects.get(number="P-1-09001")
    pdso, adjudicator, officer = (demo.officers[name] for name in ("pdso", "adjudicator", "officer"))
    if not Student.objects.exists():
        demo.say("Enrolling students")
        _long_there(pdso, "pdso", school.place)
        enrolled_students(school, pdso, adjudicator, demo.agency, other=other)
    if not Visitor.objects.exists():
        demo.say("Receiving exchange visitors")
        exchange_visitors(sponsor, officer)


def _software(school: Any) -> None:
    """Open the account of the university's own system, which sends batches by a token; once."""
    from limen.core.access.acts import OpenAccount, PostOfficer
    from limen.core.access.models import Account

    if not Account.objects.filter(username="campus.system").exists():
        fields = {"username": "campus.system", "full_name": "Campus system (demonstration)", "kind": "service"}
        account = _by_itself(OpenAccount(**fields, organisation=UNIVERSITY), None)
        _by_itself(PostOfficer(role="batch_software", place=school.place_id, valid_from=school.certified_on), account)


def _long_there(account: Any, role: str, place: Any) -> None:
    """Say since when somebody has worked at a place."""
    from limen.core.access.acts import PostOfficer

    since = (datetime.now(UTC) - YEARS).date()
    _by_itself(PostOfficer(role=role, place=place.pk, valid_from=since), account)


def _by_itself(act: Any, on: Any) -> Any:
    from limen.core.access.gate import NODE, SYSTEM
    from limen.kernel import perform

    return perform(act, on=on, by=SYSTEM, at=NODE, purpose="administration").record
