"""Reading lookouts: lists, one with whom it was judged not to mean, and what conflicts with it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Max, Q, QuerySet

from limen.core.access.gate import Viewer
from limen.core.lawbook import lawbook
from limen.core.ledger.chain import record_read
from limen.core.lookouts.models import Cleared, Disclosure, Lookout
from limen.core.lookouts.queries.apart import named_numbers
from limen.core.lookouts.queries.finding import active, ways
from limen.core.lookouts.queries.knowing import knowable, told
from limen.core.lookouts.rules import ranked
from limen.core.people.names import fold, fold_number
from limen.core.people.queries import visible
from limen.kernel import Subject, UnknownRecord

CHUNK = 400


def listed(*, viewer: Viewer, limit: int = 500) -> list[Lookout]:
    """Return the lookouts the viewer may know of; that they were shown is logged."""
    return looked_at(list(searched(viewer=viewer).order_by("state", "review_by", "pk")[:limit]), viewer=viewer)


def searched(
    *,
    viewer: Viewer,
    standing: str = "",
    category: str = "",
    words: str = "",
    kind: str = "",
    office: str = "",
    source: str = "",
) -> QuerySet[Lookout]:
    """Return lookouts by standing, category, and words of the name or the document number; ``looked_at`` logs it.

    Args:
        viewer: who looks; lookouts the viewer may not know of are left out.
        standing: a state, or ``lapsed`` for those past their review date; ``active`` leaves these out. ``due`` is for
            those to be reviewed soon, ``waiting`` for those of which something waits for a second person.
        category: what the lookout is for.
        words: parts of its names, any of them, or one of its numbers.
        kind: what it is on.
        office: the code of the place that issued it.
        source: the key of the list it was taken from.
    """
    viewer.require("lookouts.check")
    rows = Lookout.objects.select_related("issued_by").filter(knowable(viewer))
    rows = _standing(rows, standing, viewer.day)
    exact = {"category": category, "kind": kind, "issued_by__code__iexact": office, "source_key__iexact": source}
    if source and not viewer.may("lookouts.view_detail"):
        rows = rows.none()
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    number, tokens = fold_number(words), fold(words).split()
    # a word in another script holds no number, and no number is not one that every lookout without one has
    numbered = Q(document_folded=number) | Q(also__contains=number) if number else Q()
    for token in tokens:
        rows = rows.filter(Q(folded__contains=token) | Q(also__contains=token) | numbered)
    if words.strip() and not tokens:
        rows = rows.none()
    return rows.order_by("review_by", "pk")


def _standing(rows: QuerySet[Lookout], standing: str, day: date) -> QuerySet[Lookout]:
    if standing == "lapsed":
        return rows.filter(Q(state="lapsed") | Q(state="active", review_by__lt=day))
    if standing == "active":
        return rows.filter(state="active", review_by__gte=day)
    if standing == "due":
        soon: int = lawbook().value("policy.lookout_due_soon_days", day).value
        until = day + timedelta(days=soon)
        return rows.filter(state__in=("active", "suspended"), review_by__gte=day, review_by__lte=until)
    if standing == "waiting":
        return rows.filter(Q(state="nominated") | Q(proposed_by__isnull=False))
    return rows.filter(state=standing) if standing else rows


def in_force(keys: Iterable[str], *, viewer: Viewer) -> dict[str, Lookout]:
    """Return those of many lookouts that stop people on the viewer's day and that they may know of; logged."""
    wanted = sorted(keys)
    rows: list[Lookout] = []
    for start in range(0, len(wanted), CHUNK):
        known = searched(viewer=viewer, standing="active").filter(pk__in=wanted[start : start + CHUNK])
        rows.extend(known)
    return {str(row.pk): row for row in looked_at(rows, viewer=viewer, what="lookouts.screened")}


def looked_at(rows: list[Lookout], *, viewer: Viewer, words: str = "", what: str = "lookouts.listed") -> list[Lookout]:
    """Log that lookouts were shown, with what was searched for, and return them with what the viewer may know."""
    record_read(
        what=what,
        actor=viewer.account,
        place=viewer.place,
        purpose=viewer.purpose,
        subjects=[Subject("lookouts.lookout", row.pk) for row in rows],
        plain={"shown": len(rows)},
        personal={"words": words} if words else None,
    )
    told(rows, viewer)
    return rows


def cleared_of(found: Lookout, *, viewer: Viewer) -> list[Cleared]:
    """Return who was judged not to be meant by a lookout, of those whom the viewer may know of; logged."""
    viewer.require("people.view")
    rows = Cleared.objects.select_related("person", "redress").filter(lookout=found, undone_at=None)
    found_rows = list(rows.filter(Q(person=None) | Q(person__in=visible(viewer))))
    record_read(
        what="lookouts.cleared_of",
        actor=viewer.account,
        place=viewer.place,
        purpose=viewer.purpose,
        subjects=[
            Subject("lookouts.lookout", found.pk),
            *(Subject("people.person", row.person_id) for row in found_rows if row.person_id),
        ],
    )
    return found_rows


def disclosures(found: Lookout, *, viewer: Viewer) -> list[Disclosure]:
    """Return to whom a lookout was told, newest first; for who may tell others or needs the detail."""
    viewer.require("lookouts.view_detail")
    return list(Disclosure.objects.select_related("place", "by").filter(lookout=found))


def conflicting(found: Lookout, *, viewer: Viewer, limit: int = 20) -> list[Lookout]:
    """Return the other lookouts in force that may mean the same person or document, what is done first at the top.

    They share the person on record, a number, or the whole name with a birth that does not conflict.
    """
    viewer.require("lookouts.check")
    wanted = Q()
    if found.person_id:
        wanted |= Q(person=found.person_id)
    if numbers := named_numbers(found):
        wanted |= Q(document_folded__in=numbers)
    if found.folded:
        born = Q()
        if found.birth_first and found.birth_last:
            born = Q(birth_first=None) | Q(birth_first__lte=found.birth_last, birth_last__gte=found.birth_first)
        wanted |= Q(folded__in=ways(found.folded)) & born
    if not wanted:
        return []
    rows = active(viewer.day).filter(wanted, knowable(viewer)).exclude(pk=found.pk).select_related("issued_by")
    shown = ranked(rows.order_by("review_by", "pk")[:limit], viewer.day)
    return looked_at(shown, viewer=viewer, what="lookouts.conflicting") if shown else []


def age() -> datetime | None:
    """Return when the lookout set last changed, so that a post can say how old its set is."""
    newest: datetime | None = Lookout.objects.aggregate(newest=Max("changed_at"))["newest"]
    return newest


def lookout(identifier: Any, *, viewer: Viewer) -> Lookout:
    """Return one lookout, with as much of it as the viewer may know; that the viewer looked is logged.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    viewer.require("lookouts.check")
    rows = Lookout.objects.select_related("issued_by", "person").filter(knowable(viewer))
    found = rows.filter(pk=identifier).first()
    if found is None:
        raise UnknownRecord("No such lookout.")
    about = [Subject("lookouts.lookout", found.pk)]
    if found.person_id:
        about.append(Subject("people.person", found.person_id))
    record_read(
        what="lookouts.lookout", actor=viewer.account, place=viewer.place, purpose=viewer.purpose, subjects=about
    )
    told([found], viewer)
    return found
