"""The transition tables of Detention and Removal."""

from limen.offices.removal.workflow import facilities, releases

__all__ = ["facilities", "releases"]
