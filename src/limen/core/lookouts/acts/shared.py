"""What the acts on lookouts have in common."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field

from limen.core.offices import OF_AN_OFFICE, OfficeKey
from limen.kernel import BadInput, Personal, Problem, Scene

LOOKOUT = "lookouts.lookout"
HIT = "lookouts.hit"
REDRESS = "lookouts.redress"
CHECK = ("lookouts.check",)

Reason = Annotated[str, Field(title="Reason", min_length=5, max_length=300)]
Office = Annotated[
    Literal["", OfficeKey],
    OF_AN_OFFICE,
    Field(title="Office that answers for it", description="The category's own, when none is named"),
]
Others = Annotated[
    list[str],
    Personal,
    Field(
        title="Other names",
        description="One a line, in any script: SURNAME, Given names; or the whole name. A ~ before a weak alias.",
        max_length=100,
    ),
]
Numbers = Annotated[
    list[str],
    Personal,
    Field(title="Other numbers", description="One a line: passport SWE 12345678, or the number alone", max_length=100),
]


def given_nationalities(codes: Iterable[str], scene: Scene) -> None:
    """Refuse a nationality that is no code of the law pack on the day.

    Raises:
        BadInput: naming it.
    """
    for code in codes:
        if scene.law.codes("icao_states").get(code, scene.day) is None:
            text = f"“{code}” is not in “icao_states” on {scene.day}."
            raise BadInput(text, problems=[Problem("other_nationalities", "code.not_in_force", text)])
