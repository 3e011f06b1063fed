"""What the roles of officials are called: as the service's policy of roles says, and nowhere else."""

from __future__ import annotations

from limen.core.access.roles import roles

OFFICIALS = ("pdso", "dso", "responsible_officer", "alternate_responsible_officer")
ROLES = {key: roles()[key].title if key in roles() else key for key in OFFICIALS}
