"""Whoever is found to be a citizen goes free in the same breath; no hour is left between the finding and the door."""

from __future__ import annotations

from typing import Any

from limen.core.custody.acts import Release
from limen.core.custody.rules import open_stay
from limen.kernel import Scene

FAMILY_WAY = "discretion"
"""A citizen is not parted from the family held with them: they go along, by the service's discretion."""


def out_of_the_door(act: Any, record: Any, scene: Scene, entry: Any) -> None:
    """Release the person where they are held."""
    stay = open_stay(record.person_id)
    if stay is not None:
        scene.perform(Release(way="citizen", family_way=FAMILY_WAY, to="At liberty"), on=stay)


LISTENS = {"removal.uphold_citizenship": out_of_the_door}
