# SPDX-License-Identifier: EUPL-1.2
"""Within one topic: which of its rights hold for this date, amount, percentage and level."""

from collections.abc import Callable
from datetime import date

from commands.decision_rights.question import Question
from commands.decision_rights.rights import DecisionRight
from commands.decision_rights.topics import Band, Topic, Variant, asked_levels, asked_scale

#: How much more of the question's words one row of a topic must have than another to be preferred.
_CLEARLY = 0.1


def in_force(topic: Topic, question: Question, today: date) -> tuple[Variant, ...]:
    """Return the rights of the topic in force on the day asked for; when a period is asked and none holds on its
    last day, those in force on some day of it.
    """
    day = question.as_of or today
    holding = tuple(v for v in topic.variants if v.right.holds_on(day))
    if holding or question.period is None:
        return holding
    return tuple(v for v in topic.variants if v.in_force(*question.period))


def holding(
    topic: Topic, question: Question, today: date, likeness: Callable[[DecisionRight], float] | None = None
) -> tuple[DecisionRight, ...]:
    """Return the rights of the topic that hold for the question, lowest band first; only those
    whose own words the question uses, where it clearly does.
    """
    chosen = in_force(topic, question, today)
    if (amount := question.least) is not None:
        chosen = tuple(v for v in chosen if v.amount.covers(amount))
        # An amount asks for the rows that speak of amounts; those without any are about something else of the topic.
        chosen = tuple(v for v in chosen if v.amount != Band()) or chosen
    if (share := question.least_per_cent) is not None and topic.by_share:
        chosen = tuple(v for v in chosen if v.per_cent is None or v.per_cent.covers(share))
    if (scale := asked_scale(question.text)) is not None and topic.by_scale:
        chosen = tuple(v for v in chosen if v.scale is None or v.scale.covers(scale))
    chosen = _best_words_first(chosen, likeness)
    levels = asked_levels(question.topic) & topic.levels
    if levels:
        named = tuple(v for v in chosen if v.levels & levels)
        chosen = named or tuple(v for v in chosen if not v.levels) or chosen
    if likeness is not None and len(chosen) > 1:
        near = [likeness(v.right) for v in chosen]
        best = max(near)
        if best >= min(near) + _CLEARLY:
            chosen = tuple(v for v, n in zip(chosen, near, strict=True) if n >= best - _CLEARLY / 2)
    return tuple(v.right for v in chosen)


def apart(
    topic: Topic, question: Question, today: date, likeness: Callable[[DecisionRight], float]
) -> tuple[DecisionRight, ...]:
    """Return the rights of the topic that would hold too if the question used their words, the likeliest first.

    They are those that neither amount nor date tells apart from the first: "weigeren" beside "verlenen".
    """
    held = holding(topic, question, today, likeness)
    if not held:
        return ()
    first = next(v for v in topic.variants if v.right == held[0])
    others = [
        v.right
        for v in topic.variants
        if v.right != first.right
        and (v.amount == first.amount or v.right not in held)
        and v.right in holding(topic, question, today)
        and v.right.decides != first.right.decides
    ]
    return tuple(sorted(others, key=lambda right: -likeness(right)))


def _best_words_first(
    chosen: tuple[Variant, ...], likeness: Callable[[DecisionRight], float] | None
) -> tuple[Variant, ...]:
    """Return the rows in the same order, but those that only words tell apart with the likeliest first."""
    if likeness is None or len({v.order for v in chosen}) == len(chosen):
        return chosen
    return tuple(sorted(chosen, key=lambda v: (v.order, -likeness(v.right))))
