"""What a person's page says of Border Patrol."""

from limen.offices.patrol import event_sections, field_sections

SECTIONS = [*field_sections.SECTIONS, *event_sections.SECTIONS]
