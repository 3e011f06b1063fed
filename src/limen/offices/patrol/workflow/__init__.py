"""The transition tables of Border Patrol."""

from limen.offices.patrol.workflow import field, seizures

__all__ = ["field", "seizures"]
