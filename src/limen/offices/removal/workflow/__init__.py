"""The transition tables of Detention and Removal."""

from limen.offices.removal.workflow import cases, departures, facilities, releases

__all__ = ["cases", "departures", "facilities", "releases"]
