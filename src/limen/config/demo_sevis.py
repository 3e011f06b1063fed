"""Schools and sponsors, for the demonstration, with those who speak for them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from limen.config.demo import postings

if TYPE_CHECKING:
    from limen.config.demo import Demo


def schools_and_sponsors(demo: Demo) -> None:
    """Make them, where they are not made."""
    from limen.offices.sevis.demo import Cast, open_organisations

    partners = [row for row in postings() if row.get("kind") == "partner"]
    cast = Cast(demo.agency, demo.officers, datetime.now(UTC))
    open_organisations(cast, partners, demo.say)
