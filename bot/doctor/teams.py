# SPDX-License-Identifier: EUPL-1.2
"""Whether Entra gives us tokens, Teams can be believed, and people have the app; of each what to do."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from bot.doctor.found import Case, Found, Level
from bot.settings import SettingsWrong
from commands.text import Listing, Message, _, n_
from storage.organisation import Organisations
from storage.unreached import blocked, mute_channels, without_app

if TYPE_CHECKING:
    from bot.teams.entra import Entra
    from bot.teams.registrations import Registration
    from bot.teams.wire import Wire

#: So long before a certificate ends somebody should make the next.
CERTIFICATE = timedelta(days=30)
#: What to do about a word of Entra; the numbers are Microsoft's own.
_ADVICE: dict[str, Message] = {
    "AADSTS7000215": _("The secret is wrong, or it is the id of the secret. Make a new one and set its value."),
    "AADSTS7000222": _("The secret has expired. Make a new one at the registration, or better: a certificate."),
    "AADSTS700027": _("The certificate does not stand at the registration. Upload its public half there."),
    "AADSTS700016": _("There is no such application in this tenant. Check the client id and the tenant id."),
    "AADSTS90002": _("There is no such tenant. Check the tenant id."),
}


def teams(case: Case) -> Iterator[Found]:
    """Look at Teams, where it is set up."""
    settings = case.settings
    if not (settings.mandaat_teams_client_id or settings.mandaat_teams_registrations):
        return
    # msal takes a quarter of a second, and not everybody has Teams.
    from bot.teams.entra import Entra  # noqa: PLC0415
    from bot.teams.registrations import registrations  # noqa: PLC0415
    from bot.teams.wire import Wire  # noqa: PLC0415

    try:
        known = registrations(settings)
        for registration in known:
            registration.credential()
    except SettingsWrong as wrong:
        text = _("Teams is not set up well: {reason}", reason=str(wrong))
        yield Found("teams", Level.BROKEN, text, _("See docs/settings.md for what each setting holds."))
        return
    wire = Wire.of(settings)
    entra = Entra(settings, known, wire)
    for registration in known:
        yield from _registered(case, registration, entra)
        yield from _consented(case, registration, entra)
    yield from _believed(case, wire)
    yield from _without_app(case, known)
    yield from _blocked(case)
    yield from _mute(case)


def _registered(case: Case, registration: "Registration", entra: "Entra") -> Iterator[Found]:
    """Look whether one registration gets a token, how long its certificate is good, and whose it is."""
    from bot.teams.entra import CONNECTOR, NoToken  # noqa: PLC0415 - see above

    tenant = registration.tenant
    try:
        entra.ask(tenant, CONNECTOR)
    except NoToken as no:
        text = _("Entra gives no token for the tenant {tenant}: {reason}", tenant=tenant, reason=str(no))
        otherwise = _("Check the client id, the tenant id and the certificate, and whether Entra can be reached.")
        yield Found("teams", Level.BROKEN, text, _ADVICE.get(str(no), otherwise))
    else:
        yield Found("teams", Level.GOOD, _("Entra gives a token for the tenant {tenant}.", tenant=tenant))
    if (certificate := registration.expires()) and certificate.not_valid_after_utc - case.now < CERTIFICATE:
        until = certificate.not_valid_after_utc
        text = _("The certificate for the tenant {tenant} is good until {day}.", tenant=tenant, day=until.date())
        advice = _("Make a new one, add it to the registration beside the old, and set MANDAAT_TEAMS_CERTIFICATE.")
        yield Found("teams", Level.BROKEN if until < case.now else Level.ATTENTION, text, advice)
    if case.read(lambda c: Organisations(c).of_tenant("teams", tenant)) is None:
        text = _("The tenant {tenant} belongs to no organisation, so nobody in it is known.", tenant=tenant)
        advice = _("Say whose it is: python -m bot organisation link ID teams {tenant}", tenant=tenant)
        yield Found("teams", Level.BROKEN, text, advice)


def _consented(case: Case, registration: "Registration", entra: "Entra") -> Iterator[Found]:
    """Look whether an administrator consented to what is turned on of Microsoft Graph."""
    from bot.teams.entra import NoToken  # noqa: PLC0415
    from bot.teams.gate import permissions  # noqa: PLC0415 - see above

    wanted = registration.permissions
    if not wanted:
        return
    tenant, scope = registration.tenant, f"{case.settings.mandaat_teams_graph_url}/.default"
    try:
        token, _seconds = entra.ask(tenant, scope)
    except NoToken:
        # Why was said above: it is the same registration.
        return
    for name in wanted:
        if name in permissions(token):
            text = _("In the tenant {tenant} Graph gives {permission}.", tenant=tenant, permission=name)
            yield Found("teams", Level.GOOD, text)
        else:
            text = _(
                "In the tenant {tenant} nobody consented to {permission}, so it does not work.",
                tenant=tenant,
                permission=name,
            )
            advice = _(
                "Entra > the registration > API permissions: add it as application permission, and grant consent."
            )
            yield Found("teams", Level.ATTENTION, text, advice)


def _believed(case: Case, wire: "Wire") -> Iterator[Found]:
    """Look whether the keys are there with which what comes in is checked."""
    from bot.teams.keys import Keys  # noqa: PLC0415 - see above

    if not Keys(case.settings.mandaat_teams_keys_url, wire.certificates).tried():
        text = _("The keys with which Teams signs cannot be fetched, so nothing that comes in is believed.")
        advice = _("Let this machine reach {url}, or set HTTPS_PROXY.", url=case.settings.mandaat_teams_keys_url)
        yield Found("teams", Level.BROKEN, text, advice)


def _without_app(case: Case, known: "tuple[Registration, ...]") -> Iterator[Found]:
    """Name who does not have the app, and say how they get it: from an administrator, or from us where we may."""
    given = tuple(each.tenant for each in known if each.install)
    rest = tuple(each.tenant for each in known if not each.install)
    by_hand = _(
        "Give it to everybody with a setup policy in the Teams admin centre (Teams apps > Setup policies), let them "
        "add it under Apps, or let Mandaat give it with MANDAAT_TEAMS_INSTALL. Who had it before Mandaat ran is known "
        "as soon as they say something."
    )
    by_us = _(
        "Mandaat gives it to each of them as soon as they must hear something and their account is known: put that in "
        "the column teams of the people file, or use a setup policy too."
    )
    for tenants, advice in ((rest, by_hand), (given, by_us)):
        if without := case.read(partial(without_app, platform="teams", workspaces=tenants)):
            text = n_(
                "{count} person does not have the app in Teams, as far as we heard: {people}.",
                "{count} people do not have the app in Teams, as far as we heard: {people}.",
                len(without),
                # Each of them: this is the list that an administrator works from.
                people=Listing(without),
            )
            yield Found("teams", Level.ATTENTION, text, advice)


def _blocked(case: Case) -> Iterator[Found]:
    """Name who wants to hear nothing."""
    if silent := case.read(lambda c: blocked(c, "teams")):
        text = n_(
            "{count} person takes no messages from the app: {people}.",
            "{count} people take no messages from the app: {people}.",
            len(silent),
            people=Listing(silent),
        )
        advice = _("They blocked it or took it out. Once they say something to it, messages go to them again.")
        yield Found("teams", Level.ATTENTION, text, advice)


def _mute(case: Case) -> Iterator[Found]:
    """Name the bodies whose channel does not take what we say."""
    if bodies := case.read(partial(mute_channels, platform="teams")):
        text = _(
            "In the channel of {bodies} nothing is taken, so what is for that board is not read.",
            bodies=Listing(bodies),
        )
        advice = _(
            "Open the team > Manage team > Apps, add the app and name it in the channel; or take another channel with: "
            "python -m bot body channel"
        )
        yield Found("teams", Level.ATTENTION, text, advice)
