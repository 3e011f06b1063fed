"""The transition tables of Detention and Removal."""

from limen.offices.removal.workflow import cases, facilities, releases

__all__ = ["cases", "facilities", "releases"]
