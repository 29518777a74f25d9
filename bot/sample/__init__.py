# SPDX-License-Identifier: EUPL-1.2
"""The fictional municipality of Waterveen and the joint arrangement it takes part in, to try everything with."""
