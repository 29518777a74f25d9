# SPDX-License-Identifier: EUPL-1.2
"""Pages of ours outside the local page: records, evaluations, feeds and the tab of Teams."""
