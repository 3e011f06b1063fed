"""The reads of Detention and Removal on the API."""

from __future__ import annotations

from ninja import Router

router = Router(tags=["removal"])
