"""What a page offers to do: the acts that a viewer may do to a record in its state, each with its address."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from limen.kernel import NEW, REGISTER, WORKFLOWS, Act

if TYPE_CHECKING:
    from limen.core.access.gate import Viewer


@dataclass(frozen=True, slots=True)
class Offer:
    """An act that may be done here.

    Args:
        key: the act's key.
        title: its sentence, in the viewer's language.
        address: the page that does it.
    """

    key: str
    title: str
    address: str


def offered(record: Any, viewer: Viewer, *, but: Collection[str] = ()) -> list[Offer]:
    """Return the acts a viewer may do to a record in its state.

    Args:
        record: the record, as the viewer has read it.
        viewer: who looks.
        but: keys of acts that the page offers elsewhere, or that cannot be done by this viewer.
    """
    return [
        _offer(act, reverse("act", args=[act.declaration.key, record.id]))
        for act in WORKFLOWS[record.record_type].acts_from(record.state)
        if viewer.may(act.declaration.permission) and act.declaration.key not in but
    ]


def begun(keys: Mapping[str, Mapping[str, Any]], viewer: Viewer) -> list[Offer]:
    """Return the acts that make a record, of those named, that a viewer may do.

    Args:
        keys: act keys, each with the fields its form has filled in. They stand in the address: never personal data.
        viewer: who looks.
    """
    return [
        _offer(act, _filled(reverse("act_new", args=[key]), fields))
        for key, fields in keys.items()
        if (act := REGISTER[key]) in WORKFLOWS[act.declaration.on].acts_from(NEW)
        and viewer.may(act.declaration.permission)
    ]


def _offer(act: type[Act], address: str) -> Offer:
    return Offer(act.declaration.key, _(act.title()), address)


def _filled(address: str, fields: Mapping[str, Any]) -> str:
    return f"{address}?{urlencode(fields)}" if fields else address
