"""Django's name for the trail."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The trail's tables."""

    name = "ischia.web.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
