"""What is kept of schools, sponsors, their officials, students, exchange visitors and batches."""

from limen.offices.sevis.models.batches import Batch, BatchContent, BatchResult, Certificate, ColumnMap, DigestSetting
from limen.offices.sevis.models.dependants import Dependant
from limen.offices.sevis.models.organisations import Campus, Official, Programme, School, SchoolBreak, Sponsor
from limen.offices.sevis.models.students import Happening, ReducedLoad, Session, Student, Tenure
from limen.offices.sevis.models.training import Employer, Training, TrainingReport
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
    "Employer",
    "Happening",
    "Official",
    "Programme",
    "ReducedLoad",
    "School",
    "SchoolBreak",
    "Session",
    "Sponsor",
    "Student",
    "Tenure",
    "Training",
    "TrainingReport",
    "Visitor",
]
