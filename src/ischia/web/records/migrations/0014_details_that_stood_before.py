"""Keep what stood before a detail was put right, closed against change and removal."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ischia.web.audit.append_only import guard


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0013_find_likely_twins"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Earlier",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("body", models.JSONField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="earlier",
                        to="records.client",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="earlier",
                        to="records.visit",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["client", "-at"], name="earlier_newest_first")],
            },
        ),
        migrations.RunPython(guard(["records_earlier"]), migrations.RunPython.noop),
    ]
