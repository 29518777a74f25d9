# SPDX-License-Identifier: EUPL-1.2
"""Subcommands about one organisation: where there are more, each is told which in the same way."""

import argparse
from collections.abc import Callable


def add_part(
    parts: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    about: str,
    run: Callable[[argparse.Namespace], int],
) -> argparse.ArgumentParser:
    """Return a new subcommand about one organisation."""
    part = parts.add_parser(name, help=about)
    part.add_argument("--organisation", metavar="ID", help="of which organisation, where there are more")
    part.set_defaults(run=run)
    return part
