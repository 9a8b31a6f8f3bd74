"""Let likely twins be found by birthday and by the end of the phone number, each by an index."""

from typing import Any

from django.db import migrations, models

# As ``queries.twins`` asks for it, in the words of each database.
_BARE = "phone"
for _sign in " -./()":
    _BARE = f"replace({_BARE}, '{_sign}', '')"
_END = {"sqlite": f"substr({_BARE}, -8)", "postgresql": f'"right"({_BARE}, 8)'}


def by_phone(_apps: Any, schema_editor: Any) -> None:  # noqa: ANN401 -- a migration's signature
    end = _END[schema_editor.connection.vendor]
    schema_editor.execute(f"CREATE INDEX client_phone_end ON records_client (practice_id, ({end}))")


class Migration(migrations.Migration):
    dependencies = [("records", "0012_sessions_on_void_plans")]
    operations = [
        migrations.AddIndex(
            "client", models.Index(fields=["practice", "born_on"], name="client_birthday")
        ),
        migrations.RunPython(by_phone, migrations.RunPython.noop),
    ]
