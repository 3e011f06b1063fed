"""The transition tables of SEVIS."""

from limen.offices.sevis.workflow.organisations import OFFICIAL, SCHOOL, SPONSOR

__all__ = ["OFFICIAL", "SCHOOL", "SPONSOR"]
