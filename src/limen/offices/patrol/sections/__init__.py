"""What a person's page says of Border Patrol."""

from limen.offices.patrol.sections import events, field

SECTIONS = [*field.SECTIONS, *events.SECTIONS]
