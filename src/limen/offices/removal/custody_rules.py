"""What the acts on custody share: what a person is held under and what that leaves open, whom the law itself holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from limen.core.custody.models import OPEN, Stay
from limen.kernel import BadInput, GuardRefused, Problem, Scene
from limen.offices.removal.gate import DETENTION, require_open

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal
    from zoneinfo import ZoneInfo

    from limen.law.values import Code


def held(identifier: UUID | None) -> Stay:
    """Return a stay in which the person is held now.

    Raises:
        BadInput: when none is named.
        GuardRefused: when the person has left.
    """
    if identifier is None:
        raise BadInput("Say which stay.", problems=[Problem("stay", "input.missing", "Name the stay in custody.")])
    stay = Stay.objects.select_related("person", "place").get(pk=identifier)
    if stay.state not in OPEN:
        raise GuardRefused("The person is not held any more.")
    return stay


def fresh(stay: Stay) -> Stay:
    """Return a stay as it now is."""
    return Stay.objects.select_related("person", "place").get(pk=stay.pk)


def may_be_held(person: UUID, scene: Scene) -> None:
    """Refuse to hold a person whom a protection keeps from it: a citizen, or one who claims to be.

    Raises:
        GuardRefused: with every reason.
    """
    require_open(person, "", scene.day, scene.law, DETENTION)


def basis(under: str, scene: Scene) -> Code:
    """Return what the law leaves open to a person held under an authority.

    Raises:
        GuardRefused: when the law pack does not say.
    """
    found: Code | None = scene.law.codes("custody_bases").get(under, scene.day)
    if found is None:
        raise GuardRefused("The law pack does not say what that leaves open.")
    return found


def open_way(under: str, way: str, scene: Scene) -> None:
    """Refuse a way out that the service may not choose for a person so held.

    Raises:
        GuardRefused: with the citation.
    """
    row = basis(under, scene)
    if way not in row.attributes["ways"]:
        title = scene.law.codes("book_outs").get(way, scene.day).title
        raise GuardRefused(f"“{title}” is not open to a person held as: {row.title}.", citation=row.citation)


def enough(amount: Decimal, scene: Scene) -> None:
    """Refuse a bond below the least the law allows.

    Raises:
        BadInput: with the least.
    """
    least = scene.law.value("custody.bond_minimum", scene.day)
    if amount < least.value:
        raise BadInput(
            f"A bond is at least {least.value} dollars ({least.citation}).",
            problems=[Problem("amount", "bond.minimum", f"Give {least.value} or more.")],
        )


def named_by_law(charges: Iterable[str], months: int, *, offence: bool, scene: Scene) -> Code | None:
    """Return the paragraph under which the law itself holds a person so charged, or None.

    Args:
        charges: codes of the law pack's charges.
        months: the longest sentence of imprisonment, in months.
        offence: whether the person was arrested for, charged with, convicted of or admits an offence the law names.
        scene: the act's scene, for the law and the day.
    """
    table = scene.law.codes("charges")
    found = {_ground(table.get(code, scene.day)) for code in charges}
    for row in scene.law.codes("mandatory_detention").on(scene.day).values():
        wanted = {(row.attributes["kind"], ground) for ground in row.attributes["grounds"]}
        met = months >= row.attributes["sentence_months"] and (offence or not row.attributes["offence"])
        if found & wanted and met:
            named: Code = row
            return named
    return None


def _ground(charge: Any) -> tuple[str, str]:
    if charge is None:
        return "", ""
    return charge.attributes["kind"], charge.attributes.get("ground", "")


def last_day(clock: str, scene: Scene, zone: ZoneInfo | None = None, since: datetime | None = None) -> date | None:
    """Return the last day of a period of law; None when its rule is not in force.

    Args:
        clock: the law pack's key.
        scene: the act's scene.
        zone: where the period runs; where the act is done when none is given.
        since: when it began; now when none is given.
    """
    provision = scene.law.clock(clock).on(scene.day)
    if provision is None:
        return None
    where = zone or scene.place.zone
    found: date = provision.due(since or scene.at, zone=where).astimezone(where).date()
    return found


def held_by_referral(law: Any, day: date) -> dict[str, Any]:
    """Return the reasons of a referral on which a person is to be held, each with what they are held under."""
    ours = {key: row.attributes["under"] for key, row in law.codes("referral_custody").on(day).items()}
    rows = law.codes("processing").on(day).items()
    processed = {key: row.attributes["basis"] for key, row in rows if row.attributes.get("basis")}
    return {**processed, **ours}
