# SPDX-License-Identifier: EUPL-1.2
"""Encrypts the tokens that we keep, with the key of the settings: whoever has the database alone has none of them."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.fernet import MultiFernet


class KeyWrong(Exception):
    """MANDAAT_SECRET_KEY does not open what was kept with it. Put the key back that was there before."""


class Vault:
    """Seals and opens texts."""

    def __init__(self, keys: str) -> None:
        """Use these keys, separated by commas: the first seals, each opens, so that a key can be replaced.

        Raises:
            ValueError: when one of them is no key.

        """
        self._fernet = _fernet(keys)

    def seal(self, text: str) -> str:
        """Return the text encrypted; nothing stays nothing."""
        return self._fernet.encrypt(text.encode()).decode() if text else ""

    def open(self, sealed: str) -> str:
        """Return what was sealed.

        Raises:
            KeyWrong: when none of the keys opens it.

        """
        if not sealed:
            return ""
        from cryptography.fernet import InvalidToken  # noqa: PLC0415

        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise KeyWrong(" ".join((KeyWrong.__doc__ or "").split())) from None


def fresh_key() -> str:
    """Return a new key."""
    from cryptography.fernet import Fernet  # noqa: PLC0415

    return Fernet.generate_key().decode()


def _fernet(keys: str) -> "MultiFernet":
    """Return what seals with the first of these keys and opens with each."""
    # It takes five megabytes, and who has one workspace and its token in the settings seals nothing.
    from cryptography.fernet import Fernet, MultiFernet  # noqa: PLC0415

    return MultiFernet([Fernet(key.strip()) for key in keys.split(",") if key.strip()])
