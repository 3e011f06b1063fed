"""Codes of the PAXLST message (WCO/IATA/ICAO API guidelines, appendix II; qualifiers as US-CBP/GTAS reads them)."""

from __future__ import annotations

KINDS = {"745": "passengers", "250": "crew", "266": "status", "336": "master_crew", "655": "gate_pass"}
"""BGM, document name code."""

FUNCTIONS = {
    "745": {"CP": "change", "XR": "cancel", "RP": "reduction"},
    "266": {
        "CL": "close",
        "CLNB": "close_not_aboard",
        "CLNO": "close_not_aboard",
        "CLOB": "close_aboard",
        "XF": "cancel_flight",
        "CF": "change_flight",
    },
    "250": {"CC": "change", "BC": "change", "EC": "change", "FC": "change"},
    "336": {"G": "add", "H": "delete", "I": "change"},
}
"""BGM, document identifier by document name code; anything else is an original."""
MESSAGE_FUNCTIONS = {"1": "cancel", "3": "delete", "4": "change", "5": "change", "9": "original"}
"""BGM, message function code (data element 1225), where no document identifier says more."""

ROLES = {
    "FL": ("passenger", False),
    "FM": ("crew", False),
    "DDU": ("passenger", True),
    "DDT": ("crew", True),
    "VW": ("crew", False),
}
"""NAD, party function: role, and whether in transit. VW is the driver of a land conveyance."""
US_ROLES = {"PAX": ("passenger", False), "CRW": ("crew", False), "ITI": ("passenger", True)}
"""PDT, person status in the older form of the United States."""

PLACES = {
    "22": "clears",
    "174": "residence",
    "178": "embarks",
    "179": "debarks",
}
"""LOC of a person; 180, the place of birth, has a country and a text."""
REFERENCES = {"AVF": "locator", "ABO": "reference", "SEA": "seat"}
"""RFF of a person that has a field of its own."""
VERIFIED = {"173": "yes", "174": "no", "ZZZ": "yes"}
"""GEI+4: whether the data were compared with the document."""

BORDER = frozenset({"125", "87"})
"""LOC of a leg: last airport before the border, first after it."""
NO_STOPS = frozenset({"172", "188"})
"""LOC of a flight that is no airport on its way: where it is reported, and where filed."""
DEPARTURES = frozenset({"189", "136"})
ARRIVALS = frozenset({"232", "132"})
"""DTM of a leg; 136 and 132 are the older form's."""
