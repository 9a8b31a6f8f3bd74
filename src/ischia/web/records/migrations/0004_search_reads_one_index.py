"""Let a search read one index only, and the newest clients be found by index."""

from itertools import islice
from typing import Any

from django.db import migrations, models

from ischia.web.folding import beginnings, joined

_COVERING = {
    "sqlite": (
        "CREATE INDEX client_word_shown ON records_clientword "
        "(practice_id, word, name, client_id, born_year, phone_end, begins)"
    ),
    "postgresql": (
        "CREATE INDEX client_word_shown ON records_clientword "
        "(practice_id, word varchar_pattern_ops, name varchar_pattern_ops) "
        "INCLUDE (client_id, born_year, phone_end, begins)"
    ),
}


def cover(_apps: Any, schema_editor: Any) -> None:  # noqa: ANN401 -- a migration's signature
    schema_editor.execute(_COVERING[schema_editor.connection.vendor])


def fill_again(apps: Any, _schema_editor: Any) -> None:  # noqa: ANN401 -- as above
    client, word = (apps.get_model("records", name) for name in ("Client", "ClientWord"))
    word.objects.all().delete()
    found = client.objects.order_by("id").iterator(chunk_size=2000)
    while some := list(islice(found, 2000)):
        word.objects.bulk_create(
            [_row(word, one, each) for one in some for each in sorted(beginnings(one.name))],
            batch_size=500,
        )


def _row(word: Any, one: Any, each: str) -> Any:  # noqa: ANN401 -- models of this moment
    return word(
        practice_id=one.practice_id,
        client_id=one.id,
        word=each,
        begins=joined(sorted(beginnings(one.name))),
        name=one.name,
        born_year=one.born_on.year if one.born_on else None,
        phone_end=one.phone[-4:],
    )


class Migration(migrations.Migration):
    dependencies = [("records", "0003_find_visits")]
    operations = [
        migrations.RemoveIndex("clientword", "client_word_begins"),
        migrations.AddIndex(
            "client", models.Index(fields=["practice", "-created_at"], name="client_newest_first")
        ),
        migrations.AddField("clientword", "begins", models.CharField(default="", max_length=900)),
        migrations.AddField("clientword", "name", models.CharField(default="", max_length=160)),
        migrations.AddField("clientword", "born_year", models.PositiveSmallIntegerField(null=True)),
        migrations.AddField("clientword", "phone_end", models.CharField(default="", max_length=4)),
        migrations.RunPython(cover, migrations.RunPython.noop),
        migrations.RunPython(fill_again, migrations.RunPython.noop),
    ]
