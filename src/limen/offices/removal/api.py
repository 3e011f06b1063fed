"""The reads of Detention and Removal on the API."""

from __future__ import annotations

from ninja import Router

from limen.offices.removal import api_decisions
from limen.offices.removal.case_api import router as cases

router = Router(tags=["removal"])
router.add_router("", cases)
api_decisions.add_to(router)
