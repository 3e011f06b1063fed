"""The casefile app."""

from limen.core.rooms import RoomConfig


class CasefileConfig(RoomConfig):
    """Reads its transition tables at start."""

    name = "limen.core.casefile"
    label = "casefile"
    default = True
