"""The reads of Border Patrol on the API."""

from __future__ import annotations

from ninja import Router

from limen.offices.patrol import event_api, field_api

router = Router(tags=["patrol"])
router.add_router("", field_api.router)
router.add_router("", event_api.router)
