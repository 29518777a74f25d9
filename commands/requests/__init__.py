# SPDX-License-Identifier: EUPL-1.2
"""IT requests: asked by form, brought to who decides, and decided with a record."""
