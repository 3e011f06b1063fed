"""Who a batch is from: the school or sponsor by its number, and its officials by their user names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from limen.kernel import UnknownRecord
from limen.offices.sevis.models import Campus, Official, School, Sponsor

if TYPE_CHECKING:
    from limen.core.places.models import Place


@dataclass(frozen=True, slots=True)
class Organisation:
    """A school or a sponsor.

    Args:
        record: the school or the sponsor.
        kind: of batch it sends: ``student`` or ``visitor``.
        campus: the code of the campus that a school sends for; each may send by a code of its own.
    """

    record: Any
    kind: str
    campus: str = ""

    @property
    def place(self) -> Place:
        """Return where its officials work."""
        found: Place = self.record.place
        return found

    def officials(self) -> dict[str, Official]:
        """Return who speaks for it today, by user name in small letters."""
        which = {"school": self.record} if self.kind == "student" else {"sponsor": self.record}
        rows = Official.objects.select_related("account").filter(state="active", **which)
        return {row.account.username.lower(): row for row in rows if row.account is not None and row.account.is_active}


def organisation(number: str) -> Organisation:
    """Return the school with a code, or of which a campus has it, or the sponsor with a programme number.

    Raises:
        UnknownRecord: when there is none.
    """
    school = School.objects.select_related("place").filter(code=number).first()
    if school is not None:
        return Organisation(school, "student")
    campus = Campus.objects.select_related("school__place").filter(code=number, standing="approved", until=None).first()
    if campus is not None:
        return Organisation(campus.school, "student", campus.code)
    sponsor = Sponsor.objects.select_related("place").filter(number=number).first()
    if sponsor is not None:
        return Organisation(sponsor, "visitor")
    raise UnknownRecord("No such school or sponsor.")
