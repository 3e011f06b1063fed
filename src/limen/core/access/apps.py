"""The access app."""

from limen.core.rooms import RoomConfig


class AccessConfig(RoomConfig):
    """Reads its transition tables at start, and listens to the sign-in library."""

    name = "limen.core.access"
    label = "access"
    default = True

    def ready(self) -> None:
        """Read the tables and put what the sign-in library tells on the record."""
        super().ready()
        from limen.core.access import receivers  # noqa: F401  connects on import
