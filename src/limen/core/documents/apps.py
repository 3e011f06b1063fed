"""The documents app."""

from limen.core.rooms import RoomConfig


class DocumentsConfig(RoomConfig):
    """Reads its transition tables at start."""

    name = "limen.core.documents"
    label = "documents"
    default = True
