"""What the acts of SEVIS share: record types, permissions, and fields that recur."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from limen.core.places.acts import OpenPlace, zone_named
from limen.kernel import Act, BadInput, Code, Lines, Problem, Scene

SCHOOL = "sevis.school"
SPONSOR = "sevis.sponsor"
OFFICIAL = "sevis.official"
STUDENT = "sevis.student"
DEPENDANT = "sevis.dependant"
VISITOR = "sevis.visitor"
BATCH = "sevis.batch"

PETITION = "sevis.petition"
CERTIFY = "sevis.certify"
OVERSEE = "sevis.oversee"
KEEP = "sevis.keep"
RECORD = "sevis.record"
VISITOR_RECORD = "sevis.visitor_record"
BATCHES = "sevis.batch"

Remarks = Annotated[str, Field(title="Remarks", max_length=500)]
CHANGE = "sevis.schoolchange"
INQUIRY = "sevis.schoolinquiry"
ALLOTMENT = "sevis.allotment"
OFFICIALS = "sevis.officials"
CALENDAR = "sevis.calendar"

Says = Annotated[str, Lines(5), Field(title="What is said", min_length=10, max_length=4000)]
Why = Annotated[str, Field(title="Reason", min_length=5, max_length=500)]
Zone = Annotated[str, Field(title="Time zone", max_length=48, description="America/New_York")]
Place16 = Annotated[str, Field(min_length=1, max_length=16)]
Kind = Annotated[str, Code("school_kinds"), Field(title="Kind of school", max_length=24)]
CampusCode = Annotated[str, Field(title="Campus code; the whole school when left out", max_length=24)]
VisaTypes = Annotated[list[Literal["F-1", "M-1"]], Field(title="For students of", min_length=1)]


LISTED = {"part": ("campuses", "programmes"), "dates": ("terms", "breaks")}
"""What a school lists that an act names one of, by the field that names it."""


def listed(record: Any, field: str, identifier: UUID) -> Any:
    """Return the campus or programme, or the term or break, of a school that a field of an act names.

    Raises:
        BadInput: when it is another school's, or nobody's.
    """
    for kind in LISTED[field]:
        found = getattr(record, kind).filter(pk=identifier).first()
        if found is not None:
            return found
    problem = Problem(field, "record.unknown", "Choose one of the school's.")
    raise BadInput("The school has no such thing on its list.", problems=[problem])


def open_desk(scene: Scene, *, code: str, kind: str, name: str, zone: str, region: str) -> Any:
    """Open the place where the people of a school or sponsor work, from the day it is there.

    It stands under the office that takes it in.
    """
    place = scene.perform(
        OpenPlace(
            code=code,
            kind=kind,
            name=name,
            parent=scene.place.id,
            zone=zone,
            country=str(scene.law.about["country"]),
            region=region,
            valid_from=scene.day_in(zone_named(zone)),
        )
    ).record
    scene.about(place)
    return place


def keep(said: Act, record: Any, *names: str) -> None:
    """Keep of what an act changes one by one what was said: a value, or that there is none; the rest stays.

    A page says what is filled in. A batch, and a program over the interface, say also what they send empty.
    """
    for name in names:
        value = getattr(said, name)
        if value is not None and (value != "" or name in said.model_fields_set):
            setattr(record, name, value)
