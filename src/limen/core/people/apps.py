"""The people app."""

from limen.core.rooms import RoomConfig


class PeopleConfig(RoomConfig):
    """Reads its transition tables at start."""

    name = "limen.core.people"
    label = "people"
    default = True
