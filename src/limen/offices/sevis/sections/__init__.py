"""What the pages of records say of SEVIS."""

from limen.offices.sevis.sections import students, visitors

SECTIONS = [*students.SECTIONS, *visitors.SECTIONS]
