# SPDX-License-Identifier: EUPL-1.2
"""The register as its steward keeps it: what is odd about it, and adding, changing and ending a right by form."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from commands.cards import Card, Paragraph, Tone
from commands.decision_rights.answers import answer
from commands.decision_rights.findings import find
from commands.decision_rights.forms import EndingForm, RightForm, filled, right_faults
from commands.decision_rights.handlers import reader
from commands.decision_rights.index import Found, Outcome
from commands.decision_rights.kept import Gap, GapState, SynonymState
from commands.decision_rights.looked import Hit, Register
from commands.decision_rights.lookup import Registers, register_on
from commands.decision_rights.people_lines import When, who
from commands.decision_rights.question import understand
from commands.decision_rights.register_cards import PAGE, Overview, changed_card, overview_card, right_card, rights_card
from commands.decision_rights.reviews import open_gap
from commands.decision_rights.rights import DecisionRight
from commands.decision_rights.rules import ChangedMeanwhile, RightGone, check_steward, next_id
from commands.decision_rights.store import Store
from commands.decision_rights.versions import Writing, write
from commands.errors import FormErrors
from commands.events import Ask, Context, Press, Submit
from commands.people import Role
from commands.refs import numbered
from commands.replies import Reply
from commands.text import Message, Text, _

SOURCE = "form"


@dataclass(frozen=True, slots=True)
class Keeping:
    """The handlers of the register; ``registers`` hands over what can be asked."""

    registers: Registers

    def ask(self, said: Ask, context: Context, store: Store) -> Reply:
        """Show the register, or the rights that these words mean."""
        if said.words.strip():
            return self._search(said.words.strip(), context, store)
        register = register_on(store, None, self.registers)
        if register.version is None:
            title = _("{organisation} has no register yet", organisation=store.organisation.name)
            text = _("The administrator loads it with: python -m bot register import FILE")
            return Reply(answer=Card(title, (Paragraph(text),), Tone.BAD))
        rights = tuple(register.rights.values())
        kept = store.decision_rights
        seen = Overview(
            store.organisation.name,
            register.version,
            store.people.person(register.version.by) if register.version.by else None,
            rights,
            find(rights, store.people, context.today),
            len(kept.gaps((GapState.OPEN,))),
            len(kept.synonyms(SynonymState.PROPOSED)),
        )
        return Reply(answer=overview_card(seen, context.today, steward=_steward(context, store)))

    def browse(self, press: Press, context: Context, store: Store) -> Reply:
        """Show a page of all rights."""
        rights = tuple(register_on(store, None, self.registers).rights.values())
        start = numbered(press["start"]) or 0
        start = start if start < len(rights) else 0
        title = _(
            "Rights {first} to {last} of {all}", first=start + 1, last=min(start + PAGE, len(rights)), all=len(rights)
        )
        return Reply(answer=rights_card(rights, start, context.language, title))

    def opened(self, press: Press, context: Context, store: Store) -> Reply:
        """Show one right."""
        register, right = self._right(press["right"], store)
        return Reply(answer=self._card(register, right, context, store, steward=_steward(context, store)))

    def record(self, right_id: str, context: Context, store: Store) -> Card:
        """Return a right as a page."""
        register, right = self._right(right_id, store)
        return self._card(register, right, context, store, steward=False)

    def add(self, press: Press, context: Context, store: Store) -> Reply:
        """Open an empty form, or one for a gap."""
        check_steward(store.people, context.who)
        if not press["gap"]:
            return Reply(form=RightForm.view())
        gap = open_gap(press["gap"], store)
        intro: tuple[Text, ...] = (_("This was asked: “{words}”.", words=gap.words), *RightForm.intro)
        values = {"topic_nl": gap.essence.capitalize(), "keywords": gap.essence}
        return Reply(form=RightForm.view(values, hidden={"gap": str(gap.id)}, intro=intro))

    def edit(self, press: Press, context: Context, store: Store) -> Reply:
        """Open the form with a right filled in."""
        check_steward(store.people, context.who)
        register, right = self._right(press["right"], store)
        hidden = {"right": right.id, "version": _number(register)}
        return Reply(form=RightForm.view(filled(right), hidden=hidden, title=_("Change {right}", right=right.id)))

    def end(self, press: Press, context: Context, store: Store) -> Reply:
        """Ask for the last day of a right."""
        check_steward(store.people, context.who)
        register, right = self._right(press["right"], store)
        about = _("{right}: {topic}. {function} decides.", right=right.id, topic=right.topic_nl, function=right.decides)
        hidden = {"right": right.id, "version": _number(register)}
        values = {"last_day": (right.valid_to or context.today).isoformat()}
        return Reply(form=EndingForm.view(values, hidden=hidden, intro=(about, *EndingForm.intro)))

    def save(self, submit: Submit, context: Context, store: Store) -> Reply:
        """Add or change a right as filled in."""
        check_steward(store.people, context.who)
        typed = RightForm.read(submit.answers, context.today, store.people.find)
        register = register_on(store, None, self.registers)
        if submit["right"]:
            self._unchanged(submit, register, store)
        gap = open_gap(submit["gap"], store) if submit["gap"] else None
        right = typed.right(submit["right"] or next_id(register.rights))
        rest = tuple(register.rights.values())
        if faults := right_faults(right, rest, store.people):
            raise FormErrors(faults)
        title = _("{right} is changed", right=right.id) if submit["right"] else _("{right} is added", right=right.id)
        return self._change(right, title, gap, context, store)

    def finish(self, submit: Submit, context: Context, store: Store) -> Reply:
        """End a right on the day filled in."""
        check_steward(store.people, context.who)
        typed = EndingForm.read(submit.answers, context.today, store.people.find)
        right = self._unchanged(submit, register_on(store, None, self.registers), store)
        if right.valid_from and typed.last_day < right.valid_from:
            raise FormErrors({"last_day": _("The last day is before the first day, {day}.", day=right.valid_from)})
        ended = replace(right, valid_to=typed.last_day)
        return self._change(ended, _("{right} ends on {day}", right=right.id, day=typed.last_day), None, context, store)

    def _change(self, right: DecisionRight, title: Message, gap: Gap | None, context: Context, store: Store) -> Reply:
        """Make a new version with this right in it, and tell who waited for it."""
        written = write(right, gap, Writing(context.who, context.at, SOURCE), store, self.registers)
        card = changed_card(title, right, written.version, len(written.tells))
        return Reply(answer=card, tells=written.tells, renews=written.renews, acts=written.acts)

    def _search(self, words: str, context: Context, store: Store) -> Reply:
        """Show the right with this id, or the rights of the topics that the words may mean."""
        register = register_on(store, None, self.registers)
        if exact := next((r for r in register.rights.values() if r.id.casefold() == words.casefold()), None):
            return self.opened(Press("decision_rights.right", (("right", exact.id),)), context, store)
        found = register.index.search(understand(words, context.today), context.today)
        meant = dict.fromkeys(
            other for right in (*found.rights, *found.alternatives) for other in register.topics[right.id]
        )
        written = [r for r in register.rights.values() if words.casefold() in f"{r.topic_nl} {r.decides}".casefold()]
        shown = words[:80]
        title = _("Rights about “{words}”", words=shown)
        if not written and found.outcome is not Outcome.ANSWER:
            title = _("No topic is called “{words}”", words=shown)
            if meant:
                title = _("No topic is called “{words}”; these come nearest", words=shown)
        return Reply(answer=rights_card(tuple(dict.fromkeys((*written, *meant)))[:PAGE], 0, context.language, title))

    def _right(self, right_id: str, store: Store) -> tuple[Register, DecisionRight]:
        """Return the register and the right in it.

        Raises:
            RightGone: when there is none with this id.

        """
        register = register_on(store, None, self.registers)
        if right_id not in register.rights:
            raise RightGone
        return register, register.rights[right_id]

    def _unchanged(self, submit: Submit, register: Register, store: Store) -> DecisionRight:
        """Return the right that a form is about.

        Raises:
            ChangedMeanwhile: when it is not as it was when the form was opened.

        """
        right = register.rights.get(submit["right"])
        version = numbered(submit["version"])
        seen: Sequence[DecisionRight] = () if version is None else store.decision_rights.rights(version)
        if right is None or right not in seen:
            raise ChangedMeanwhile
        return right

    def _card(self, register: Register, right: DecisionRight, context: Context, store: Store, *, steward: bool) -> Card:
        hit = Hit(store.organisation, register, Found(Outcome.ANSWER, (right,)))
        given = answer(hit, right, store.people, context.today, reader(context))
        lines = who(given.staff, When(given.day, given.today), given.stewards)
        return right_card(given, context.language, lines, steward=steward)


def _number(register: Register) -> str:
    return str(register.version.number) if register.version else ""


def _steward(context: Context, store: Store) -> bool:
    """Whether this person keeps the register."""
    return Role.STEWARD in store.people.roles(context.who)
