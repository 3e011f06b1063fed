"""What is asked for every student of a batch, each question made into SQL once."""

from __future__ import annotations

from uuid import UUID

from django.db.models import DateField, UUIDField

from limen.core.prepared import Prepared, Slot
from limen.offices.sevis.models import ReducedLoad, Session, Student

ACTIVE: Prepared[UUID] = Prepared(
    lambda: (
        Student.objects.filter(person=Slot("person", UUIDField()), state="active")
        .exclude(pk=Slot("but", UUIDField()))
        .order_by()
        .values_list("pk", flat=True)
    )
)
"""The records, but one, on which a person is active."""

KEPT: Prepared[UUID] = Prepared(
    lambda: (
        Session.objects.filter(student=Slot("student", UUIDField()), starts=Slot("starts", DateField()))
        .order_by()
        .values_list("pk", flat=True)
    )
)
"""The term of a student that starts on a day."""

LIGHTER: Prepared[ReducedLoad] = Prepared(
    lambda: ReducedLoad.objects.filter(
        student=Slot("student", UUIDField()), cancelled_on=None, ends__lt=Slot("starts", DateField())
    ).order_by("-starts", "-pk")[:1]
)
"""The last lighter load of a student that was over before a term."""
