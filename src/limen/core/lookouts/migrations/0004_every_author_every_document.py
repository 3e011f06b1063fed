"""Every author of what nobody approved, every document of a judgement, every name and number a lookout is found by."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models

from limen.core.lookouts.parties import also_of
from limen.screening.model import Party

CHUNK = 1_000


def look_up_by_all(apps: Any, _editor: Any) -> None:
    """Write down the other names and numbers of the lookouts there are."""
    lookouts = apps.get_model("lookouts", "Lookout").objects.exclude(party={})
    held = []
    for row in lookouts.only("pk", "party").iterator(chunk_size=CHUNK):
        row.also = also_of(Party.from_data(row.party))
        held.append(row)
        if len(held) == CHUNK:
            lookouts.bulk_update(held, ["also"])
            held = []
    lookouts.bulk_update(held, ["also"])


def waiting_authors(apps: Any, _editor: Any) -> None:
    """Keep who wrote what nobody has approved: nominations that wait."""
    for row in apps.get_model("lookouts", "Lookout").objects.filter(state="nominated").only("pk", "nominated_by"):
        row.authors = [str(row.nominated_by)]
        row.save(update_fields=["authors"])


class Migration(migrations.Migration):
    """Add the columns and fill them for what is there."""

    dependencies: ClassVar = [("lookouts", "0003_hits_and_redress")]
    operations: ClassVar = [
        migrations.AddField("cleared", "earlier_documents", models.JSONField(blank=True, default=list)),
        migrations.AddField("lookout", "authors", models.JSONField(blank=True, default=list)),
        migrations.AddField("lookout", "also", models.TextField(blank=True, default=""), preserve_default=False),
        migrations.RunPython(look_up_by_all, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(waiting_authors, migrations.RunPython.noop, elidable=True),
    ]
