"""The reads of Detention and Removal on the API."""

from __future__ import annotations

from ninja import Router

from limen.offices.removal import api_decisions, api_facilities
from limen.offices.removal.case_api import router as cases
from limen.offices.removal.departure_api import router as departures

router = Router(tags=["removal"])

router.add_router("", cases)
router.add_router("", api_facilities.router)
router.add_router("", departures)
api_decisions.add_to(router)
