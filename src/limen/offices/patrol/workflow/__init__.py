"""The transition tables of Border Patrol."""

from limen.offices.patrol.workflow import events, field, seizures

__all__ = ["events", "field", "seizures"]
