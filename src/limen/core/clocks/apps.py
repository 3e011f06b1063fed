"""The clocks app."""

from limen.core.rooms import RoomConfig


class ClocksConfig(RoomConfig):
    """Reads its transition tables at start."""

    name = "limen.core.clocks"
    label = "clocks"
    default = True
