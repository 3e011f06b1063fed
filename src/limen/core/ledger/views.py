"""The pages of the ledger, for auditors: the search, and one entry with its place in the chain."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from limen.core import reading
from limen.core.access.roles import purposes
from limen.core.ledger import entries as chain
from limen.core.ledger import queries
from limen.core.ledger.forms import EntriesForm
from limen.core.ledger.sections import holding_of
from limen.core.ledger.wording import Line, in_words
from limen.core.offering import begun
from limen.core.pages import PAGE, address_of, page, query_of, said, viewer_of
from limen.kernel import REGISTER

if TYPE_CHECKING:
    from limen.core.ledger.models import Entry

BEGUN: dict[str, dict[str, str]] = {"ledger.hold": {}, "ledger.propose_erasure": {}}


@require_safe
def entries(request: HttpRequest) -> HttpResponse:
    """Search the entries, the newest first; paged by number, so that a chain of any length is read as fast."""
    viewer = viewer_of(request)
    viewer.require(queries.AUDIT)
    form = EntriesForm(request.GET, viewer=viewer)
    asked = form.asked()
    if asked is None:
        return page(request, "ledger/entries.html", {}, form=form)
    named = {name: asked[name] for name in ("about", "act", "actor", "kind")}
    rows = queries.entries(viewer=viewer, **named)
    rows = chain.between(rows, asked["first"], asked["last"], viewer.place.zone)
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit() and len(before) < len(str(2**63)):
        rows = rows.filter(pk__lt=int(before))
    found = list(rows.order_by("-pk")[: PAGE + 1])
    shown = queries.audited(found[:PAGE], viewer=viewer, about=asked["about"])
    context = {
        "rows": [_line(row) for row in shown],
        "asked": True,
        "paging": bool(before),
        "older": shown[-1].pk if len(found) > PAGE else 0,
        "query": query_of(request, "before"),
    }
    return page(request, "ledger/entries.html", context, form=form)


@require_safe
def keeping(request: HttpRequest) -> HttpResponse:
    """Show what must be kept, and what is to be erased: legal holds and erasures."""
    viewer = viewer_of(request)
    rows = holding_of(viewer)
    return page(request, "ledger/keeping.html", {"rows": rows, "acts": begun(BEGUN, viewer)})


@require_safe
def entry(request: HttpRequest, hash_: str) -> HttpResponse:
    """Show one entry: its body, its hash and the one it chains to, and whether the chain holds here."""
    viewer = viewer_of(request)
    found = chain.entry(hash_, viewer=viewer)
    body = json.loads(found.body)
    before, after = chain.neighbours(found)
    personal = chain.personal(found, viewer=viewer) if request.GET.get("personal") else None
    authority = body["authority"]
    facts = [
        (_("What"), _title(body["act"]), ""),
        (_("Key"), body["act"], f"{reverse('ledger:entries')}?act={body['act']}"),
        (_("By"), body["actor"]["label"], f"{reverse('ledger:entries')}?actor={body['actor']['id']}"),
        (_("At"), body["place"]["code"] if body["place"] else "", ""),
        (_("When"), _moment(body["at"], viewer.place.zone), ""),
        (_("Recorded"), _moment(body["recorded"], viewer.place.zone), ""),
        (_("Purpose"), purposes().get(body["purpose"], body["purpose"]), ""),
        (
            _("Authority"),
            authority["citation"] if authority else "",
            reverse("law_authority", args=[authority["key"]]) if authority else "",
        ),
        (_("State"), " → ".join(state for state in body["state"] if state), ""),
    ]
    context = {
        "entry": found,
        "title": _title(body["act"]),
        "facts": facts,
        "subjects": _subjects(body),
        "said": _said(body["plain"], body, viewer.place.zone),
        "plain": _pretty(body["plain"]),
        "standing": chain.standing(found),
        "before": before,
        "after": after,
        "anchor": chain.anchored(found),
        "sealed": body["personal"],
        "erased": chain.erased(found),
        "has_personal": chain.has_personal(found),
        "personal": personal,
        "personal_said": _said(personal.data, body, viewer.place.zone) if personal else [],
        "personal_text": _pretty(personal.data) if personal else "",
    }
    return page(request, "ledger/entry.html", context)


def _line(found: Entry) -> dict[str, Any]:
    body = json.loads(found.body)
    return {
        "entry": found,
        "at": datetime.fromisoformat(body["at"]),
        "title": _title(body["act"]),
        "actor": body["actor"]["label"],
        "place": body["place"]["code"] if body["place"] else "",
        "purpose": body["purpose"],
        "about": len(body["subjects"]),
    }


def _title(key: str) -> str:
    act = REGISTER.get(key)
    return _(act.title()) if act is not None else _("Read: %(key)s") % {"key": key}


def _moment(text: str, zone: ZoneInfo) -> str:
    """Return a moment as the ledger has it, with the place's own time beside it."""
    return f"{said(datetime.fromisoformat(text).astimezone(zone))} ({text})"


def _said(part: dict[str, Any], body: dict[str, Any], zone: ZoneInfo) -> list[Line]:
    """Return what was sent of a part of an entry in words; a read sends nothing."""
    day = datetime.fromisoformat(body["at"]).astimezone(zone).date()
    return in_words(body["act"], part.get("sent") or {}, day)


def _subjects(body: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Return the type, the identifier and the page of each record an entry is about."""
    known = set(reading.record_types())
    return [
        (reading.label(record).capitalize(), ref, address_of(record, ref) if record in known else "")
        for record, ref in body["subjects"]
    ]


def _pretty(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) if data else ""
