"""The reads of Border Patrol on the API."""

from __future__ import annotations

from ninja import Router

router = Router(tags=["patrol"])
