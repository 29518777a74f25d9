# SPDX-License-Identifier: EUPL-1.2
"""Organisations: a municipality, or a joint arrangement (gemeenschappelijke regeling) with participants."""

from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo


class OrganisationKind(StrEnum):
    """What an organisation is; a joint arrangement may change its legal form and stays one (domain §2.7)."""

    MUNICIPALITY = "municipality"
    JOINT_ARRANGEMENT = "joint_arrangement"


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation; every row in storage belongs to one.

    ``arrangements`` are the ids of the joint arrangements it takes part in, searched after its own register.
    ``service_desk`` is what a person reads who reports an outage: incidents are not IT requests.
    """

    id: str
    name: str
    kind: OrganisationKind
    language: str = "nl"
    zone_name: str = "Europe/Amsterdam"
    service_desk: str = ""
    arrangements: tuple[str, ...] = ()

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which its days begin and end."""
        return ZoneInfo(self.zone_name)
