"""The custody app."""

from limen.core.rooms import RoomConfig


class CustodyConfig(RoomConfig):
    """Reads its transition tables at start."""

    name = "limen.core.custody"
    label = "custody"
    default = True
