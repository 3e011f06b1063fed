"""The reads of SEVIS on the API."""

from __future__ import annotations

from ninja import Router

from limen.offices.sevis.api import organisations, students, visitors

router = Router(tags=["sevis"])
for part in (organisations, students, visitors):
    router.add_router("", part.router)
