"""Close openings of another therapist's clients against change and removal."""

from django.db import migrations

from ischia.web.audit.append_only import guard


class Migration(migrations.Migration):
    """Triggers on the table of openings."""

    dependencies = [("records", "0004_letters_areas_openings")]
    operations = [migrations.RunPython(guard(["records_opening"]), migrations.RunPython.noop)]
