"""The reads of Border Patrol on the API."""

from __future__ import annotations

from ninja import Router

from limen.offices.patrol.api import events, field

router = Router(tags=["patrol"])
router.add_router("", field.router)
router.add_router("", events.router)
