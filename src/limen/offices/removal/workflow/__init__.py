"""The transition tables of Detention and Removal."""

from limen.offices.removal.workflow import cases

__all__ = ["cases"]
