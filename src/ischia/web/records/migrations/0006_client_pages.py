"""Keep the language of a client's own pages, and who filled a form in."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0005_openings_only_added_to")]

    operations = [
        migrations.AddField(
            model_name="client",
            name="language",
            field=models.CharField(default="en", db_default="en", max_length=8),
        ),
        migrations.AddField(
            model_name="clientlink",
            name="filled_by",
            field=models.CharField(blank=True, default="", max_length=12),
            preserve_default=False,
        ),
    ]
