"""The reads of SEVIS on the API."""

from __future__ import annotations

from ninja import Router

from limen.offices.sevis.api import organisations

router = Router(tags=["sevis"])
for part in (organisations,):
    router.add_router("", part.router)
