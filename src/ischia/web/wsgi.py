"""The practice as a WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ischia.web.settings")
_whole = get_wsgi_application()

from ischia.web.api.straight import Straight  # noqa: E402 -- the framework is set up before
from ischia.web.urls import ROUTES  # noqa: E402 -- as above

_DETAILS = next(route for route in ROUTES if route.name == "data_client")
application = Straight(_whole, route=_DETAILS)
