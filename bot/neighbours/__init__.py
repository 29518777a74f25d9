# SPDX-License-Identifier: EUPL-1.2
"""Where features meet: what one asks of another is read here, so that they need not know each other."""
