"""The daily digest of an official: what is due, by lawful deadline; of a person only the SEVIS ID and initials."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from limen.core.clocks.models import RunningClock
from limen.core.lawbook import lawbook
from limen.offices.sevis.models import Dependant, DigestSetting, Official, Student, Visitor

OFFICE = "sevis."
PRINCIPAL = ("pdso", "responsible_officer")
PRINCIPAL_OF = {"alternate_responsible_officer": "responsible_officer"}
"""The deputies who do what their principal does for the people in the programme."""
OF_VISITORS = ("sevis.visitor", "sevis.dependant")
WITHIN = "sevis.digest_days"
FROM_HOUR = "sevis.digest_hour"
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline in a digest.

    Args:
        on: the last day, at the school.
        late: whether it is past.
        title: what is to be done.
        citation: the provision that asks for it.
        whom: SEVIS ID and initials; empty where it is about no person.
    """

    on: date
    late: bool
    title: str
    citation: str
    whom: str


def due_lines(official: Official, now: datetime) -> list[Due]:
    """Return what an official is to do soon, earliest first: a principal's is all of the school's or sponsor's.

    An alternate officer does for exchange visitors all that the responsible officer does, and is told of it.
    """
    place = place_of(official)
    rows = _soon(now).filter(place=place)
    if official.role not in PRINCIPAL:
        deputy = Q(owner_role=PRINCIPAL_OF.get(official.role), subject_record__in=OF_VISITORS)
        rows = rows.filter(Q(owner=official.account_id) | Q(Q(owner_role=official.role) | deputy, owner=None))
    clocks = list(rows.order_by("due_at", "pk"))
    people = _whom(clocks)
    return [
        Due(
            clock.due_at.astimezone(place.zone).date(),
            clock.due_at <= now,
            clock.title,
            clock.citation,
            people.get(clock.subject, ""),
        )
        for clock in clocks
    ]


def message(official: Official, lines: list[Due], day: date) -> tuple[str, str]:
    """Return the subject and the text of a digest."""
    place = place_of(official)
    late = sum(line.late for line in lines)
    said = ngettext(
        "%(place)s: %(due)s deadline, %(late)s past, on %(day)s",
        "%(place)s: %(due)s deadlines, %(late)s past, on %(day)s",
        len(lines),
    )
    subject = said % {"place": place.name, "due": len(lines), "late": late, "day": day.isoformat()}
    shown = "\n".join(_line(line) for line in lines)
    end = _("Sign in to act on them. To stop this message, choose so on your own page.")
    return subject[:LONGEST], f"{shown}\n\n{end}\n"


def to_send(now: datetime) -> Iterator[Official]:
    """Yield the officials whose digest is due: something is, they want it, and today's has not gone."""
    places = set(_soon(now).values_list("place", flat=True).distinct())
    rows = Official.objects.select_related("account", "school__place", "sponsor__place").filter(state="active")
    rows = rows.filter(Q(school__place__in=places) | Q(sponsor__place__in=places)).exclude(account__email="")
    hour = int(lawbook().value(FROM_HOUR, now.date()).value)
    seen: set[tuple[Any, Any]] = set()
    for official in rows:
        local = now.astimezone(place_of(official).zone)
        # one who speaks for several campuses has a record for each, and is sent one digest
        mine = (official.account_id, place_of(official).pk)
        if mine in seen or local.hour < hour or official.account is None or not official.account.is_active:
            continue
        seen.add(mine)
        if not _settled(official, local.date()):
            yield official


def _settled(official: Official, day: date) -> bool:
    """Return whether an official wants no digest, or had the day's, on any record of theirs at the same place."""
    theirs = {"official__account": official.account_id, "official__school": official.school_id}
    rows = DigestSetting.objects.filter(**theirs, official__sponsor=official.sponsor_id)
    return rows.filter(Q(wanted=False) | Q(sent_on=day)).exists()


def place_of(official: Official) -> Any:
    """Return where an official works."""
    return official.organisation.place


def _soon(now: datetime) -> Any:
    days = int(lawbook().value(WITHIN, now.date()).value)
    return RunningClock.objects.filter(
        key__startswith=OFFICE,
        closed_at=None,
        state__in=("running", "breached"),
        due_at__lte=now + timedelta(days=days),
    )


def _line(line: Due) -> str:
    late = _("past") if line.late else _("due")
    whom = f"  {line.whom}" if line.whom else ""
    return f"{line.on.isoformat()}  {late:4}{whom}  {line.title} ({line.citation})"


def _whom(clocks: list[RunningClock]) -> dict[Any, str]:
    """Return whom each deadline is about, by the record it runs for."""
    subjects = {clock.subject for clock in clocks}
    found: dict[Any, str] = {}
    for model in (Student, Visitor, Dependant):
        for row in model.objects.filter(pk__in=subjects).select_related("person"):
            found[row.pk] = f"{row.sevis_id} {initials(row.person)}".strip()
    return found


def initials(person: Any) -> str:
    """Return somebody's initials, given names first; nothing of whoever is sealed."""
    if getattr(person, "sealed", ""):
        return ""
    names = f"{person.given_names} {person.surname}".split()
    return "".join(f"{name[0]}." for name in names if name)
