"""What is kept of schools, sponsors, their officials, students, exchange visitors and batches."""

from limen.offices.sevis.models.batches import (
    Batch,
    BatchContent,
    BatchResult,
    Certificate,
    ColumnMap,
    DigestSetting,
)
from limen.offices.sevis.models.dependants import Dependant
from limen.offices.sevis.models.organisations import Campus, Official, Programme, School, SchoolBreak, Sponsor
from limen.offices.sevis.models.students import Student
from limen.offices.sevis.models.visitors import Visitor

__all__ = [
    "Batch",
    "BatchContent",
    "BatchResult",
    "Campus",
    "Certificate",
    "ColumnMap",
    "Dependant",
    "DigestSetting",
    "Official",
    "Programme",
    "School",
    "SchoolBreak",
    "Sponsor",
    "Student",
    "Visitor",
]
