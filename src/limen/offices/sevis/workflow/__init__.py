"""The transition tables of SEVIS."""

from limen.offices.sevis.workflow.batches import BATCH, CERTIFICATE, COLUMN_MAP
from limen.offices.sevis.workflow.organisations import OFFICIAL, SCHOOL, SPONSOR

__all__ = ["BATCH", "CERTIFICATE", "COLUMN_MAP", "OFFICIAL", "SCHOOL", "SPONSOR"]
