"""Django's name for the people tables."""

from typing import Any

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The people tables."""

    name = "ischia.web.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Watch for changes, on every connection: of people and sessions, of what was read."""
        from django.db.backends.signals import connection_created

        connection_created.connect(_look_at_statements, dispatch_uid="ischia.web.people")


def _look_at_statements(connection: Any, **_: object) -> None:  # noqa: ANN401 -- Django's wrapper
    from ischia.web import freshness, once

    for noticed in (freshness.noticed, once.noticed):
        if noticed not in connection.execute_wrappers:
            connection.execute_wrappers.append(noticed)
