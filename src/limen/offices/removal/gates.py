"""Whether a person may be held: every act of this office that begins custody asks here first."""

from __future__ import annotations

from uuid import UUID

from limen.kernel import GuardRefused, Scene


def closed(person: UUID, what: str, scene: Scene) -> tuple[str, ...]:
    """Return the reasons why something may not be done to a person; none when the way is open.

    Args:
        person: the person.
        what: ``detention``, ``removal`` or ``charging``.
        scene: the act's scene, for the law and the day.
    """
    return ()


def must_be_open(person: UUID, what: str, scene: Scene) -> None:
    """Refuse when the way is closed.

    Raises:
        GuardRefused: with every reason.
    """
    reasons = closed(person, what, scene)
    if reasons:
        raise GuardRefused("; ".join(reasons))
