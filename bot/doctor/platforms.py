# SPDX-License-Identifier: EUPL-1.2
"""Where people can be written to."""

from collections.abc import Iterator

from bot.cli.organisations import TRIAL
from bot.doctor.found import Case, Found, Level, named
from bot.sample.sample import LOADED
from commands.text import _
from storage.settings import Settings as Kept
from storage.unreached import linked


def configured(case: Case) -> tuple[str, ...]:
    """Return the platforms that a workspace or tenant is linked to; the local page counts in a demo alone."""
    demo = case.read(lambda c: bool(Kept(c).get(LOADED) or Kept(c).get(TRIAL)))
    return tuple(name for name in case.read(linked) if demo or name != "local")


def platforms(case: Case) -> Iterator[Found]:
    """Look whether there is a platform at all."""
    names = configured(case)
    if names:
        yield Found("platforms", Level.GOOD, _("People are written to on {platforms}.", platforms=named(names)))
    else:
        text = _("No workspace or tenant is linked, so nobody can be written to.")
        advice = _("Link one with: python -m bot organisation link ID PLATFORM WORKSPACE")
        yield Found("platforms", Level.BROKEN, text, advice)
