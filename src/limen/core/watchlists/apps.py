"""The watch lists app."""

from limen.core.rooms import RoomConfig


class WatchlistsConfig(RoomConfig):
    """Reads its transition tables at start."""

    name = "limen.core.watchlists"
    label = "watchlists"
    default = True
