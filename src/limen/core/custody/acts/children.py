"""Somebody in custody who is, or may be, a child; and a child who is alone."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from limen.core.custody import rules
from limen.core.custody.models import Stay
from limen.kernel import Act, GuardRefused, Lines, Personal, Scene

STAY = rules.STAY
CARE = "custody.care"
SCREEN = ("child.screen",)
Shows = Annotated[str, Personal, Lines(2), Field(title="What shows it", min_length=5, max_length=1000)]


class DoubtAge(Act, key="custody.doubt_age", on=STAY, permission=CARE, authorities=SCREEN):
    """Record a doubt whether a person held as an adult is a child; Health and Human Services is told."""

    why: Shows

    def guard(self, record: Stay, scene: Scene) -> None:
        """The person is held as an adult."""
        if record.juvenile:
            raise GuardRefused("The person is on record as a child.")

    def apply(self, record: Stay, scene: Scene) -> Stay:
        """Keep what was said or seen."""
        rules.find(record, "age doubted", self.why, scene)
        scene.marks.append("child.age_doubted")
        return record


class FindChild(Act, key="custody.find_child", on=STAY, permission=CARE, authorities=SCREEN):
    """Record that a person is found to be a child, or a child to be alone."""

    alone: Annotated[bool, Field(title="No parent or guardian is here who can care for the child")] = False
    why: Shows

    def guard(self, record: Stay, scene: Scene) -> None:
        """It is not on record already."""
        if record.juvenile and (record.alone or not self.alone):
            raise GuardRefused("That is on record already.")

    def apply(self, record: Stay, scene: Scene) -> Stay:
        """Start what the law grants a child, and a child alone."""
        if not record.juvenile:
            record.juvenile = True
            scene.marks.append("child.apprehended")
            if rules.open_stint(record).kind in ("station", "port"):
                scene.marks.append(rules.STATION_MARKS[record.juvenile])
        if self.alone:
            record.alone = True
            scene.marks += rules.alone_marks(record.person, scene)
        rules.find(record, "found a child", self.why, scene)
        return record
