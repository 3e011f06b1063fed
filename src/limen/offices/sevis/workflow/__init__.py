"""The transition tables of SEVIS."""

from limen.offices.sevis.workflow.officials import OFFICIAL
from limen.offices.sevis.workflow.organisations import CHANGE, SCHOOL
from limen.offices.sevis.workflow.sponsors import ALLOTMENT, SPONSOR

__all__ = ["ALLOTMENT", "CHANGE", "OFFICIAL", "SCHOOL", "SPONSOR"]
