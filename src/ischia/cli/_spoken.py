"""In which language the command line writes its sheets."""

import os
from pathlib import Path

from ischia.errors import Defect, InputError
from ischia.speech import Speech, languages, speech


def spoken(language: str) -> Speech:
    """Return a language with its words.

    Raises
    ------
    InputError
        When no folder has words of it: a sheet must not say that it is in a language it is not.
    """
    folders = tuple(Path(one) for one in os.environ.get("ISCHIA_WORDS_DIR", "").split(",") if one)
    known = languages(folders)
    if language not in known:
        accepted = f"{', '.join(known)}; ISCHIA_WORDS_DIR names folders with others"
        raise InputError("ischia", [Defect(language, "no words in this language", accepted)])
    return speech(language, folders)
