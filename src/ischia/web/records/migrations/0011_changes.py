"""One number that moves on with each change of the record, and check-in links by their end."""

from django.db import migrations, models

from ischia.web.records.changes import begin, end


class Migration(migrations.Migration):
    dependencies = [("records", "0010_check_ins_only_added_to")]

    operations = [
        migrations.RunPython(begin, end),
        migrations.AddIndex(
            model_name="clientlink",
            index=models.Index(
                fields=["purpose", "expires_at"],
                condition=models.Q(ended_at=None),
                name="living_links",
            ),
        ),
    ]
