"""The last app to start: it hangs the door."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Wires the kernel's door to the database, the law pack and the clocks."""

    name = "limen.config"
    label = "config"

    def ready(self) -> None:
        """Hang the door."""
        from limen.config.wiring import hang_door

        hang_door()
