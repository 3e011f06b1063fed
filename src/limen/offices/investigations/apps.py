"""The investigations app."""

from limen.core.rooms import RoomConfig


class InvestigationsConfig(RoomConfig):
    """Reads its transition tables at start."""

    name = "limen.offices.investigations"
    label = "investigations"
    default = True
