"""The app of what the public sends."""

from limen.core.rooms import RoomConfig


class RequestsConfig(RoomConfig):
    """Reads its transition tables at start."""

    name = "limen.portal.requests"
    label = "portal_requests"
    default = True
