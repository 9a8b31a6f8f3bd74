"""Django's name for the practice tables."""

from django.apps import AppConfig


class PracticeConfig(AppConfig):
    """The practice tables."""

    name = "ischia.web.practice"
    label = "practice"
    default_auto_field = "django.db.models.BigAutoField"
