"""The transition tables of Detention and Removal."""

from limen.offices.removal.workflow import cases, decisions, departures, detainers, facilities, releases

__all__ = ["cases", "decisions", "departures", "detainers", "facilities", "releases"]
