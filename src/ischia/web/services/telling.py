"""Tell a person what happened to their account: by mail, where the practice has set one up.

A mail says that something happened to the account and where to look; it names no client and
holds no link that lets anybody in. It goes out once what it tells is committed, on a thread of
its own: a mail server that hangs or refuses keeps nobody out, and the trail and the account's
own page tell the same.
"""

import logging
import threading

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils.translation import gettext

from ischia.web.people.models import Person

_LOG = logging.getLogger("ischia.web")


def tell(person: Person, happened: str) -> None:
    """Tell ``happened``, a whole sentence, to a person once the transaction is committed."""
    if settings.MAIL_IS_SET:
        mail = message(person, happened)
        transaction.on_commit(
            lambda: threading.Thread(target=_send, args=(mail,), name="mail").start()
        )


def message(person: Person, happened: str) -> EmailMessage:
    """Return the mail that tells it: our subject, one address, and plain words."""
    where = f"{settings.ADDRESS}/account/"
    parts = [
        happened,
        gettext("If this was you, there is nothing to do."),
        gettext(
            "If not: change your password and sign out everywhere else, on {where}. "
            "Tell the owner of your practice."
        ).format(where=where),
    ]
    return EmailMessage(gettext("Your account at Ischia"), "\n\n".join(parts), to=[person.email])


def _send(mail: EmailMessage) -> None:
    try:
        mail.send()
    except Exception:  # noqa: BLE001 -- whatever the mail server does
        _LOG.warning("mail.failed")
