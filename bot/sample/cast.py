# SPDX-License-Identifier: EUPL-1.2
"""Whom a newcomer meets first in the picker "Je bent", and as whom the first screen begins."""

#: An employee who may ask anything; who decides small orders; who is away; who keeps the register; the secretary.
FEATURED = ("noor-van-dijk", "mehmet-aydin", "ingrid-de-boer", "fatima-el-idrissi", "ruben-jacobs")
#: Somebody without a function to whom nothing was said yet: as this person a newcomer begins.
NEWCOMER = "daan-mulder"
