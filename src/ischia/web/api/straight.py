"""The straight way to one client's details; see :mod:`ischia.web.straight`."""

import re
from uuid import UUID

from attrs import frozen
from django.http import HttpRequest

from ischia.web.access import Route, actor
from ischia.web.api.clients import JSON, details
from ischia.web.clock import now
from ischia.web.services import client_details


@frozen
class Details:
    """Give a client's details.

    Parameters
    ----------
    of_details
        The route of a client's details.
    """

    of_details: Route
    address = re.compile(r"/data/clients/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/")
    content_type = JSON

    def route(self, _asked: re.Match[str]) -> Route:
        """Return the one route there is."""
        return self.of_details

    def found(self, request: HttpRequest, asked: re.Match[str]) -> bytes | None:
        """Return the details as they go out."""
        client = client_details.read(UUID(asked[1]), by=actor(request), at=now())
        return details(client) if client else None
