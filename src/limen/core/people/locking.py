"""Two officers at once: what must be true of a person only once is asked for by one of them at a time."""

from __future__ import annotations

from typing import Any

from limen.core.people.models import Person
from limen.core.people.queries import one_person


def hold(person_id: Any) -> list[Any]:
    """Return every record of a person, locked until the act is over.

    Whoever asks at the same moment waits, and then reads what the first has done. A database that writes one at a time
    needs no lock and takes none.
    """
    people = one_person(person_id)
    list(Person.objects.select_for_update().filter(pk__in=people).order_by("pk").values_list("pk", flat=True))
    return people
