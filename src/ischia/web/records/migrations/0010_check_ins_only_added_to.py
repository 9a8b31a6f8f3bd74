"""Close the answers of check-ins, and once more the course, against change and removal."""

from django.db import migrations

from ischia.web.audit.append_only import guard, guard_again


class Migration(migrations.Migration):
    """Triggers; SQLite lost those of the course when 0009 wrote its table anew."""

    dependencies = [("records", "0009_check_ins_by_link")]
    operations = [
        migrations.RunPython(guard(["records_checkinanswer"]), migrations.RunPython.noop),
        migrations.RunPython(guard_again(["records_courseentry"]), migrations.RunPython.noop),
    ]
