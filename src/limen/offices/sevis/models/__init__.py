"""What is kept of schools, sponsors, their officials, students, exchange visitors and batches."""

from limen.offices.sevis.models.batches import Batch, BatchResult
from limen.offices.sevis.models.dependants import Dependant
from limen.offices.sevis.models.officials import Official
from limen.offices.sevis.models.organisations import (
    Campus,
    ClosingStudent,
    EvidenceRequest,
    Programme,
    School,
    SchoolBreak,
    SchoolChange,
    SchoolDecision,
    SchoolFee,
    SchoolTerm,
    SchoolVisit,
)
from limen.offices.sevis.models.sponsors import Allotment, Sanction, Sponsor, SponsorReport
from limen.offices.sevis.models.students import Student
from limen.offices.sevis.models.visitors import Visitor

__all__ = [
    "Allotment",
    "Batch",
    "BatchResult",
    "Campus",
    "ClosingStudent",
    "Dependant",
    "EvidenceRequest",
    "Official",
    "Programme",
    "Sanction",
    "School",
    "SchoolBreak",
    "SchoolChange",
    "SchoolDecision",
    "SchoolFee",
    "SchoolTerm",
    "SchoolVisit",
    "Sponsor",
    "SponsorReport",
    "Student",
    "Visitor",
]
