# SPDX-License-Identifier: EUPL-1.2
"""What tests look for on a page, and the one thing many of them do first."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

#: Whether what has the focus, or the box around it, has an outline.
OUTLINED = """() => {
    const around = [document.activeElement, document.activeElement.closest(".box")].filter(Boolean);
    return around.map(getComputedStyle).some((s) => s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2);
}"""


def faults(page: Page, without: str = "") -> list[str]:
    """Return what axe finds, and where; ``without`` is the selector of what it need not look at."""
    found = Axe().run(page, {"exclude": [[without]]} if without else None).response["violations"]
    return [f"{fault['id']}: {node['html'][:120]}" for fault in found for node in fault["nodes"]]


def sideways(page: Page) -> bool:
    """Whether the page scrolls from left to right."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def focused(page: Page) -> str:
    """Return the name of what has the focus."""
    return str(
        page.evaluate("(e => e.labels?.[0]?.textContent || e.textContent || e.id)(document.activeElement)")
    ).strip()


def file(page: Page, what: str = "een lamp") -> None:
    """File a request by the dialog."""
    page.get_by_label("Bericht").fill(f"/itverzoek {what}")
    page.get_by_role("button", name="Verstuur").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Why?").fill("donker")
    dialog.get_by_role("button", name="Hand in").click()
    expect(dialog).to_be_hidden()
