"""What the pages of records say of SEVIS."""

from limen.offices.sevis.sections import students

SECTIONS = [*students.SECTIONS]
