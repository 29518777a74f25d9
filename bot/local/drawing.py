# SPDX-License-Identifier: EUPL-1.2
"""Fills the templates: autoescaped, with ``_`` and ``n_`` in the reader's language."""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.language import Localizer
from bot.local.wording import words
from commands.text import Message, Value

if TYPE_CHECKING:
    from jinja2 import Environment

HERE = Path(__file__).parent


def draw(template: str, localizer: Localizer, **values: object) -> Markup:
    """Return a template filled in for this reader."""

    def say(sentence: str, **named: Value) -> Markup:
        return words(Message(sentence, tuple(named.items())), localizer)

    def count(one: str, many: str, number: int, **named: Value) -> Markup:
        return words(Message(one, (("count", number), *named.items()), many), localizer)

    drawn = _environment().get_template(template).render(**values, _=say, n_=count, language=localizer.language)
    return Markup(drawn)  # noqa: S704 - the environment escapes


@lru_cache(maxsize=1)
def _environment() -> "Environment":
    """Return the environment; a name that a template misses is an error, not an empty place."""
    # Who answers in Slack or Teams alone draws no page.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape  # noqa: PLC0415

    return Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=select_autoescape(("html", "svg")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
