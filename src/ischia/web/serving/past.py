"""Fill in the demo's past, in a process of its own: ``python -m ischia.web.serving.past``."""

import django

if __name__ == "__main__":
    django.setup()
    from ischia.web.demo import fill_past

    fill_past()
