"""How a list that came differs from the lookouts that stand of it. Nothing here writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from limen.core.lookouts.models import Lookout
from limen.core.watchlists.models import ListChange

if TYPE_CHECKING:
    from limen.core.watchlists.models import WatchList

SHRINK = "policy.list_shrink_percent"
GONE = ("withdrawn", "lapsed")


class Entry(Protocol):
    """An entry as it is compared."""

    @property
    def key(self) -> str:
        """Return the entry's own key in its list."""

    @property
    def party(self) -> Mapping[str, Any]:
        """Return whom or what it means, as written down."""

    @property
    def remarks(self) -> str:
        """Return what else the list says of it."""


@dataclass(slots=True)
class Difference:
    """What loading would do, by entry; ``held`` maps entries that stand to their lookouts.

    Args:
        came: entries never seen before.
        changed: entries that say something else now.
        left: entries that stand and are not in the list any more.
        back: entries that left once, or lapsed, and are in it again.
        unchanged: entries that stand and say the same.
        stood: how many entries stood before.
        names_stood: how many names those bore that stood and are in the list again.
        names_gone: by how many fewer they bear now.
    """

    came: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    back: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    stood: int = 0
    names_stood: int = 0
    names_gone: int = 0
    held: dict[str, UUID] = field(default_factory=dict)

    def counts(self) -> dict[str, int]:
        """Return how many of each."""
        return {name: len(getattr(self, name)) for name in ("came", "changed", "left", "back", "unchanged")}


def difference(watchlist: WatchList, entries: Sequence[Entry]) -> Difference:
    """Return how entries differ from the lookouts that stand of a list.

    A lookout that an officer withdrew, while its entry stood in the list, stays withdrawn: the list does not undo it.
    """
    rows = Lookout.objects.filter(source_key=watchlist.key)
    found = {
        entry: (pk, state, party, caveats)
        for entry, pk, state, party, caveats in rows.values_list("source_entry", "pk", "state", "party", "caveats")
    }
    left_before = _left_before(watchlist)
    told, keys = Difference(held={entry: row[0] for entry, row in found.items()}), set()
    for entry in entries:
        keys.add(entry.key)
        if entry.key not in found:
            told.came.append(entry.key)
            continue
        pk, state, party, caveats = found[entry.key]
        if state == "lapsed" or (state == "withdrawn" and pk in left_before):
            told.back.append(entry.key)
        elif party != entry.party or caveats != entry.remarks:
            told.changed.append(entry.key)
        else:
            told.unchanged.append(entry.key)
        if state not in GONE:
            told.names_stood += _names(party)
            told.names_gone += _names(party) - _names(entry.party)
    standing = [entry for entry, row in found.items() if row[1] not in GONE]
    told.stood = len(standing)
    told.left = sorted(entry for entry in standing if entry not in keys)
    return told


def _left_before(watchlist: WatchList) -> set[UUID]:
    """Return the withdrawn lookouts that were withdrawn because their entries left."""
    rows = ListChange.objects.filter(version__watchlist=watchlist, lookout__state="withdrawn")
    newest = dict(rows.order_by("version__number").values_list("lookout_id", "what"))
    return {lookout for lookout, what in newest.items() if what == "left"}


def _names(party: Mapping[str, Any]) -> int:
    return len(party.get("names") or ())


def why_not(told: Difference, entries: int, law: Any, day: date) -> str:
    """Return why a list is not to be loaded as it is, or nothing.

    Args:
        told: how it differs from what stands.
        entries: how many entries came.
        law: the law pack, which says by how much a list may shrink.
        day: the day.
    """
    if not entries:
        return "The list holds no entry; the last good version stays."
    percent = float(law.value(SHRINK, day).value)
    if told.stood and len(told.left) * 100 > told.stood * percent:
        return (
            f"{len(told.left)} of {told.stood} entries are gone, more than {percent:g} %; the last good version stays."
        )
    if told.names_gone * 100 > told.names_stood * percent:
        return (
            f"{told.names_gone} of the {told.names_stood} names of the entries that stay are gone, more than "
            f"{percent:g} %, as where the file of aliases is missing or cut off; the last good version stays."
        )
    return ""
