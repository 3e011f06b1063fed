"""The inspections app."""

from limen.core.rooms import RoomConfig


class InspectionsConfig(RoomConfig):
    """Reads its transition tables at start."""

    name = "limen.offices.inspections"
    label = "inspections"
    default = True
