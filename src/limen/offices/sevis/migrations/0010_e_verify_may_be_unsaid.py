"""Whether an employer takes part in E-Verify may be unsaid; what was kept as no may have been that."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models


def unsay(apps: Any, _editor: Any) -> None:
    """Take back what nobody may have said: a no was kept where nothing was."""
    apps.get_model("sevis", "Employer").objects.filter(e_verify=False).update(e_verify=None)


class Migration(migrations.Migration):
    """Let the column be empty, and empty it where it said no."""

    dependencies: ClassVar = [("sevis", "0009_schools_are_heard")]
    operations: ClassVar = [
        migrations.AlterField("employer", "e_verify", models.BooleanField(null=True)),
        migrations.RunPython(unsay, migrations.RunPython.noop, elidable=True),
    ]
