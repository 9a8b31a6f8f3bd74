"""Django's name for the people tables."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The people tables."""

    name = "ischia.web.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Watch for changes, on every connection: of people and sessions, of what was read."""
        from django.db.backends.signals import connection_created

        from ischia.web import freshness, once

        for one in (freshness, once):
            connection_created.connect(one.watch, dispatch_uid=one.__name__)
