"""The access app."""

from limen.core.rooms import RoomConfig


class AccessConfig(RoomConfig):
    """Reads its transition tables at start."""

    name = "limen.core.access"
    label = "access"
    default = True
