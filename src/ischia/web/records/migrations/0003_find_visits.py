"""Find the open visits of a practice, and the visits of a client, by index."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("practice", "0001_initial"),
        ("records", "0002_only_added_to"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(
                fields=["practice", "state", "starts_at"], name="records_vis_practic_754480_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(
                fields=["client", "-starts_at"], name="records_vis_client__8f4bc7_idx"
            ),
        ),
    ]
