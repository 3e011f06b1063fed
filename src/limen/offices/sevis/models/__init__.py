"""What is kept of schools, sponsors, their officials, students, exchange visitors and batches."""

from limen.offices.sevis.models.batches import Batch, BatchContent, BatchResult, Certificate, ColumnMap, DigestSetting
from limen.offices.sevis.models.dependants import Dependant
from limen.offices.sevis.models.inquiries import SchoolInquiry
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
from limen.offices.sevis.models.sites import Site
from limen.offices.sevis.models.sponsors import Allotment, Sanction, SanctionReview, Sponsor, SponsorReport
from limen.offices.sevis.models.students import Happening, ReducedLoad, Session, Student, Tenure
from limen.offices.sevis.models.tipp import Tipp, TippPhase, TippSite
from limen.offices.sevis.models.training import Employer, Training, TrainingReport
from limen.offices.sevis.models.visitors import Visitor, VisitorPeriod, VisitorPermission

__all__ = [
    "Allotment",
    "Batch",
    "BatchContent",
    "BatchResult",
    "Campus",
    "Certificate",
    "ClosingStudent",
    "ColumnMap",
    "Dependant",
    "DigestSetting",
    "Employer",
    "EvidenceRequest",
    "Happening",
    "Official",
    "Programme",
    "ReducedLoad",
    "Sanction",
    "SanctionReview",
    "School",
    "SchoolBreak",
    "SchoolChange",
    "SchoolDecision",
    "SchoolFee",
    "SchoolInquiry",
    "SchoolTerm",
    "SchoolVisit",
    "Session",
    "Site",
    "Sponsor",
    "SponsorReport",
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
