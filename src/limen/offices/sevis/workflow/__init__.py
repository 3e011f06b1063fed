"""The transition tables of SEVIS."""

from limen.offices.sevis.workflow.organisations import OFFICIAL, SCHOOL, SPONSOR
from limen.offices.sevis.workflow.students import DEPENDANT, STUDENT

__all__ = ["DEPENDANT", "OFFICIAL", "SCHOOL", "SPONSOR", "STUDENT"]
