"""The encounters app."""

from limen.core.rooms import RoomConfig


class EncountersConfig(RoomConfig):
    """Reads its transition tables at start."""

    name = "limen.core.encounters"
    label = "encounters"
    default = True
