# SPDX-License-Identifier: EUPL-1.2
"""Keeps what was made of each register version, so that an index is built again only when the register changes."""

import threading
from collections import OrderedDict
from functools import cache, partial
from pathlib import Path
from typing import TypeAlias

from bot.lexicon import added, read_lexicon
from bot.meaning import E5, installed
from commands.decision_rights.index import Index
from commands.decision_rights.kept import SynonymState, Version
from commands.decision_rights.looked import Register
from commands.decision_rights.store import Store
from commands.organisations import Organisation
from storage.database import Connection, Database
from storage.organisation import Organisations
from storage.store import Store as KeptStore

#: Today's version of some organisations and the older versions that as-of questions ask for.
MOST_KEPT = 24

_Key: TypeAlias = tuple[str, Version | None, tuple[tuple[str, str], ...]]


class Registers:
    """The registers that were asked last, ready to be asked again; safe to use from threads."""

    def __init__(self, home: Path | None = None, *, meaning: bool = True) -> None:
        """Read the lexicon that is in ``home``, if there is one; use the model where it is installed and wanted.

        Raises:
            LexiconFault: when a row of the lexicon cannot be used.

        """
        # Ours takes a fifth of a second and eight megabytes, so it waits for a register; a fault in theirs does not.
        self._lexicon = cache(partial(read_lexicon, home))
        if home and added(home):
            self._lexicon()
        self._meaning = E5(home / "meaning") if home and meaning and installed() else None
        self._kept: OrderedDict[_Key, Register] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, store: Store, version: Version | None) -> Register:
        """Return this version of the organisation's register, made anew when it or its synonyms changed."""
        accepted = store.decision_rights.synonyms(SynonymState.ACCEPTED) if version else ()
        synonyms = tuple((synonym.words, synonym.topic) for synonym in accepted)
        key = (store.organisation.id, version, synonyms)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        rights = store.decision_rights.rights(version.number) if version else ()
        made = Register.of(version, rights, Index(rights, self._lexicon(), self._meaning, synonyms))
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return made

    def warm(self, database: Database) -> None:
        """Make what changed ready beside the work, so that no question waits for an index in its transaction."""
        for organisation in database.read(lambda c: Organisations(c).all()):
            database.read(partial(self._warm_one, organisation=organisation))

    def _warm_one(self, connection: Connection, organisation: Organisation) -> None:
        """Make today's version of one register ready."""
        store = KeptStore(connection, organisation)
        self.of(store, store.decision_rights.latest())
