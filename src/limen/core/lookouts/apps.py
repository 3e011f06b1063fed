"""The lookouts app."""

from limen.core.rooms import RoomConfig


class LookoutsConfig(RoomConfig):
    """Reads its transition tables at start."""

    name = "limen.core.lookouts"
    label = "lookouts"
    default = True
