"""Start the command line with ``python -m ischia``."""

from ischia.cli import main

raise SystemExit(main())
