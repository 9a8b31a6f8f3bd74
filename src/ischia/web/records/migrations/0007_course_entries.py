"""What clients tell of a course and people decide on it; minutes a person chose."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0006_client_pages"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="visit",
            name="minutes_set",
            field=models.BooleanField(db_default=False, default=False),
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
                    ("finding", "finding"),
                ],
                max_length=12,
            ),
        ),
        migrations.CreateModel(
            name="CourseEntry",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("number", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("said", "said"),
                            ("check_in", "check_in"),
                            ("new_signs", "new_signs"),
                            ("changed", "changed"),
                            ("ended", "ended"),
                            ("taken_up", "taken_up"),
                            ("taken_back", "taken_back"),
                            ("dealt_with", "dealt_with"),
                        ],
                        max_length=12,
                    ),
                ),
                ("on", models.DateField()),
                ("body", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
                (
                    "answers",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answered_by",
                        to="records.courseentry",
                    ),
                ),
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
                        related_name="course_entries",
                        to="records.client",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="course_entries",
                        to="records.visit",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["client", "number"], name="course_in_order"),
                    models.Index(fields=["kind", "client"], name="course_notices"),
                ],
            },
        ),
    ]
