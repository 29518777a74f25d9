# SPDX-License-Identifier: EUPL-1.2
"""Whether Slack takes our tokens and can reach us, and on request whether it takes every card we can draw."""

from collections.abc import Iterator
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.doctor.found import Case, Found, Level, named
from bot.gallery import SAMPLES
from bot.language import LANGUAGES, Localizer
from commands.cards import Card
from commands.text import _, n_
from storage.organisation import Organisations

if TYPE_CHECKING:
    from bot.slack.checks import Standing

#: Slack and we refuse what is older than five minutes; long before that somebody should look.
SKEW_SECONDS = 60


def slack(case: Case) -> Iterator[Found]:
    """Look at Slack, where it is set up with a token of its own."""
    settings = case.settings
    if not settings.mandaat_slack_bot_token:
        return
    # Slack's libraries take a fifth of a second, and not everybody has Slack.
    from bot.slack.checks import standing  # noqa: PLC0415

    found = standing(settings)
    if found.trouble and found.away:
        text = _("Slack cannot be reached: {reason}", reason=found.trouble)
        advice = _(
            "Look whether this machine may go to {address}, by HTTPS_PROXY where you have a proxy; where that opens "
            "the traffic with a certificate of your own, set MANDAAT_CA_BUNDLE.",
            address=settings.mandaat_slack_api_url,
        )
        yield Found("slack", Level.BROKEN, text, advice)
        return
    if found.trouble:
        text = _("Slack does not take the bot token: {reason}", reason=found.trouble)
        advice = _("Take the token that begins with xoxb- from the page “Install App” of your app, and set it again.")
        yield Found("slack", Level.BROKEN, text, advice)
        return
    yield Found("slack", Level.GOOD, _("Slack takes the token, for the workspace {name}.", name=found.name))
    yield from _ways_in(case, found.socket_trouble)
    yield from _installed(found)
    if case.read(lambda c: Organisations(c).of_tenant("slack", found.team)) is None:
        text = _("The workspace {name} belongs to no organisation, so nobody in it is known.", name=found.name)
        advice = _("Say whose it is: python -m bot organisation link ID slack {team}", team=found.team)
        yield Found("slack", Level.BROKEN, text, advice)


def _ways_in(case: Case, socket_trouble: str) -> Iterator[Found]:
    """Look whether anything can come in."""
    if not (case.settings.mandaat_slack_app_token or case.settings.mandaat_slack_signing_secret):
        text = _("Nothing can come in from Slack.")
        yield Found("slack", Level.BROKEN, text, _("Set MANDAAT_SLACK_APP_TOKEN, or MANDAAT_SLACK_SIGNING_SECRET."))
    if socket_trouble:
        text = _("Slack opens no socket: {reason}", reason=socket_trouble)
        advice = _("Make an app-level token with connections:write on the page “Basic Information”, and set that.")
        yield Found("slack", Level.BROKEN, text, advice)


def _installed(found: "Standing") -> Iterator[Found]:
    """Look whether the app may do what it must, and whether its clock and Slack's agree."""
    if found.missing:
        text = _("The app misses permissions: {scopes}.", scopes=named(found.missing))
        advice = _("Give your app the manifest that “python -m bot slack manifest” prints, and install it again.")
        yield Found("slack", Level.BROKEN, text, advice)
    if found.lacking:
        text = _("The app may not do everything: it misses {scopes}.", scopes=named(found.lacking))
        advice = _(
            "You need usergroups:read for a user group that stands for a board, and files:write for pictures of "
            "results; the rest works. If you want them: give your app the manifest that “python -m bot slack manifest” "
            "prints, and install it again."
        )
        yield Found("slack", Level.ATTENTION, text, advice)
    if abs(found.behind) > SKEW_SECONDS:
        text = n_(
            "This clock differs from Slack's by {count} second.",
            "This clock differs from Slack's by {count} seconds.",
            round(abs(found.behind)),
        )
        advice = _("Let this machine keep its time (NTP): what Slack signs is good for five minutes.")
        yield Found("slack", Level.ATTENTION, text, advice)


def cards(case: Case) -> Iterator[Found]:
    """Have Slack look at every kind of card and form, in each language; only where that is asked for."""
    if not (case.cards and case.settings.mandaat_slack_bot_token):
        return
    from bot.slack import render_card, render_form  # noqa: PLC0415 - see above
    from bot.slack.checks import refused  # noqa: PLC0415

    readers = [Localizer(language, ZoneInfo("Europe/Amsterdam")) for language in LANGUAGES]
    drawn = [
        render_card(sample.shown, reader) if isinstance(sample.shown, Card) else render_form(sample.shown, reader)
        for sample in SAMPLES
        for reader in readers
    ]
    faults = refused(case.settings, drawn)
    if isinstance(faults, str):
        text = _("Slack did not look at the cards: {reason}", reason=faults)
        advice = _("That does not mean that anything is wrong with them; try again later.")
        yield Found("cards", Level.ATTENTION, text, advice)
    elif faults:
        text = _("Slack would refuse something that we draw: {faults}", faults=named(faults))
        yield Found("cards", Level.BROKEN, text, _("Report it: this is a mistake of the program."))
    else:
        yield Found("cards", Level.GOOD, _("Slack takes all {count} cards and forms.", count=len(drawn)))
