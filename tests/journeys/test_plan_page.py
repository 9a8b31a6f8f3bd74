"""The page of a plan in a browser: nothing to object to, nothing wider than the screen."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from ischia import documents
from ischia.knowledge import shipped
from tests.unit.test_plan_paper import EXAMPLES, asked, visit


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as driver:
        arguments = ["--no-sandbox", "--disable-gpu"]
        found = driver.chromium.launch(executable_path="/usr/bin/chromium", args=arguments)
        yield found
        found.close()


@pytest.mark.parametrize(
    ("example", "width", "scheme"),
    [(8, 390, "light"), (7, 820, "dark"), (8, 1200, "dark"), (3, 390, "dark"), (9, 820, "light")],
)
def test_a_plan_can_be_read_by_all_at_every_width(browser, example, width, scheme):
    path = EXAMPLES[example]
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.set_content(documents.visit_page(asked(path), visit(path), knowledge=shipped()))
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()
