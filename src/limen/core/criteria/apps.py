"""The criteria app."""

from limen.core.rooms import RoomConfig


class CriteriaConfig(RoomConfig):
    """Reads its transition tables at start."""

    name = "limen.core.criteria"
    label = "criteria"
    default = True
