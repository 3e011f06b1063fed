"""What the acts of investigators share: permissions, fields that many take, and how a fault is refused."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from limen.kernel import BadInput, Code, Lines, Personal, Problem

LEAD = "investigations.lead"
ARREST = "investigations.arrest"
WORK = "investigations.work"
SUPERVISE = "investigations.supervise"
RECEIVE = "investigations.receive"
INQUIRE = ("investigate.lead",)

Kind = Annotated[str, Code("lead_kinds"), Field(title="Kind of lead", max_length=24)]
Area = Annotated[str, Code("programme_areas"), Field(title="Programme area", max_length=32)]
Priority = Annotated[str, Code("lead_priorities"), Field(title="Priority", max_length=12)]
SourceGrade = Annotated[str, Code("source_grades"), Field(title="Reliability of the source, A to F", max_length=1)]
InformationGrade = Annotated[
    str, Code("information_grades"), Field(title="Credibility of the information, 1 to 6", max_length=1)
]
Why = Annotated[str, Personal, Lines(3), Field(title="Why", min_length=5, max_length=2000)]
Says = Annotated[str, Personal, Lines(5), Field(min_length=5, max_length=8000)]


def bad(field: str, rule: str, message: str) -> BadInput:
    """Return the refusal of one field."""
    return BadInput(message, problems=[Problem(field, rule, message)])
