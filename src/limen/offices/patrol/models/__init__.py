"""What Border Patrol keeps."""

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
)
from limen.offices.patrol.models.seizures import CustodyHand, Item, SeizedFrom, Seizure, Weighing

__all__ = [
    "Assignment",
    "CustodyHand",
    "Death",
    "DeathTold",
    "Detection",
    "Item",
    "Landmark",
    "Opening",
    "Rescue",
    "RescueBeacon",
    "RescuedPerson",
    "SeizedFrom",
    "Seizure",
    "Shift",
    "Weighing",
]
