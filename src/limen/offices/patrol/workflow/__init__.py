"""The transition tables of Border Patrol."""

from limen.offices.patrol.workflow.events import APPREHENSION, EVENT

__all__ = ["APPREHENSION", "EVENT"]
