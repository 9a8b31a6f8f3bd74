"""Brief and clearance to the best lawful session, explained and checked."""

__all__: list[str] = []
