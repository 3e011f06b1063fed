"""Who a batch is from: the school or sponsor by its number, and its officials by their user names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from limen.kernel import UnknownRecord
from limen.offices.sevis.models import Campus, Official, School, Sponsor

USER_LENGTH = 10

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
        """Return who speaks for it today, by user name in small letters, and by what a roster names them by."""
        which = {"school": self.record} if self.kind == "student" else {"sponsor": self.record}
        rows = Official.objects.select_related("account").filter(state="active", **which)
        here = [(row.account, row) for row in rows if row.account is not None and row.account.is_active]
        return {known.lower(): row for account, row in here for known in (account.username, user_of(row))}


def user_of(official: Official) -> str:
    """Return what a document made here names an official by: the format holds a user in ten characters.

    A user name of another length is stood for by a sign that no user name has, and the end of the official's own key.
    """
    name: str = official.account.username if official.account is not None else ""
    return name if len(name) == USER_LENGTH else f"~{official.pk.hex[1 - USER_LENGTH :]}"


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
