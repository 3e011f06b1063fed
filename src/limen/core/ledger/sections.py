"""What a person's page says of legal holds and erasures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from limen.core import reading
from limen.core.access.gate import Viewer
from limen.core.ledger import queries
from limen.core.pages import address_of
from limen.core.sections import Section


def holding_of(viewer: Viewer, about: Any = None) -> dict[str, list[tuple[Any, str, str, str]]] | None:
    """Return the holds and the erasures, all or about one record; None when there are none.

    Each has its own address, and the name and the address of the record it is about.
    """
    holds = [_line(row) for row in queries.holds(viewer=viewer, about=about)]
    erasures = [_line(row) for row in queries.erasings(viewer=viewer, about=about)]
    return {"holds": holds, "erasures": erasures} if holds or erasures else None


def _line(row: Any) -> tuple[Any, str, str, str]:
    return (
        row,
        reading.address(row),
        reading.label(row.about_record).capitalize(),
        address_of(row.about_record, row.about),
    )


def _of(person: Any, viewer: Viewer) -> Any:
    return holding_of(viewer, person.pk)


def _begin(person: Any) -> Mapping[str, Mapping[str, Any]]:
    about = {"about_record": person.record_type, "about": person.pk}
    return {"ledger.hold": about, "ledger.propose_erasure": about}


SECTIONS = [
    Section(
        _("Legal holds and erasures"),
        "ledger/parts/keeping.html",
        "ledger.hold",
        _of,
        "people.person",
        80,
        begins=_begin,
    ),
]
