"""What the pages of schools, sponsors and officials say of deadlines, filings, and of what was done."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from limen.core.access.gate import Viewer
from limen.core.casefile.queries import Event
from limen.core.clocks import queries as clocks
from limen.core.clocks.sections import lines
from limen.core.ledger.chain import entries_about
from limen.core.sections import Section
from limen.kernel import REGISTER
from limen.offices.sevis.reach import OVERSEE

OURS = ("sevis.school", "sevis.sponsor", "sevis.official", "sevis.schoolinquiry")
PEOPLE = ("sevis.student", "sevis.visitor", "sevis.dependant")
NEWEST = 20


def _deadlines(record: Any, viewer: Viewer) -> Any:
    rows = clocks.open_clocks(viewer=viewer).filter(subject=record.pk).order_by("due_at", "pk")
    return lines(clocks.looked_at(list(rows), viewer=viewer, what="sevis.deadlines"))


def _done(record: Any, viewer: Viewer) -> Any:
    """Return what was done, to a school's or sponsor's own people; officers who read files are shown it there."""
    if viewer.may("casefile.view"):
        return None
    events = [_event(body) for body in entries_about([record.pk], limit=400) if _own(body["act"])]
    return {"newest": events[:NEWEST], "older": events[NEWEST:]} if events else None


def _own(key: str) -> bool:
    """Return whether an act is one on the organisation, not on one of its people: those have pages of their own."""
    act = REGISTER.get(key)
    return act is None or act.declaration.on not in PEOPLE


def _event(body: dict[str, Any]) -> Event:
    act = REGISTER.get(body["act"])
    return Event(
        at=datetime.fromisoformat(body["at"]).astimezone(timezone.get_current_timezone()),
        act=body["act"],
        title=act.title() if act is not None else body["act"],
        actor=body["actor"]["label"],
        place=body["place"]["code"] if body["place"] else "",
        authority=body["authority"]["citation"] if body["authority"] else "",
        state=(body["state"][0], body["state"][1]),
        hash=body["hash"],
    )


def _filings(record: Any, viewer: Viewer) -> Any:
    """Return fees, visits and evidence; what a visit found is the government's."""
    if not (record.fees.exists() or record.visits.exists() or record.evidence.exists()):
        return None
    return {
        "fees": record.fees.all(),
        "visits": record.visits.select_related("campus"),
        "evidence": record.evidence.all(),
        "oversees": viewer.may(OVERSEE),
    }


SECTIONS = [
    *(Section(_("Deadlines"), "clocks/parts/rows.html", "clocks.view", _deadlines, record, 20) for record in OURS),
    Section(
        _("Fees, visits and evidence"),
        "sevis/organisations/parts/filings.html",
        "sevis.view",
        _filings,
        "sevis.school",
        30,
    ),
    *(Section(_("What was done"), "casefile/parts/timeline.html", "sevis.view", _done, record, 91) for record in OURS),
]
