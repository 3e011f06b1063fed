from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

import limen.kernel.identifiers


class Migration(migrations.Migration):
    dependencies: ClassVar = [("inspections", "0001_initial")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="BookingContact",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=limen.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.CharField(db_index=True, max_length=64)),
                (
                    "booking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="keys",
                        to="inspections.booking",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("booking", "key"), name="inspections_contact_once")],
            },
        ),
    ]
