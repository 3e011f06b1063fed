"""The SEVIS app."""

from limen.core.rooms import RoomConfig


class SevisConfig(RoomConfig):
    """Reads its transition tables at start."""

    name = "limen.offices.sevis"
    label = "sevis"
    default = True
