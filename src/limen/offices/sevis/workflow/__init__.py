"""The transition tables of SEVIS."""

from limen.offices.sevis.workflow.officials import OFFICIAL
from limen.offices.sevis.workflow.organisations import CHANGE, SCHOOL
from limen.offices.sevis.workflow.sponsors import ALLOTMENT, SPONSOR
from limen.offices.sevis.workflow.students import DEPENDANT, STUDENT
from limen.offices.sevis.workflow.visitors import VISITOR

__all__ = ["ALLOTMENT", "CHANGE", "DEPENDANT", "OFFICIAL", "SCHOOL", "SPONSOR", "STUDENT", "VISITOR"]
