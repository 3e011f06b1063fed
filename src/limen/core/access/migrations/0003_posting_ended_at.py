from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0002_sessions"),
    ]

    operations = [
        migrations.AddField(
            model_name="posting",
            name="ended_at",
            field=models.DateTimeField(null=True),
        ),
    ]
