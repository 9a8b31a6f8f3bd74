"""Django's name for the people tables."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The people tables."""

    name = "ischia.web.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
