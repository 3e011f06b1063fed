"""Within the country, for the demonstration: an office of investigations with leads, and somebody arrested on one.

Everything is done by the acts an officer does, once; a second run finds it made.
"""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from limen.config.demo import DATA

if TYPE_CHECKING:
    from limen.config.demo import Demo


def within_the_country(demo: Demo) -> None:
    """Make it, where it is not made."""
    from limen.core.places.acts import OpenPlace
    from limen.core.places.models import Place
    from limen.kernel import perform
    from limen.offices.investigations.demo import leads_and_an_arrest

    row = tomllib.loads(DATA.read_text(encoding="utf-8"))["investigations"]
    office = Place.objects.filter(kind="office", code=row["code"], valid_to=None).first()
    if office is None:
        demo.say("Opening an office of investigations")
        act = OpenPlace(**row, kind="office", parent=str(demo.agency.pk), valid_from=demo.agency.valid_from)
        by = demo.officers["admin"]
        office = perform(act, by=by, at=demo.agency, purpose="administration").record
    leads_and_an_arrest(office, demo.officers["investigator"], demo.officers["investigator.chief"])
