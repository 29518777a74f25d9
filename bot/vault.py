# SPDX-License-Identifier: EUPL-1.2
"""Encrypts the tokens that we keep, with the key of the settings: whoever has the database alone has none of them."""

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class KeyWrong(Exception):
    """MANDAAT_SECRET_KEY does not open what was kept with it. Put the key back that was there before."""


class Vault:
    """Seals and opens texts."""

    def __init__(self, keys: str) -> None:
        """Use these keys, separated by commas: the first seals, each opens, so that a key can be replaced.

        Raises:
            ValueError: when one of them is no key.

        """
        self._fernet = MultiFernet([Fernet(key.strip()) for key in keys.split(",") if key.strip()])

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
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise KeyWrong(" ".join((KeyWrong.__doc__ or "").split())) from None


def fresh_key() -> str:
    """Return a new key."""
    return Fernet.generate_key().decode()
