"""The app of the public site."""

from limen.core.rooms import RoomConfig


class PortalConfig(RoomConfig):
    """Reads its transition tables at start."""

    name = "limen.portal"
    label = "portal"
    default = True
