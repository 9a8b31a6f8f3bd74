"""Close the trail against change and removal."""

from django.db import migrations

from ischia.web.audit.append_only import guard


class Migration(migrations.Migration):
    """Triggers on the trail."""

    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(guard(["audit_trailrow"]), migrations.RunPython.noop)]
