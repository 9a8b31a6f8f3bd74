"""Close what was told of and decided on courses against change and removal."""

from django.db import migrations

from ischia.web.audit.append_only import guard


class Migration(migrations.Migration):
    """Triggers on the table of course entries."""

    dependencies = [("records", "0007_course_entries")]
    operations = [migrations.RunPython(guard(["records_courseentry"]), migrations.RunPython.noop)]
