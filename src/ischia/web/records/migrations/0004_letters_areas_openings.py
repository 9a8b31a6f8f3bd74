"""Letters and lifts among the snapshots, areas of a consent, openings of others' clients."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0004_search_reads_one_index"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="consent",
            name="areas",
            field=models.JSONField(null=True),
        ),
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
                ],
                max_length=12,
            ),
        ),
        migrations.CreateModel(
            name="Opening",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("covering", "I cover for a colleague"),
                            ("asked", "The client asked me"),
                            ("safety", "Safety: a notice or an emergency"),
                            ("review", "Review, complaint or audit"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=200)),
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
                        related_name="openings",
                        to="records.client",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["client", "by", "-at"], name="records_ope_client__81b7a6_idx"
                    )
                ],
            },
        ),
    ]
