"""The patrol app."""

from limen.core.rooms import RoomConfig


class PatrolConfig(RoomConfig):
    """Reads its transition tables at start."""

    name = "limen.offices.patrol"
    label = "patrol"
    default = True
