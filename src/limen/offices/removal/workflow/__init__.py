"""The transition tables of Detention and Removal."""

from limen.offices.removal.workflow import cases, departures

__all__ = ["cases", "departures"]
