"""What is to be done by a lawful day, as data, of students, exchange visitors and what a school is asked."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from ninja import Query
from pydantic import BaseModel, Field

from limen.core.access.gate import Viewer
from limen.offices.sevis.queries.due import Due, due_looked_at

Kind = Annotated[str, Query(max_length=24)]
Within = Annotated[int, Query(ge=0, le=400)]


class DueFound(BaseModel):
    """Something to be done by a day for a student or exchange visitor, or to answer a question about several."""

    due: date
    kind: str
    record: UUID
    sevis_id: str = Field(description="Empty where it is about no one person.")
    text: str
    citation: str
    late: bool
    act: str = Field(description="The act that does it; empty where several may.")


def found(rows: list[Due], *, viewer: Viewer, what: str) -> list[DueFound]:
    """Return what is to be done as data; that it was shown is logged."""
    return [
        DueFound(
            due=row.due,
            kind=row.kind,
            record=row.record.pk,
            sevis_id=row.number,
            text=row.text,
            citation=row.citation,
            late=row.late(viewer.day),
            act=row.act,
        )
        for row in due_looked_at(rows, viewer=viewer, what=what)
    ]
