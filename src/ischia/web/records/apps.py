"""Django's name for the record."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from ischia.web.records import changes


class RecordsConfig(AppConfig):
    """The record's tables."""

    name = "ischia.web.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have every table of the record watched, whatever a migration does to it."""
        post_migrate.connect(changes.watch, sender=self)
