"""Put up the triggers that keep the chain append-only."""

from django.db import migrations

from limen.core.ledger import triggers


def forwards(apps, editor):
    triggers.put_up(editor)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
