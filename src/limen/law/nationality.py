"""Which country a nationality in a machine-readable zone or a form stands for."""

from __future__ import annotations

from datetime import date

from limen.law.pack import Pack
from limen.law.values import Code, CodeTable

PLACES = ("state", "territory")
"""The kinds of codes that stand for a place, and not for an organisation or for how somebody is known."""


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


def codes_of(pack: Pack, code: str, day: date) -> list[str]:
    """Return every code that names the country of a code, it among them: Germany stands on record as D and as DEU."""
    table = pack.codes("icao_states").on(day)
    row = table.get(code)
    country = row.attributes.get("iso3") if row is not None and row.attributes.get("kind") in PLACES else None
    same = [
        other.code
        for other in table.values()
        if country and other.attributes.get("iso3") == country and other.attributes.get("kind") in PLACES
    ]
    return sorted({code, *same})


def name_of(pack: Pack, nationality: str, day: date) -> str:
    """Return how an officer would name the nationality's country, or the code where no table knows it."""
    for table, code in (("icao_states", nationality), ("countries", country_of(pack, nationality, day))):
        row = pack.codes(table).get(code, day)
        if row is not None:
            return row.title
    return nationality


def row_of(pack: Pack, table: CodeTable, country: str, day: date) -> Code | None:
    """Return a table's row for a country: its own or, where a territory has none, that of the state it belongs to.

    Args:
        pack: the law pack, whose ``icao_states`` say whose nationals a document's code names, and whose ``countries``
            say which state a territory belongs to.
        table: a table of what treaties or rules say of countries.
        country: the code of the country, the territory or the class of nationality, as it stands on record.
        day: the day, since codes are closed and opened.
    """
    borne = pack.codes("icao_states").get(country, day)
    bare = str(borne.attributes.get("iso3", country)) if borne is not None else country
    named = pack.codes("countries").get(bare, day)
    sovereign = str(named.attributes.get("sovereign", "")) if named is not None else ""
    return next((row for code in (country, bare, sovereign) if (row := table.get(code, day)) is not None), None)
