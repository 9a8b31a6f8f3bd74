"""Django's name for the record."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """The record's tables."""

    name = "ischia.web.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"
