"""The reads of Detention and Removal on the API."""

from __future__ import annotations

from ninja import Router

from limen.offices.removal import api_decisions

router = Router(tags=["removal"])
api_decisions.add_to(router)
