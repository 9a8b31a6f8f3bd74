"""Close what was said, decided and done against change and removal."""

from django.db import migrations

from ischia.web.audit.append_only import guard

TABLES = ["records_answer", "records_consent", "records_snapshot", "records_sessionevent"]


class Migration(migrations.Migration):
    """Triggers on the append-only tables of the record."""

    dependencies = [("records", "0001_initial")]
    operations = [migrations.RunPython(guard(TABLES), migrations.RunPython.noop)]
