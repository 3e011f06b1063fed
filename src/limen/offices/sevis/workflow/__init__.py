"""The transition tables of SEVIS."""

from limen.offices.sevis.workflow.batches import BATCH, CERTIFICATE, COLUMN_MAP
from limen.offices.sevis.workflow.officials import OFFICIAL
from limen.offices.sevis.workflow.organisations import CHANGE, INQUIRY, SCHOOL
from limen.offices.sevis.workflow.sponsors import ALLOTMENT, SPONSOR
from limen.offices.sevis.workflow.students import DEPENDANT, STUDENT
from limen.offices.sevis.workflow.visitors import VISITOR

__all__ = [
    "ALLOTMENT",
    "BATCH",
    "CERTIFICATE",
    "CHANGE",
    "COLUMN_MAP",
    "DEPENDANT",
    "INQUIRY",
    "OFFICIAL",
    "SCHOOL",
    "SPONSOR",
    "STUDENT",
    "VISITOR",
]
