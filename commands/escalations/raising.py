# SPDX-License-Identifier: EUPL-1.2
"""How somebody raises an escalation: six fields, the path shown before anything is sent, and joining one that runs."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from commands.cards import Bullets, Button, Buttons, Card, Element, Heading, Paragraph, Style, Tone
from commands.errors import FormErrors, Refused
from commands.escalations.cards import owner_card, press
from commands.escalations.case import Case
from commands.escalations.escalation import Draft, Escalation, Kind, State, Subject, Why
from commands.escalations.filling import check_whom, entry_of, guards, home_of, kept_draft, read, usual_day
from commands.escalations.forms import EntryForm, EscalationForm
from commands.escalations.ladder import projected
from commands.escalations.neighbours import Neighbours
from commands.escalations.phrases import kind_of, matter_in
from commands.escalations.rules import EscalationUnknown, check_open
from commands.escalations.sent import raised
from commands.escalations.store import Store
from commands.escalations.terrain import information_manager, matter_of
from commands.escalations.wording import path
from commands.events import Ask, Close, Context, Press, Submit
from commands.forms import FormView
from commands.refs import Ref
from commands.replies import Act, Reply
from commands.text import Text, _

_TITLE = 120


class SettledMeanwhile(Refused):
    """“{title}” was decided in the meantime, so there is nothing to escalate."""


@dataclass(frozen=True, slots=True)
class Raising:
    """The way in."""

    neighbours: Neighbours

    def ask(self, ask: Ask, context: Context, store: Store) -> Reply:
        """Open the form with what was said already; without words, go on with what was left unsent."""
        said = f"{ask.words} {ask.quoted}".strip()
        subject = self.neighbours.spoken(said, store, context.language) if said else None
        if subject:
            return self._about(subject, context, store)
        kept = store.escalations.draft(context.who)
        if kept and not said:
            return Reply(form=self._form(context, store, dict(kept.values), dict(kept.hidden)))
        values = self._prefilled(ask, context, store)
        grant = self.neighbours.decides(store, matter_in(said), context.today, "") if said else None
        hidden = {"link": ask.link, "right": grant.right if grant else ""}
        if grant:
            values["whom"] = grant.decides
        return Reply(form=self._form(context, store, values, hidden))

    def new(self, pressed: Press, context: Context, store: Store) -> Reply:
        """Open the form for a thing that is stuck, or for a right that somebody looked up."""
        feature, _slash, thing = pressed["about"].partition("/")
        subject = self.neighbours.subject(Ref(feature, thing), store, context.language) if thing else None
        if subject:
            return self._about(subject, context, store)
        values = self._prefilled(Ask(pressed["words"]), context, store)
        grant = self.neighbours.decides(store, "", context.today, pressed["right"]) if pressed["right"] else None
        values |= {"whom": grant.decides} if grant else {}
        return Reply(form=self._form(context, store, values, {"right": pressed["right"]}))

    def _about(self, subject: Subject, context: Context, store: Store) -> Reply:
        """Open the form for a thing of another feature, or join the escalation that runs about it."""
        home = home_of(subject.organisation, store)
        if running := home.escalations.about(subject.about):
            return self._joined(running[0], context, home)
        if not subject.open:
            raise SettledMeanwhile(title=subject.title)
        values = {
            "kind": subject.kind.value,
            "stuck": subject.stuck,
            "tried": subject.tried,
            "decision": subject.decision,
            "whom": subject.function,
            "otherwise": subject.otherwise,
            "before": usual_day(context, home),
        }
        return Reply(
            form=self._form(context, store, values, {"about": str(subject.about), "org": subject.organisation})
        )

    def _prefilled(self, ask: Ask, context: Context, store: Store) -> dict[str, str]:
        """Return what the form can hold already from what was said."""
        said = f"{ask.words} {ask.quoted}"
        kind = kind_of(said)
        values = {
            "stuck": matter_in(ask.quoted or ask.words),
            "whom": information_manager(store),
            "before": usual_day(context, store),
        }
        return values | {"kind": (kind or Kind.OTHER).value}

    def _form(self, context: Context, store: Store, values: Mapping[str, str], hidden: Mapping[str, str]) -> FormView:
        """Return the form; a CISO or data protection officer has one field more."""
        intro: tuple[Text, ...] = (_("A few short fields. You see the path first; nothing is sent before you say so."),)
        form = EntryForm if guards(context.who, context, store) else EscalationForm
        return form.view(values, hidden={n: v for n, v in hidden.items() if v}, intro=intro)

    # ------------------------------------------------------------ what was filled in

    def submit(self, submit: Submit, context: Context, store: Store) -> Reply:
        """Keep what was filled in, and show the path before anything is sent.

        Raises:
            FormErrors: with what is wrong, by field.

        """
        form = read(submit.form, submit.answers, context, store)
        check_whom(form, store)
        draft = Draft(submit.answers, (*submit.hidden, ("form", submit.form)), context.at)
        store.escalations.keep_draft(context.who, draft)
        planned = self._planned(form, dict(submit.hidden), context, store)
        running = home_of(planned.organisation, store).escalations
        same = running.about(planned.about) if planned.about else ()
        if not same and planned.grant:
            same = tuple(e for e in running.resting_on(planned.grant.right) if e.kind is planned.kind)
        return Reply(answer=self._path_card(planned, form, same, context, store))

    def _path_card(
        self, planned: Escalation, form: EscalationForm, same: tuple[Escalation, ...], context: Context, store: Store
    ) -> Card:
        """Return the path with the buttons to send, change or throw away; one that runs already can be joined."""
        home = home_of(planned.organisation, store)
        case = Case(planned, home, context.at, context.today, self.neighbours, context.who)
        rungs = projected(replace(matter_of(planned), entry=entry_of(form)), case.terrain)
        people = {each: p for rung in rungs for each in rung.people if (p := case.person(each))}
        names = {o.id: o.name for o in home.organisations.all()}
        elements: list[Element] = [
            Paragraph(_("Nothing has been sent yet. This is the path:")),
            Bullets(path(rungs, planned.organisation, names, people)),
            Paragraph(_("Each step up is told to you and to the one below. It stops with a decision.")),
            *self._topics(planned, context, store),
        ]
        send = Button(_("Escalate now"), Press("escalations.send"), Style.PRIMARY)
        change = Button(_("Change it"), Press("escalations.change"))
        discard = Button(_("Throw it away"), Press("escalations.discard"), Style.DANGER)
        if same:
            running = same[0]
            about = _("{reference} “{title}” runs already", reference=running.reference, title=running.title)
            elements += [Heading(about), Paragraph(_("Join it and you hear every step, or send yours as another one."))]
            join = Button(_("Join it"), press("join", running), Style.PRIMARY)
            send = Button(_("Escalate mine apart"), Press("escalations.send"))
            return Card(_("The path of your escalation"), (*elements, Buttons((join, send, change, discard))))
        return Card(_("The path of your escalation"), (*elements, Buttons((send, change, discard))))

    def _topics(self, planned: Escalation, context: Context, store: Store) -> tuple[Element, ...]:
        """Return the topics that may fit, where the register does not say for sure who decides."""
        if planned.grant or planned.about:
            return ()
        near = self.neighbours.nearby(store, f"{planned.six.decision} {planned.six.stuck}", context.today)
        if not near:
            return ()
        choices = tuple(Button(g.called, Press("escalations.topic", (("right", g.right),))) for g in near)
        question = _("The register does not say for sure who decides. Which topic fits?")
        return (Heading(question), Buttons(choices))

    def topic(self, pressed: Press, context: Context, store: Store) -> Reply:
        """Show the path of the topic that was chosen."""
        draft = kept_draft(context.who, store)
        hidden = {**dict(draft.hidden), "right": pressed["right"]}
        return self.submit(Submit(hidden.pop("form", ""), draft.values, tuple(hidden.items())), context, store)

    def change(self, _pressed: Press, context: Context, store: Store) -> Reply:
        """Open the form again with what was filled in."""
        draft = kept_draft(context.who, store)
        return Reply(form=self._form(context, store, dict(draft.values), dict(draft.hidden)))

    def discard(self, _pressed: Press, context: Context, store: Store) -> Reply:
        """Throw away what was filled in."""
        kept_draft(context.who, store)
        store.escalations.drop_draft(context.who)
        return Reply(answer=Card(_("It was thrown away, and nothing was sent.")))

    def keep(self, closed: Close, context: Context, store: Store) -> Reply:
        """Keep what was typed in a form that was closed."""
        draft = Draft(closed.answers, (*closed.hidden, ("form", closed.form)), context.at)
        store.escalations.keep_draft(context.who, draft)
        go_on = Button(_("Go on with it"), Press("escalations.change"), Style.PRIMARY)
        away = Button(_("Throw it away"), Press("escalations.discard"), Style.DANGER)
        return Reply(answer=Card(_("Your escalation was kept, and not sent"), (Buttons((go_on, away)),)))

    def send(self, _pressed: Press, context: Context, store: Store) -> Reply:
        """Send what was filled in: the first rung is told now."""
        draft = kept_draft(context.who, store)
        hidden = dict(draft.hidden)
        try:
            form = read(hidden.get("form", ""), draft.values, context, store)
            check_whom(form, store)
        except FormErrors as wrong:
            # A day that lay ahead when it was written may have passed.
            first = next(iter(wrong.errors.values()))
            change = Button(_("Change it"), Press("escalations.change"), Style.PRIMARY)
            return Reply(answer=Card(first, (Buttons((change,)),), Tone.BAD))
        planned = self._planned(form, hidden, context, store)
        home = home_of(planned.organisation, store)
        if planned.about and (running := home.escalations.about(planned.about)):
            store.escalations.drop_draft(context.who)
            return self._joined(running[0], context, home)
        store.escalations.drop_draft(context.who)
        return raised(
            planned, entry_of(form), Case(planned, home, context.at, context.today, self.neighbours, context.who)
        )

    def _planned(self, form: EscalationForm, hidden: Mapping[str, str], context: Context, store: Store) -> Escalation:
        """Return the escalation as it would begin, without a rung yet."""
        feature, _slash, thing = hidden.get("about", "").partition("/")
        subject = self.neighbours.subject(Ref(feature, thing), store, context.language) if thing else None
        if subject and not subject.open:
            raise SettledMeanwhile(title=subject.title)
        right = subject.right if subject else hidden.get("right", "")
        grant = self.neighbours.decides(store, "" if subject else form.stuck, context.today, right)
        function, organisation, start = information_manager(store), store.organisation.id, Why.MANAGER
        if grant:
            function, organisation, start = grant.decides, grant.organisation, Why.DECIDES
        if subject and subject.function:
            function, organisation = subject.function, subject.function_organisation
            start = Why.DECIDES if function != information_manager(store) else Why.MANAGER
        return Escalation(
            organisation=subject.organisation if subject else store.organisation.id,
            reference="",
            kind=form.kind,
            state=State.RUNNING,
            title=(subject.title if subject else form.stuck.split("\n")[0])[:_TITLE],
            six=form.six,
            raised_at=context.at,
            function=function,
            function_organisation=organisation,
            start=start,
            raiser=context.who,
            asker=subject.asker if subject else None,
            about=subject.about if subject else None,
            grant=grant,
            urgent=form.urgent,
            overdue=bool(subject and subject.overdue),
            link=hidden.get("link", ""),
        )

    def join(self, pressed: Press, context: Context, store: Store) -> Reply:
        """Join an escalation that runs: from then on this person hears every step."""
        organisation = pressed["org"] or store.organisation.id
        home = home_of(organisation, store)
        running = home.escalations.get(pressed["ref"])
        if running is None or organisation not in {store.organisation.id, *store.organisation.arrangements}:
            raise EscalationUnknown
        check_open(running, home.escalations.decision(running.reference))
        store.escalations.drop_draft(context.who)
        return self._joined(running, context, home)

    def _joined(self, running: Escalation, context: Context, home: Store) -> Reply:
        """Let somebody join, and say where it is."""
        case = Case(running, home, context.at, context.today, self.neighbours, context.who)
        if context.who.id not in {owner.id for owner in running.owners}:
            home.escalations.follow(running.reference, context.who)
            case = case.keep(running, "join")
        view = case.view()
        card = owner_card(view)
        thanks = Paragraph(_("This was raised already, so you join it. Thank you; you hear every step."))
        return Reply(
            answer=Card(card.title, (thanks, *card.elements), card.tone),
            acts=(Act("escalations.join", running.ref),),
            organisation=running.organisation,
        )
