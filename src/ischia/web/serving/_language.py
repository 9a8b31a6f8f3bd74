"""Which language the practice's own pages may be served in."""

import os
from pathlib import Path

from ischia.errors import Defect, InputError


def check_language() -> None:
    """Refuse a language without words: its pages would say that they are in it, and be English.

    Ours besides English hold the words of a client's pages only.

    Raises
    ------
    InputError
        When no folder of one's own has the language that is asked for.
    """
    from django.utils.translation import to_locale

    language = os.environ.get("ISCHIA_LANGUAGE", "en-gb")
    if language == "en-gb":
        return
    folders = [Path(one) for one in os.environ.get("ISCHIA_WORDS_DIR", "").split(",") if one]
    place = Path(to_locale(language), "LC_MESSAGES", "django.mo")
    if not any((folder / place).is_file() for folder in folders):
        what = "no folder of ISCHIA_WORDS_DIR has words in this language"
        raise InputError("serve", [Defect("ISCHIA_LANGUAGE", what, f"en-gb, or a file {place}")])
