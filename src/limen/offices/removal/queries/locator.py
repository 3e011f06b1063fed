"""The public locator: a family finds a detained adult. Nobody sealed, protected or young is ever in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from limen.core.access.gate import SYSTEM
from limen.core.custody.models import OPEN, Stay
from limen.core.lawbook import lawbook
from limen.core.ledger.chain import record_read
from limen.core.people.models import Person
from limen.core.people.names import fold
from limen.core.people.queries import one_person, told_to_anybody
from limen.kernel import Subject
from limen.law.nationality import codes_of
from limen.offices.removal.models import Facility, Protection
from limen.offices.removal.queries.cases import to_be_sealed

NOT_DIGITS = re.compile(r"\D")


@dataclass(frozen=True, slots=True)
class Located:
    """What the public is told of a person found.

    Args:
        name: the name on record.
        nationality: ICAO code.
        held: whether the service holds the person now.
        at: the place of custody; None in transit, and once the person has left.
        facility: what the public is told of that place, where it is a facility on record.
    """

    name: str
    nationality: str
    held: bool
    at: Any
    facility: Facility | None = None


def by_number(number: str, country: str, *, now: datetime) -> list[Located]:
    """Return the person an A-number and a country of birth name, if they are in the locator; the search is logged.

    Args:
        number: the A-number, with or without its A, spaces and dashes.
        country: ICAO code of the country of birth.
        now: this moment.
    """
    wanted = numbers_of(number, now.date())
    rows = Person.objects.filter(identifiers__kind="a_number", identifiers__number__in=wanted) if wanted else _nobody()
    return _found(rows, country, now, {"number": number, "country": country})


def numbers_of(number: str, day: date) -> list[str]:
    """Return how an A-number may stand on record, however it was typed; nothing where no digit was."""
    digits = NOT_DIGITS.sub("", number)
    form = str(lawbook().value("number_format.a_number", day).value)
    whole = digits.zfill(form.count("9"))
    return [f"{form.rstrip('9')}{whole}", whole, digits] if digits else []


def by_name(surname: str, given_names: str, birth: date, country: str, *, now: datetime) -> list[Located]:
    """Return the people of exactly a name, a date of birth and a country of birth; the search is logged."""
    name = fold(surname, given_names)
    rows = Person.objects.filter(Q(folded=name) | Q(identities__folded=name)) if name else _nobody()
    rows = rows.filter(Q(birth=birth.isoformat()) | Q(identities__birth=birth.isoformat()))
    return _found(rows, country, now, {"name": f"{surname}, {given_names}", "birth": str(birth), "country": country})


def _nobody() -> QuerySet[Person]:
    return Person.objects.none()


def _found(rows: QuerySet[Person], country: str, now: datetime, asked: dict[str, object]) -> list[Located]:
    codes = codes_of(lawbook(), country, now.date())
    of_country = rows.filter(Q(birth_country__in=codes) | Q(identities__birth_country__in=codes)).distinct()
    people = [person for person in of_country.select_related("same_as")[:20] if may_be_told(person, now.date())]
    located = {}
    for person in people:
        stay = _stay(person, now)
        if stay is not None:
            located[stay.pk] = (person, _told(person, stay))
    record_read(
        what="removal.locator",
        actor=SYSTEM,
        place=None,
        purpose="administration",
        subjects=[Subject("people.person", person.pk) for person, _shown in located.values()],
        plain={"found": len(located)},
        personal=asked,
    )
    return [told for _person, told in located.values()]


def may_be_told(person: Person, day: date) -> bool:
    """Return whether anybody may be told of a person: nothing is sealed, nor waits to be."""
    waits = Protection.objects.filter(to_be_sealed(day), person__in=one_person(person.pk))
    return told_to_anybody(person, day) and not waits.exists()


def _stay(person: Person, now: datetime) -> Stay | None:
    rows = Stay.objects.filter(person__in=one_person(person.pk), juvenile=False).select_related("place")
    last = rows.order_by("-began_at", "-pk").first()
    days = lawbook().value("policy.locator_released_days", now.date()).value
    if last is None or (last.ended_at is not None and last.ended_at < now - timedelta(days=days)):
        return None
    return last if last.state in (*OPEN, "released", "removed") else None


def _told(person: Person, stay: Stay) -> Located:
    held = stay.state in OPEN
    at = stay.place if stay.state == "held" else None
    facility = Facility.objects.filter(place=at, state="open").first() if at is not None else None
    return Located(person.display_name, person.nationality, held, at, facility)
