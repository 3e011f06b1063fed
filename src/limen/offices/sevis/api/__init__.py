"""The reads of SEVIS on the API."""

from __future__ import annotations

from ninja import Router

from limen.offices.sevis.api import students

router = Router(tags=["sevis"])
for part in (students,):
    router.add_router("", part.router)
