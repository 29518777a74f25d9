# SPDX-License-Identifier: EUPL-1.2
"""Who must hear something and does not have the app is given it, where an administrator consented, and tried once."""

from collections.abc import Callable

import pytest

from bot.attempt import attempt
from storage.outcomes import Dead, Sent
from tests.bot.teams.posting import Posting, row
from tests.fakes import teams

INSTALLS = "TeamsAppInstallation.ReadWriteSelfForUser.All"


def test_who_does_not_have_the_app_is_given_it_where_an_administrator_consented(do: Callable[..., None]) -> None:
    async def work(place: Posting) -> None:
        sanne = place.cloud.tenant.people[teams.USER]
        sanne.installed = False
        place.cloud.tenant.consents = {INSTALLS}
        assert isinstance(await attempt(place.sender, row(), 30), Sent)
        assert sanne.installed

    do(work, mandaat_teams_install="catalog-id")


@pytest.mark.parametrize(("consents", "catalog"), [(set(), "catalog-id"), ({INSTALLS}, "another"), ({INSTALLS}, "")])
def test_where_the_app_may_not_be_given_somebody_it_is_tried_once_and_the_message_waits_for_nobody(
    do: Callable[..., None], consents: set[str], catalog: str
) -> None:
    async def work(place: Posting) -> None:
        place.cloud.tenant.people[teams.USER].installed = False
        place.cloud.tenant.consents = consents
        for number in (1, 2):
            assert isinstance(await attempt(place.sender, row(number), 30), Dead)
        asked = [path for _method, path in place.cloud.calls if path.endswith("installedApps")]
        assert len(asked) == (1 if catalog else 0)

    do(work, mandaat_teams_install=catalog)
