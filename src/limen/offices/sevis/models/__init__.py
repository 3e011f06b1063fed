"""What is kept of schools, sponsors, their officials, students, exchange visitors and batches."""

from limen.offices.sevis.models.batches import Batch, BatchContent, BatchResult, Certificate, ColumnMap, DigestSetting
from limen.offices.sevis.models.dependants import Dependant
from limen.offices.sevis.models.organisations import Campus, Official, Programme, School, SchoolBreak, Sponsor
from limen.offices.sevis.models.sites import Site
from limen.offices.sevis.models.students import Happening, ReducedLoad, Session, Student, Tenure
from limen.offices.sevis.models.tipp import Tipp, TippPhase, TippSite
from limen.offices.sevis.models.training import Employer, Training, TrainingReport
from limen.offices.sevis.models.visitors import Visitor, VisitorPeriod, VisitorPermission

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
    "Site",
    "Sponsor",
    "Student",
    "Tenure",
    "Tipp",
    "TippPhase",
    "TippSite",
    "Training",
    "TrainingReport",
    "Visitor",
    "VisitorPeriod",
    "VisitorPermission",
]
