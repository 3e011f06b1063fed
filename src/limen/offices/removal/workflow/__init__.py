"""The transition tables of Detention and Removal."""

from limen.offices.removal.workflow import decisions, detainers

__all__ = ["decisions", "detainers"]
