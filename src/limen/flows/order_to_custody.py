"""A held person is held under an order of removal once it is final, and under the proceedings when it falls."""

from __future__ import annotations

from typing import Any

from limen.core.custody.acts import FollowOrder
from limen.core.custody.rules import open_stay
from limen.kernel import Scene
from limen.offices.removal.workflow.cases import CASE

UNDER_ORDER = ("detain.order", "detain.beyond")


def follow(act: Any, record: Any, scene: Scene, entry: Any) -> None:
    """Change what a held person is held under, where the case changed it."""
    stay = open_stay(record.person_id)
    if stay is None or (stay.authority in UNDER_ORDER) == (record.state == "final"):
        return
    if record.state == "final":
        scene.perform(FollowOrder(under="detain.order", why=act.title()), on=stay)
    elif record.state == "in_proceedings":
        scene.perform(FollowOrder(under="detain.proceedings", why=act.title()), on=stay)


LISTENS = {
    row.act.declaration.key: follow
    for row in CASE
    if row.target == "final" or ("final" in row.sources and row.target == "in_proceedings")
}
