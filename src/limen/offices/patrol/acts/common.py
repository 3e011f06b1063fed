"""What the acts of the field share: permissions, fields that many take, and how a fault is refused."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from limen.kernel import BadInput, Lines, Personal, Problem, Ref

FIELD = "patrol.field"
SHIFTS = "patrol.shift"
SEIZE = "patrol.seize"
EVIDENCE = "patrol.evidence"
KEEP = ("records.keep",)

WHERE_HINT = "31.33412, -110.94120, or 31 20.047 N 110 56.472 W, or 3 km NE of a landmark"
WhereText = Annotated[str, Field(title="Where", min_length=1, max_length=160, description=WHERE_HINT)]
When = Annotated[datetime | None, Field(title="When, if not now")]
ZoneRef = Annotated[UUID | None, Ref("patrol.zone"), Field(title="Zone")]
Reason = Annotated[str, Field(title="Why", min_length=5, max_length=300)]
People = Annotated[int | None, Field(title="People counted", ge=0, le=5000)]
Count = Annotated[int, Field(ge=0, le=5000)]
Caller = Annotated[str, Personal, Field(title="Caller: name and how to reach them", max_length=200)]
Text = Annotated[str, Personal, Lines(4), Field(max_length=4000)]


def bad(field: str, rule: str, message: str) -> BadInput:
    """Return the refusal of one field."""
    return BadInput(message, problems=[Problem(field, rule, message)])
