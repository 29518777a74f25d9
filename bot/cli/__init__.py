# SPDX-License-Identifier: EUPL-1.2
"""The command line: a module for each command of ``python -m bot``."""
