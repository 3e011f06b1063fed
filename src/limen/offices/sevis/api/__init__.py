"""The reads of SEVIS on the API."""

from __future__ import annotations

from ninja import Router

from limen.offices.sevis.api import batches, organisations, students, visitors

router = Router(tags=["sevis"])
for part in (organisations, students, visitors, batches):
    router.add_router("", part.router)
