"""Django's name for the people tables."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The people tables."""

    name = "ischia.web.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Watch for changes of people, practices and sessions, on every connection."""
        from django.db.backends.signals import connection_created

        from ischia.web.freshness import watch

        connection_created.connect(watch, dispatch_uid="freshness")
