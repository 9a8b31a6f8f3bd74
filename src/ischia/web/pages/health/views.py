"""Whether the server lives, and whether it is ready to work."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from ischia.errors import KnowledgeError
from ischia.knowledge import shipped


def alive(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 -- a view's signature
    """Answer; nothing else is asked."""
    return JsonResponse({"alive": True})


def ready(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 -- a view's signature
    """Answer whether the database and the knowledge can be read."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        version = shipped().version
    except (DatabaseError, KnowledgeError):
        return JsonResponse({"ready": False}, status=503)
    return JsonResponse({"ready": True, "knowledge": version})
