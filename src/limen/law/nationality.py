"""Which country a nationality in a machine-readable zone or a form stands for."""

from __future__ import annotations

from datetime import date

from limen.law.pack import Pack


def country_of(pack: Pack, nationality: str, day: date) -> str:
    """Return the three-letter country of a nationality code, or the code itself where it stands for no one country.

    Args:
        pack: the law pack.
        nationality: as the zone bears it (``D``, ``RKS``) or as ISO 3166 has it (``DEU``, ``XKX``).
        day: the day, since codes are closed and opened.
    """
    row = pack.codes("icao_states").get(nationality, day)
    if row is not None and row.attributes.get("kind") == "state":
        return str(row.attributes.get("iso3", nationality))
    return nationality


def name_of(pack: Pack, nationality: str, day: date) -> str:
    """Return how an officer would name the nationality's country, or the code where no table knows it."""
    for table, code in (("icao_states", nationality), ("countries", country_of(pack, nationality, day))):
        row = pack.codes(table).get(code, day)
        if row is not None:
            return row.title
    return nationality
