"""What the acts of SEVIS share: record types, permissions, and fields that recur."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

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
RECORD = "sevis.record"
VISITOR_RECORD = "sevis.visitor_record"
BATCHES = "sevis.batch"

Remarks = Annotated[str, Field(title="Remarks", max_length=500)]
