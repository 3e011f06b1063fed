"""The addresses of batches, rosters and alerts, and the published ones of the batch interface."""

from __future__ import annotations

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _

from limen.core.navigation import NavItem
from limen.offices.sevis.views import batches, rosters, wire

NAV = [NavItem(_("Batches"), "sevis:batches", "sevis.batch", 36)]
PUBLISHED: list[Any] = [
    path(f"{root}/action/{name}", view, name=f"{root}_{verb}")
    for root in ("sbtsevisbatch", "sevisbatch")
    for name, verb, view in (("batchUpload", "upload", wire.upload), ("batchDownload", "download", wire.download))
]
PAGES: list[Any] = [
    path("sevis/batches/", batches.batches, name="batches"),
    path("sevis/batches/send/", batches.send, name="send_batch"),
    path("sevis/batches/<uuid:identifier>/", batches.batch, name="batch"),
    path("sevis/batches/<uuid:identifier>/log/", batches.log, name="batch_log"),
    path("sevis/roster/", rosters.roster, name="roster"),
    path("sevis/roster/send/", rosters.send, name="roster_in"),
    path("sevis/alerts.csv", rosters.alerts, name="alerts_csv"),
    *PUBLISHED,
]
