# SPDX-License-Identifier: EUPL-1.2
"""Draws the whole page of one visitor."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from bot.language import Localizer
from bot.local import tour
from bot.local.cast import Member
from bot.local.drawing import draw
from bot.local.pictures import Clock, Face, Fill, Group, Language, Page, Room, Typed
from bot.local.render import fresh_key
from bot.local.scene import Scene
from bot.local.transcript import line, received
from bot.local.visit import DIRECT
from commands.feature import Feature
from commands.text import Message, Text, _, n_

EXAMPLES = 4
BUSY = 4
NAMES = (("nl", "Nederlands"), ("en", "English"))


@dataclass(frozen=True, slots=True)
class Extra:
    """What one answer adds to the page: a form that opened, or what went wrong and what was typed."""

    form: Markup | None = None
    trouble: Text = ""
    typed: str = ""


def drawn(scene: Scene, features: Sequence[Feature], *, theme: bool, extra: Extra | None = None) -> Markup:
    """Return the page as HTML."""
    extra = extra or Extra()
    if scene.stranger and not extra.trouble:
        trouble = _("I don't know “{user}”. You go on as {name}.", user=scene.stranger[:60], name=scene.me.person.name)
        extra = replace(extra, trouble=trouble)
    return draw("chat.html", scene.reader, page=picture(scene, features, extra), theme=theme)


def picture(scene: Scene, features: Sequence[Feature], extra: Extra) -> Page:
    """Return everything on the page."""
    visit, say = scene.visit, scene.reader.say
    others = received(scene.others, visit, scene.reader, scene.cast, scene.channels)
    direct = visit.room == DIRECT
    channel = next((c for c in scene.channels if c.id == visit.room), None)
    return Page(
        title=f"#{channel.name}" if channel else "Mandaat",
        about=say(_("Only you read this") if direct else _("Everyone in the channel reads along")),
        organisation=scene.me.organisation.name,
        function=function(scene.me, scene.reader),
        query=visit.query,
        key=fresh_key(),
        stream_href=f"/chat/stream?{visit.query}&after={scene.change}",
        tour_href=visit.in_room(DIRECT).at_step(1).href,
        cast=groups(scene),
        rooms=rooms(scene),
        clock=Clock(
            scene.at,
            say(scene.reader.moment(scene.at)),
            movable=True,
            waits=[say(line) for line in scene.waits],
            began=say(scene.began),
        ),
        languages=[Language(code, name, visit.in_language(code).href) for code, name in NAMES],
        commands=fills(features, scene.reader),
        lines=[line(m, visit, scene.spoken, scene.cast) for m in scene.messages],
        others=others,
        examples=examples(features, visit.language),
        busy=busy(scene),
        welcome=direct and not visit.step,
        tour=tour.step(visit, scene.reader, features, others, scene.me.waiting) if visit.step else None,
        form=extra.form,
        typed=extra.typed,
        trouble=say(extra.trouble),
    )


def function(someone: Member, reader: Localizer) -> str:
    """Return what somebody does and what waits, in a few words."""
    return (
        " · ".join((reader.say(someone.function), reader.say(waits(someone.waiting))))
        if someone.waiting
        else reader.say(someone.function)
    )


def waits(count: int) -> Message:
    """Return how much waits for somebody."""
    return n_("{count} waiting", "{count} waiting", count)


def groups(scene: Scene) -> list[Group]:
    """Return the cast by organisation, the visitor's own order kept."""
    by_name: dict[str, list[Face]] = {}
    for someone in scene.cast:
        by_name.setdefault(someone.organisation.name, []).append(face(someone, scene))
    return [Group(name, people) for name, people in by_name.items()]


def face(someone: Member, scene: Scene) -> Face:
    """Return somebody as shown in lists."""
    name, what = someone.person.name, scene.reader.say(someone.function)
    waiting = f" ({scene.reader.say(waits(someone.waiting))})" if someone.waiting else ""
    return Face(
        user=someone.account.user,
        name=name,
        function=what,
        waiting=someone.waiting,
        current=someone == scene.me,
        line=f"{name} – {what}{waiting}",
        href=scene.visit.as_person(someone.account).href,
    )


def rooms(scene: Scene) -> list[Room]:
    """Return the conversations: with the assistant, then the channels."""
    visit = scene.visit
    direct = Room("●", "Mandaat", visit.in_room(DIRECT).href, visit.room == DIRECT, scene.me.waiting)
    return [direct, *(Room("#", c.name, visit.in_room(c.id).href, visit.room == c.id) for c in scene.channels)]


def busy(scene: Scene) -> list[Face]:
    """Return for whom most waits, the visitor aside."""
    waiting = sorted((m for m in scene.cast if m.waiting and m != scene.me), key=lambda m: -m.waiting)
    return [face(m, scene) for m in waiting[:BUSY]]


def examples(features: Sequence[Feature], language: str) -> list[Typed]:
    """Return four sentences to try, by turns from each feature that has some; who decides comes first."""
    turns: list[tuple[int, str]] = []
    for feature in reversed(features):
        turns.extend((turn, e.said_in(language)) for turn, e in enumerate(feature.examples))
    said = [words for _turn, words in sorted(turns, key=lambda pair: pair[0])]
    return [Typed(words, fresh_key()) for words in said[:EXAMPLES]]


def fills(features: Sequence[Feature], reader: Localizer) -> list[Fill]:
    """Return the commands to begin with, in the reader's language where they have a name in it."""
    named = {feature.name: feature.commands for feature in features}
    found = [*named.get("decision_rights", ())[:1], *named.get("requests", ())[:1], *reversed(named.get("house", ()))]
    fill: list[Fill] = []
    for command in found:
        name = command.names[-1 if reader.language == "en" else 0]
        fill.append(Fill(f"/{name}", f"/{name} ", reader.say(command.about)))
    return fill
