"""The addresses of students."""

from __future__ import annotations

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _

from limen.core.navigation import NavItem
from limen.offices.sevis.reach import STUDENTS
from limen.offices.sevis.views import students

NAV: list[NavItem] = [
    NavItem(_("Students"), "sevis:students", STUDENTS, 31),
    NavItem(_("Work on students"), "sevis:alerts", "sevis.record", 32),
    NavItem(_("Transfers"), "sevis:transfers", "sevis.record", 33),
]

PAGES: list[Any] = [
    path("sevis/students/", students.students, name="students"),
    path("sevis/student/<uuid:identifier>/", students.student, name="student"),
    path("sevis/form/<uuid:identifier>/", students.form_file, name="form_file"),
    path("sevis/alerts/", students.alerts, name="alerts"),
    path("sevis/transfers/", students.transfers, name="transfers"),
    path("sevis/dependant/<uuid:identifier>/", students.dependant, name="dependant"),
]
