"""Reading lists, their versions, and what a version changed."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from limen.core.access.gate import Viewer
from limen.core.ledger.chain import record_read
from limen.core.lookouts.queries.knowing import knowable
from limen.core.watchlists.models import ListChange, ListVersion, WatchList
from limen.kernel import Subject, UnknownRecord

VIEW = "watchlists.view"
CHANGES = ("came", "changed", "left", "back")


def lists(*, viewer: Viewer) -> QuerySet[WatchList]:
    """Return the lists; they hold no personal data themselves."""
    viewer.require(VIEW)
    return WatchList.objects.select_related("issued_by")


def watchlist(identifier: Any, *, viewer: Viewer) -> WatchList:
    """Return one list.

    Raises:
        UnknownRecord: when there is none.
    """
    found = lists(viewer=viewer).filter(pk=identifier).first()
    if found is None:
        raise UnknownRecord("No such list.")
    return found


def by_key(key: str, *, viewer: Viewer) -> WatchList:
    """Return the list of a key.

    Raises:
        UnknownRecord: when none is registered under it; the message says how to.
    """
    found = lists(viewer=viewer).filter(key=key).first()
    if found is None:
        raise UnknownRecord(
            f"No list “{key}” is registered. Register it with `limen do watchlists register --key {key} …`, "
            "and let another person approve it with `limen do watchlists approve`."
        )
    return found


def versions(found: WatchList, *, viewer: Viewer) -> QuerySet[ListVersion]:
    """Return a list's versions, the newest first; they hold counts and digests, nobody's data."""
    viewer.require(VIEW)
    return found.versions.order_by("-number")


def version(found: WatchList, number: int, *, viewer: Viewer) -> ListVersion:
    """Return one version of a list.

    Raises:
        UnknownRecord: when there is none.
    """
    one = versions(found, viewer=viewer).filter(number=number).first()
    if one is None:
        raise UnknownRecord("The list has no such version.")
    return one


def changes(one: ListVersion, *, viewer: Viewer, what: str = "") -> QuerySet[ListChange]:
    """Return what a version changed, of the lookouts the viewer may know of; ``looked_at`` logs those shown."""
    viewer.require(VIEW)
    viewer.require("lookouts.check")
    rows = one.changes.select_related("lookout").filter(knowable(viewer, "lookout__"))
    return (rows.filter(what=what) if what in CHANGES else rows).order_by("what", "entry", "pk")


def looked_at(
    one: ListVersion, rows: list[ListChange], *, viewer: Viewer, what: str = "watchlists.changes"
) -> list[ListChange]:
    """Log that entries were shown, and return them."""
    record_read(
        what=what,
        actor=viewer.account,
        place=viewer.place,
        purpose=viewer.purpose,
        subjects=[
            Subject("watchlists.watchlist", one.watchlist_id),
            *(Subject("lookouts.lookout", row.lookout_id) for row in rows),
        ],
        plain={"version": one.number, "shown": len(rows)},
    )
    return rows


READERS = {"watchlists.watchlist": watchlist}
"""How each record of this room is read before an act is done to it."""

SHOWN = {
    "watchlists.watchlist": (
        *("key", "name", "form", "basis", "category", "action", "handling", "review_days"),
        *("issued_by_id", "loaded_at"),
    )
}
"""What a reader may have of each as data."""

ADDRESSES = {"watchlists.watchlist": "watchlists:list"}
