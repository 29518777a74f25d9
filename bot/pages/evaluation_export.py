# SPDX-License-Identifier: EUPL-1.2
"""The export of a report, as the organisation's spreadsheet opens it: its language, separator and decimals."""

from collections.abc import Iterator, Mapping, Sequence

from bot.language import Localizer
from commands.evaluations.answers import SCALE
from commands.evaluations.instrument import DIMENSIONS, Dimension
from commands.evaluations.round import GROUPS, Group
from commands.organisations import Organisation
from commands.text import Text, _
from storage.sheets import Sheet, write_csv

#: A spreadsheet that writes a decimal comma separates cells with something else.
_SEPARATORS = {"nl": ";", "en": ","}
_HEAD: Mapping[str, Text] = {
    "what": _("What"),
    "key": _("Key"),
    "dutch": _("In Dutch"),
    "english": _("In English"),
    "group": _("Group"),
    "n": _("Answers"),
    "mean": _("Mean"),
    "unknown": SCALE["?"],
    **{point: SCALE[point] for point in "12345"},
    "change": _("Difference with the round before"),
}
_WHAT: Mapping[str, Text] = {
    "round": _("Answered"),
    "invited": _("Invited"),
    "index": _("Index of the collaboration"),
    "dimension": _("Dimension"),
    "question": _("Question"),
    "words": _("In people's own words"),
}


def export(rows: Iterator[tuple[str, ...]], organisation: Organisation) -> bytes:
    """Return the rows of a report as CSV; the first of them are the names of the columns."""
    names = next(rows)
    local = Localizer(organisation.language, organisation.zone)
    head = [local.say(_HEAD[name]) for name in names]
    sheet = Sheet.of(head, [_told(dict(zip(names, row, strict=True)), local) for row in rows])
    return write_csv(sheet, _SEPARATORS[organisation.language])


def _told(row: Mapping[str, str], local: Localizer) -> Sequence[str]:
    """Return the cells of one row."""
    told = {**row, "what": local.say(_WHAT[row["what"]])}
    if row["group"]:
        told["group"] = local.say(GROUPS[Group(row["group"])])
    if row["what"] == "dimension":
        name = DIMENSIONS[Dimension(row["key"])]
        told["dutch"], told["english"] = (Localizer(each, local.zone).say(name) for each in ("nl", "en"))
    if local.language == "nl":
        told["mean"], told["change"] = (row[name].replace(".", ",") for name in ("mean", "change"))
    return tuple(told.values())
