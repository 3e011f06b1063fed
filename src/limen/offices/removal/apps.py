"""The removal app."""

from limen.core.rooms import RoomConfig


class RemovalConfig(RoomConfig):
    """Reads its transition tables at start."""

    name = "limen.offices.removal"
    label = "removal"
    default = True
