# SPDX-License-Identifier: EUPL-1.2
"""Whom to trust on the way out: those that the machine trusts, and those of one's own network."""

import ssl
from pathlib import Path


def trusting(bundle: Path | None) -> ssl.SSLContext | None:
    """Return who is trusted beside those that the machine trusts; None where these are all."""
    if bundle is None:
        return None
    certificates = ssl.create_default_context()
    certificates.load_verify_locations(bundle)
    return certificates
