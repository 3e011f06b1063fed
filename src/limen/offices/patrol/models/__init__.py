"""What Border Patrol keeps."""

from limen.offices.patrol.models.events import Apprehension, DocumentCheck, Event, Ground, Question

__all__ = ["Apprehension", "DocumentCheck", "Event", "Ground", "Question"]
