"""The reads of Detention and Removal on the API."""

from __future__ import annotations

from ninja import Router

from limen.offices.removal.api import cases, decisions, departures, facilities

router = Router(tags=["removal"])
for part in (cases, departures, decisions, facilities):
    router.add_router("", part.router)
