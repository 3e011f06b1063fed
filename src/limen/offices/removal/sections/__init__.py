"""What a person's page and others say of detention and removal."""

from limen.offices.removal.sections import cases, decisions, departures

SECTIONS = [*cases.SECTIONS, *departures.SECTIONS, *decisions.SECTIONS]
