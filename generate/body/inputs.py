"""What a body is made from, as one number that shows when a table or a figure changed."""

import hashlib
from pathlib import Path

HERE = Path(__file__).parent


def digest(name: str) -> str:
    """Return a digest of the figure and of all drawing tables a body is made from."""
    files = [HERE / "figures" / f"{name}.json", *sorted((HERE / "tables").glob("*.yaml"))]
    found = hashlib.sha256()
    for path in files:
        found.update(path.name.encode())
        found.update(path.read_bytes())
    return found.hexdigest()[:16]
