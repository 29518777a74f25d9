# SPDX-License-Identifier: EUPL-1.2
"""Makes the pictures of the README from the program as it runs: ``make picture``, while ``make run`` is running."""

import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Error, sync_playwright

from tests.browser.conftest import FLAGS

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
#: Of each picture its language and what is asked.
ASKED = {
    "chat.png": ("en", "who decides on laptops of 40k?"),
    "chat.nl.png": ("nl", "wie beslist over laptops van 40k?"),
}
ADDRESS = "http://127.0.0.1:8000"


def main(address: str = ADDRESS) -> int:
    """Ask the question in each language, and keep what is seen."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        try:
            for name, (language, words) in ASKED.items():
                page = browser.new_page(viewport={"width": 1280, "height": 1040}, reduced_motion="reduce")
                page.goto(f"{address}/chat?as=sofie-de-wit&lang={language}")
                answers = page.get_by_role("article").count()
                page.locator("textarea, input[type=text]").last.fill(words)
                page.keyboard.press("Enter")
                page.get_by_role("article").nth(answers + 1).wait_for()
                page.evaluate("document.activeElement.blur()")
                page.screenshot(path=PICTURES / name)
                _small(PICTURES / name)
        except Error as trouble:
            print(f"No picture was made; is Mandaat running on {address}? {trouble.message}", file=sys.stderr)
            return 2
    return 0


def _small(picture: Path) -> None:
    """Let a picture be fetched with every clone: so few colours that nobody sees the difference."""
    with Image.open(picture) as seen:
        seen.quantize(128, dither=Image.Dither.NONE).save(picture, optimize=True)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
