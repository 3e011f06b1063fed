"""What the pages of other records say of Detention and Removal."""

from limen.offices.removal import departure_sections

SECTIONS = [
    *departure_sections.SECTIONS,
]
