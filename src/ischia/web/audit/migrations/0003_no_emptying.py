"""Close what is only added to against TRUNCATE too, which no trigger on rows ever sees."""

from django.db import migrations

from ischia.web.audit.append_only import guard_against_emptying

TABLES = [
    "audit_trailrow", "records_answer", "records_consent", "records_snapshot",
    "records_sessionevent", "records_opening",
]  # fmt: skip


class Migration(migrations.Migration):
    """Triggers of PostgreSQL on whole tables, those of the record among them."""

    dependencies = [("audit", "0002_only_added_to"), ("records", "0006_client_pages")]
    operations = [migrations.RunPython(guard_against_emptying(TABLES), migrations.RunPython.noop)]
