"""The places app."""

from limen.core.rooms import RoomConfig


class PlacesConfig(RoomConfig):
    """Reads its transition tables at start."""

    name = "limen.core.places"
    label = "places"
    default = True
