# SPDX-License-Identifier: EUPL-1.2
"""``python -m tests.house.messages``: says what the Dutch catalogues lack, and adds the new sentences to them."""

import sys

from tests.house.catalogues import append, compare
from tests.house.sentences import sentences


def main() -> int:
    """Print the differences by catalogue; return 1 while a sentence has no Dutch."""
    found, faults = sentences()
    differences = compare(found)
    for fault in faults:
        print(fault)
    for room, seen in sorted(differences.items()):
        for line in seen.lines():
            print(f"{room}.po: {line}")
        if seen.missing:
            append(room, seen.missing)
    total = len({sentence.id for sentence in found})
    complete = not faults and not any(seen.lines() for seen in differences.values())
    print(f"{total} sentences, {'all in Dutch' if complete else 'see above'}")
    return 0 if complete else 1


if __name__ == "__main__":
    sys.exit(main())
