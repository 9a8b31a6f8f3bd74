"""The practice as a WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ischia.web.settings")
_whole = get_wsgi_application()

from ischia.web.api.straight import Details  # noqa: E402 -- the framework is set up before
from ischia.web.pages.straight import Kept  # noqa: E402 -- as above
from ischia.web.straight import Straight  # noqa: E402 -- as above
from ischia.web.urls import ROUTES  # noqa: E402 -- as above

_DETAILS = Details(next(route for route in ROUTES if route.name == "data_client"))
WAYS = _DETAILS, Kept.among(ROUTES)
application = Straight(_whole, ways=WAYS)
