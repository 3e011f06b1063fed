"""What the pages of records say of SEVIS."""

from limen.offices.sevis.sections import organisations, students

SECTIONS = [*organisations.SECTIONS, *students.SECTIONS]
