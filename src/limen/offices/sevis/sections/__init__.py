"""What the pages of SEVIS records say besides."""

from limen.offices.sevis.sections import organisations

SECTIONS = [*organisations.SECTIONS]
