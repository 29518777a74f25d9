# SPDX-License-Identifier: EUPL-1.2
"""Which handler answers what was said: commands first, then plain words, then whoever dares to guess."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from commands.cards import Button, Style
from commands.errors import OUTDATED, FormErrors, Refused
from commands.events import Ask, Close, Context, Pairs, Press, Said, Submit
from commands.feature import Command, Feature
from commands.forms import tidy
from commands.help import HELP, OPENER, UNKNOWN, ButtonOutdated, help_card, not_understood
from commands.replies import Reply
from commands.text import _

LONGEST_ASK = 3000
#: Characters that a button or form carries unseen; ours stay far below, whatever is longer was not drawn by us.
MOST_CARRIED = 4000


class TooLong(Refused):
    """That is too long for me: {count} characters. Use at most {most}."""


@dataclass(frozen=True, slots=True)
class Routes:
    """The features in the order in which they are asked."""

    features: Sequence[Feature]

    def answer(self, said: Said, context: Context, store: Any) -> Reply:  # noqa: ANN401 - each feature has its own protocol
        """Return the reply of the feature that this is for.

        Raises:
            Refused: when the rules say no, or nobody has this button or form any more.
            FormErrors: when a form is not filled in well.

        """
        if _carried(said) > MOST_CARRIED:
            raise self._outdated(UNKNOWN, ())
        match said:
            case Press("house.ask" | "house.form"):
                return self._ask(Ask(said["words"]), context, store)
            case Ask():
                return self._ask(said, context, store)
            case Close():
                return self.keep(said, context, store)
            case Press():
                return self._press(said, context, store)
            case Submit():
                return self._submit(said, context, store)

    def name(self, said: Press | Submit | Close) -> str:
        """Return the name of a button or form as the journal may keep it: what nobody has could be free text."""
        name = said.action if isinstance(said, Press) else said.form
        known = {"house.ask", OPENER}.union(*({*feature.presses, *feature.submits} for feature in self.features))
        return name if name in known else UNKNOWN

    def words_of(self, said: Said) -> tuple[str, ...]:
        """Return what somebody wrote in a form, to give it back where it closes; nothing of a form that is secret."""
        if not isinstance(said, Submit | Close) or any(said.form in feature.secret for feature in self.features):
            return ()
        return said.words

    def keeps(self, form: str) -> bool:
        """Whether a feature keeps what was typed in this form when it is not sent in."""
        return any(form in feature.drafts for feature in self.features)

    def keep(self, closed: Close, context: Context, store: Any) -> Reply:  # noqa: ANN401 - as above
        """Let the feature whose form this is keep what was typed, and return what it says then."""
        for feature in self.features:
            if closed.typed and closed.form in feature.drafts:
                return feature.drafts[closed.form](closed, context, store)
        return Reply()

    def _press(self, press: Press, context: Context, store: Any) -> Reply:  # noqa: ANN401 - as above
        """Return the answer to a button."""
        for feature in self.features:
            if press.action in feature.presses:
                return feature.presses[press.action](press, context, store)
        raise self._outdated(press.action, press.values)

    def _submit(self, submit: Submit, context: Context, store: Any) -> Reply:  # noqa: ANN401 - as above
        """Return the answer to a form that is sent in."""
        for feature in self.features:
            if submit.form in feature.submits:
                return feature.submits[submit.form](submit, context, store)
        if submit.answers:
            raise FormErrors({"": OUTDATED})
        raise self._outdated(submit.form, submit.hidden)

    def _outdated(self, name: str, carried: Pairs) -> Refused:
        """Return what is said of a button or form of another version, with the card as it is drawn now."""
        show = f"{name.partition('.')[0]}.show"
        overview = Button(_("My overview"), Press("house.ask", (("words", "/mijn"),)))
        if not carried or not any(show in feature.presses for feature in self.features):
            return ButtonOutdated().offering(overview)
        return ButtonOutdated().offering(Button(_("Show how it is now"), Press(show, carried), Style.PRIMARY), overview)

    def _ask(self, ask: Ask, context: Context, store: Any) -> Reply:  # noqa: ANN401 - as above
        """Return the answer to words."""
        words = tidy(ask.words, lines=False)
        if len(words) > LONGEST_ASK:
            raise TooLong(count=len(words), most=LONGEST_ASK)
        if (not words and not ask.quoted) or (words.startswith("/") and HELP.fullmatch(words)):
            return Reply(answer=help_card(self.features, context.language))
        command, words = self._command(words)
        ask = Ask(words, ask.quoted, ask.link)
        if command:
            return command.handler(ask, context, store)
        reply = None if words.startswith("/") else self._plain(ask, context, store)
        return reply or Reply(answer=not_understood(words, self.features, context.language))

    def _plain(self, ask: Ask, context: Context, store: Any) -> Reply | None:  # noqa: ANN401 - as above
        """Return the answer to words without a slash, of whoever claims them, else of whoever dares to guess."""
        for feature in self.features:
            for phrase in feature.phrases:
                if phrase.pattern.fullmatch(ask.words):
                    return phrase.handler(ask, context, store)
        if bare := self._bare(ask.words):
            return bare.handler(replace(ask, words=ask.words.partition(" ")[2]), context, store)
        guesses = (feature.guess(ask, context, store) for feature in self.features if feature.guess)
        return next((reply for reply in guesses if reply), None)

    def _command(self, words: str) -> tuple[Command | None, str]:
        """Return the slash command these words begin with, and what it is given; without one, the words.

        ``/it mijn`` means ``/mijn``, and ``/it wie beslist …`` the words behind it.
        """
        if not words.startswith("/"):
            return None, words
        name, _, rest = words.lstrip("/ ").partition(" ")
        if name.casefold() == "it" and rest:
            inner, _, tail = rest.lstrip("/ ").partition(" ")
            found = self._named(inner)
            return (found, tail) if found else (None, rest)
        found = self._named(name)
        return (found, rest) if found else (None, words)

    def _bare(self, words: str) -> Command | None:
        """Return the command that is named without a slash: by its name alone, or by one that is no everyday word."""
        name, _, rest = words.partition(" ")
        found = self._named(name)
        return None if found and found.everyday and rest else found

    def _named(self, name: str) -> Command | None:
        """Return the command with this name."""
        wanted = name.casefold()
        return next((c for f in self.features for c in f.commands if wanted in c.names), None)


def _carried(said: Said) -> int:
    """Return how many characters a button or form carries unseen."""
    if isinstance(said, Ask):
        return 0
    carried = said.values if isinstance(said, Press) else said.hidden
    return sum(len(name) + len(value) for name, value in carried)
