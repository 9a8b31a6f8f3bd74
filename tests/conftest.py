import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

QUICK, DEEP = 60, 2000

settings.register_profile(
    "quick",
    max_examples=QUICK,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.register_profile(
    "deep", settings.get_profile("quick"), max_examples=DEEP, derandomize=False
)
settings.load_profile(os.environ.get("ISCHIA_PROFILE", "quick"))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Turn skips into failures where the machine must be able to run everything."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if os.environ.get("ISCHIA_NO_SKIPS") and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and skips count as failures here"
