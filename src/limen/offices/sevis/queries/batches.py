"""Reads of batches, of the certificates that send them, and of what an official chose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from limen.core.ledger.chain import record_read
from limen.kernel import Subject, UnknownRecord
from limen.offices.sevis.acts.batches import plain
from limen.offices.sevis.models import Batch, BatchResult, Certificate, ColumnMap, DigestSetting, Official
from limen.offices.sevis.reach import OVERSEE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from limen.core.access.gate import TokenActor, Viewer
    from limen.core.access.models import Account
    from limen.offices.sevis.batch.organisations import Organisation

BATCHES = "sevis.batch"
STATES = ("received", "refused", "processed")


def batches(*, viewer: Viewer, words: str = "", state: str = "", kind: str = "") -> QuerySet[Batch]:
    """Return the batches of the viewer's school or sponsor, the latest first; the government sees everybody's."""
    _require(viewer)
    rows = Batch.objects.filter(_own(viewer)).select_related("official__account", "sent_by", "place")
    for word in words.split():
        rows = rows.filter(Q(batch_id__icontains=word) | Q(user_id__icontains=word) | Q(org__icontains=word))
    rows = rows.filter(state=state) if state else rows
    return rows.filter(kind=kind) if kind else rows


def batch(identifier: Any, *, viewer: Viewer) -> Batch:
    """Return a batch; that the viewer looked is logged.

    Raises:
        UnknownRecord: when there is none, or it is another's.
    """
    found = batches(viewer=viewer).filter(pk=identifier).first()
    if found is None:
        raise UnknownRecord("No such batch.")
    _log("sevis.batch", [Subject(Batch.record_type, found.pk)], viewer)
    return found


def results(found: Batch, *, viewer: Viewer, only: str = "", words: str = "") -> QuerySet[BatchResult]:
    """Return the answers to a batch's records, in order; only those accepted or refused when asked for."""
    _require(viewer)
    rows = found.results.all()
    if only in ("accepted", "refused"):
        rows = rows.filter(accepted=only == "accepted")
    for word in words.split():
        rows = rows.filter(
            Q(request_id__icontains=word)
            | Q(sevis_id__icontains=word)
            | Q(code__iexact=word)
            | Q(event__icontains=word)
        )
    return rows


def looked_at(rows: Sequence[BatchResult], *, viewer: Viewer, what: str = "sevis.batch.results") -> list[BatchResult]:
    """Log that answers were shown, each with the record it is about, and return them."""
    about = [Subject(row.record, row.ref) for row in rows if row.ref is not None]
    _log(what, about, viewer)
    return list(rows)


def fetched(
    org: str, batch_id: str, *, owner: Organisation, by: Account | TokenActor, official: Official
) -> Batch | None:
    """Return the batch that software of its own school or sponsor fetches; that it did is logged."""
    rows = Batch.objects.select_related("official__account", "place").filter(org=org, batch_id=batch_id)
    found = rows.filter(place=owner.place).exclude(state="refused").first()
    if found is not None:
        record_read(
            what="sevis.batch.download",
            actor=by,
            place=owner.place,
            purpose="sevis",
            subjects=[Subject(Batch.record_type, found.pk)],
            plain={"official": str(official.pk)},
        )
    return found


def unprocessed() -> QuerySet[Batch]:
    """Return the batches whose records wait for an answer, the oldest first, for the node's upkeep."""
    rows = Batch.objects.filter(state="received").select_related("official__account", "sent_by", "place")
    return rows.order_by("received_at", "pk")


def unprinted() -> Iterator[tuple[Batch, int]]:
    """Yield the batches whose forms wait to be made, each with for how many records, for the node's upkeep."""
    rows = BatchResult.objects.filter(accepted=True, print_form=True, papers__isnull=True, batch__state="processed")
    counts = dict(rows.values_list("batch").annotate(Count("pk")).order_by("batch"))
    for found in Batch.objects.filter(pk__in=counts).select_related("official__account", "place"):
        yield found, counts[found.pk]


def certified(fingerprint: str) -> Account | None:
    """Return the account a certificate is bound to today, or None."""
    rows = Certificate.objects.select_related("account", "place").filter(state="bound", fingerprint=plain(fingerprint))
    found = rows.first()
    if found is None or not found.account.is_active:
        return None
    day = timezone.now().astimezone(found.place.zone).date()
    return found.account if found.until is None or found.until >= day else None


def certificates(*, viewer: Viewer) -> QuerySet[Certificate]:
    """Return the certificates of the viewer's school or sponsor."""
    _require(viewer)
    return Certificate.objects.filter(_own(viewer)).select_related("account", "place")


def certificate(identifier: Any, *, viewer: Viewer) -> Certificate:
    """Return a certificate.

    Raises:
        UnknownRecord: when there is none, or it is another's.
    """
    found = certificates(viewer=viewer).filter(pk=identifier).first()
    if found is None:
        raise UnknownRecord("No such certificate.")
    return found


def columns(identifier: Any, *, viewer: Viewer) -> ColumnMap:
    """Return how a school's own columns are called.

    Raises:
        UnknownRecord: when nothing is kept, or it is another's.
    """
    _require(viewer)
    found = ColumnMap.objects.filter(_own(viewer), pk=identifier).first()
    if found is None:
        raise UnknownRecord("No columns are kept.")
    return found


def own_columns(*, viewer: Viewer) -> ColumnMap | None:
    """Return how the columns of the viewer's own school are called, where that is kept."""
    _require(viewer)
    return ColumnMap.objects.filter(place=viewer.place.pk).first()


def own_official(*, viewer: Viewer) -> Official | None:
    """Return the viewer as an official of the school or sponsor they work at, where they are one."""
    rows = Official.objects.filter(account=viewer.account.id, state="active")
    return rows.filter(Q(school__place=viewer.place.pk) | Q(sponsor__place=viewer.place.pk)).first()


def wants_digest(official: Official) -> bool:
    """Return whether an official is sent the digest; who never chose is."""
    found = DigestSetting.objects.filter(official=official).first()
    return found is None or found.wanted


def _require(viewer: Viewer) -> None:
    if not viewer.may(OVERSEE):
        viewer.require(BATCHES)


def _own(viewer: Viewer) -> Q:
    return Q() if viewer.may(OVERSEE) else Q(place=viewer.place.pk)


def _log(what: str, about: Sequence[Subject], viewer: Viewer) -> None:
    record_read(
        what=what, actor=viewer.account, place=viewer.place, purpose=viewer.purpose, subjects=list(dict.fromkeys(about))
    )


READERS = {"sevis.batch": batch, "sevis.certificate": certificate, "sevis.columnmap": columns}
"""How each record of this room is read before an act is done to it."""

SHOWN: dict[str, tuple[str, ...]] = {
    "sevis.batch": (
        *("org", "batch_id", "user_id", "digest", "kind", "name", "place_id", "official_id", "sent_by_id", "records"),
        *("received_at", "processed_at", "upload_code", "upload_message", "process_code", "accepted", "refused"),
    ),
    "sevis.certificate": ("account_id", "place_id", "fingerprint", "label", "until"),
    "sevis.columnmap": ("place_id", "columns", "constants"),
}
"""What of each record a reader may have as data."""

ADDRESSES = {"sevis.batch": "sevis:batch", "sevis.certificate": "sevis:batches", "sevis.columnmap": "sevis:roster_in"}
"""The page of each."""
