"""What the pages of records say of SEVIS."""

from limen.offices.sevis.sections import organisations, students, visitors

SECTIONS = [*organisations.SECTIONS, *students.SECTIONS, *visitors.SECTIONS]
