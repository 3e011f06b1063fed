"""Sites of activity: where an exchange visitor does what the programme is for."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from limen.core.records import Detail


class Site(Detail):
    """A site of activity of one visitor.

    ``number`` is what the sponsor's own system calls it by; it is never given again. ``kind`` is the wire's: ``SOA``
    has a name and an address, ``EXEMPT``, ``SEEKINGEMP`` and ``ONTRAVEL`` have neither.
    """

    visitor = models.ForeignKey("sevis.Visitor", on_delete=models.PROTECT, related_name="sites")
    number = models.CharField(max_length=50)
    kind = models.CharField(max_length=12, default="SOA")
    name = models.CharField(max_length=120, blank=True)
    address = models.JSONField(default=dict)
    primary = models.BooleanField(default=False)
    remarks = models.CharField(max_length=500, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["visitor", "number"], name="sevis_site_number_once"),
            models.UniqueConstraint(
                fields=["visitor"], condition=models.Q(primary=True, until=None), name="sevis_site_primary_once"
            ),
        ]
        ordering: ClassVar = ["-primary", "since", "pk"]

    def __str__(self) -> str:
        return self.name or self.kind
