"""What Border Patrol keeps."""

from limen.offices.patrol.models.events import Apprehension, DocumentCheck, Event, Ground, Question
from limen.offices.patrol.models.field import (
    Assignment,
    Death,
    DeathTold,
    Detection,
    Landmark,
    Opening,
    Rescue,
    RescueBeacon,
    RescuedPerson,
    Shift,
    Zone,
)
from limen.offices.patrol.models.seizures import CustodyHand, Item, SeizedFrom, Seizure, Weighing

__all__ = [
    "Apprehension",
    "Assignment",
    "CustodyHand",
    "Death",
    "DeathTold",
    "Detection",
    "DocumentCheck",
    "Event",
    "Ground",
    "Item",
    "Landmark",
    "Opening",
    "Question",
    "Rescue",
    "RescueBeacon",
    "RescuedPerson",
    "SeizedFrom",
    "Seizure",
    "Shift",
    "Weighing",
    "Zone",
]
