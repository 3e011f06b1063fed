"""What other pages say of Detention and Removal."""

from __future__ import annotations

from limen.core.sections import Section
from limen.offices.removal import sections_decisions

SECTIONS: list[Section] = [*sections_decisions.SECTIONS]
