"""The transition tables of Detention and Removal."""

from limen.offices.removal.workflow import cases, decisions, detainers

__all__ = ["cases", "decisions", "detainers"]
