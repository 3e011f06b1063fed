"""A hit decided in the lookouts room is decided at the inspection, or on the carrier's list, where it was found."""

from __future__ import annotations

from typing import Any

from limen.core.remembering import recalled
from limen.kernel import Act, Scene
from limen.offices.inspections.acts import FollowNotSame, FollowSame
from limen.offices.inspections.models import Hit


def follow_same(act: Any, record: Any, scene: Scene, entry: Any) -> None:
    """The person is the one meant."""
    _follow(FollowSame(), record, ("open", "unsure", "dismissed"), scene)


def follow_not_same(act: Any, record: Any, scene: Scene, entry: Any) -> None:
    """The person is another."""
    _follow(FollowNotSame(), record, ("open", "unsure", "confirmed"), scene)


def _follow(act: Act, record: Any, states: tuple[str, ...], scene: Scene) -> None:
    if recalled((Hit.record_type, record.pk)):
        return  # the inspection itself decides it, in this very act
    held = Hit.objects.filter(found=record, state__in=states).first()
    if held is not None:
        scene.perform(act, on=held)


LISTENS = {"lookouts.hit_same": follow_same, "lookouts.hit_not_same": follow_not_same}
