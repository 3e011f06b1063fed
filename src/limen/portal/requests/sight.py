"""Who may know of which kind of what the public sends. Complaints are for oversight alone."""

from __future__ import annotations

from limen.core.access.gate import Viewer
from limen.portal.requests.kinds import COMPLAINTS, FEEDBACK, GENERAL, RECORDS, TIPS


def kinds_seen(viewer: Viewer) -> tuple[str, ...]:
    """Return the kinds that somebody may know of where they work, for the purpose they work for."""
    viewer.require("portal.view_submissions")
    return (
        *(FEEDBACK if viewer.may("portal.view_feedback") else ()),
        *(GENERAL if viewer.may("portal.view_general") else ()),
        *(RECORDS if viewer.may("portal.view_records") else ()),
        *(TIPS if viewer.may("portal.view_tips") else ()),
        *(COMPLAINTS if viewer.may("portal.view_complaints") else ()),
    )
