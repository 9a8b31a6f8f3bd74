"""Sessions that ran on a void plan are found by an index of their own."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0011_changes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="snapshot",
            name="kind",
            field=models.CharField(
                choices=[
                    ("screening", "screening"),
                    ("assessment", "assessment"),
                    ("plan", "plan"),
                    ("adoption", "adoption"),
                    ("decision", "decision"),
                    ("note", "note"),
                    ("addendum", "addendum"),
                    ("letter", "letter"),
                    ("lift", "lift"),
                    ("finding", "finding"),
                    ("outdated", "outdated"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddIndex(
            model_name="snapshot",
            index=models.Index(
                condition=models.Q(("kind", "outdated")),
                fields=["visit"],
                name="sessions_on_void_plans",
            ),
        ),
    ]
