# SPDX-License-Identifier: EUPL-1.2
"""Functions get and lose holders and deputies; stewards and administrators do this by form."""

from dataclasses import replace
from datetime import date, timedelta

from commands.cards import Button, Buttons, Card, Fact, Facts, Paragraph, Style, Tone
from commands.errors import FormErrors
from commands.events import Context, Press, Submit
from commands.forms import FormView, OneOf, Option
from commands.organisation.forms import EndingForm, FunctionForm, HoldingForm
from commands.organisation.lines import held, holder, press
from commands.organisation.rules import ChangedMeanwhile, Deed, check, holding_faults, holds_on
from commands.organisation.store import Store
from commands.people import Function, Holding, Side
from commands.refs import Ref, numbered
from commands.replies import Act, Reply, Tell, ToPerson
from commands.text import Text, _


def open_appointment(pressed: Press, context: Context, store: Store) -> Reply:
    """Open the form for a holder or a deputy of a function."""
    check(Deed.APPOINT, context.who, store.people)
    function = _function(pressed["function"], store)
    deputy = pressed["deputy"] == "yes"
    present = _present(function, store, context.today, deputy=deputy)
    title = _("Appoint a deputy") if deputy else _("Add a member") if function.body else _("Appoint a holder")
    view = HoldingForm.view(
        {"first_day": context.today.isoformat()},
        hidden={"function": function.name, "deputy": pressed["deputy"]},
        options={"instead": tuple(Option(str(n), holder(h, context.today, {})) for n, h in present.items())},
        intro=(function.name,),
        title=title,
    )
    return Reply(form=_without_empty_choices(view))


def appoint(sent: Submit, context: Context, store: Store) -> Reply:
    """Let somebody hold or deputise for a function."""
    check(Deed.APPOINT, context.who, store.people)
    function = _function(sent["function"], store)
    form = HoldingForm.read(sent.answers, context.today, store.people.find)
    new = Holding(form.person, function.name, form.unit, sent["deputy"] == "yes", form.first_day, form.last_day)
    every = store.people.all_holdings()
    present = _present(function, store, context.today, deputy=new.deputy)
    if form.instead and form.instead not in {str(number) for number in present}:
        raise ChangedMeanwhile
    beside = [h for n, h in every.items() if h.function == function.name and str(n) != form.instead]
    if wrong := holding_faults(new, beside, context.who):
        raise FormErrors(wrong)
    tells: list[Tell] = []
    if form.instead:
        replaced = every[int(form.instead)]
        if replaced.valid_from and replaced.valid_from >= form.first_day:
            text = _("{name} begins on {day} only. Choose a later first day.", name=replaced.person.name,
                     day=replaced.valid_from)  # fmt: skip
            raise FormErrors({"first_day": text})
        store.people.end_holding(int(form.instead), form.first_day - timedelta(days=1))
        tells.append(_tell_ended(replace(replaced, valid_to=form.first_day - timedelta(days=1))))
    number = store.people.add_holding(new)
    title = _("{name} becomes deputy for {function}", name=new.person.name, function=new.function) if new.deputy else _(
        "{name} becomes {function}", name=new.person.name, function=new.function)  # fmt: skip
    act = Act("organisation.deputise" if new.deputy else "organisation.appoint", _ref(number), new.person.id)
    return Reply(answer=Card(title, (_days(new), _back(new)), Tone.GOOD), tells=(_tell_new(new), *tells), acts=(act,))


def open_ending(pressed: Press, context: Context, store: Store) -> Reply:
    """Open the form that ends a holding."""
    check(Deed.APPOINT, context.who, store.people)
    ends = _holding(pressed["number"], store)
    view = EndingForm.view(
        {"last_day": (ends.valid_to or context.today).isoformat()},
        hidden={"number": pressed["number"]},
        intro=(_("{name}: {function}", name=ends.person.name, function=held(ends)),),
    )
    return Reply(form=view)


def end(sent: Submit, context: Context, store: Store) -> Reply:
    """Let a holding end, and say so when nobody is left."""
    check(Deed.APPOINT, context.who, store.people)
    ends = _holding(sent["number"], store)
    form = EndingForm.read(sent.answers, context.today, store.people.find)
    if ends.valid_to and ends.valid_to < context.today:
        raise ChangedMeanwhile
    if ends.person.id == context.who.id and ends.valid_to and form.last_day > ends.valid_to:
        raise FormErrors({"last_day": _("You can't appoint yourself. Ask another steward or an administrator.")})
    store.people.end_holding(int(sent["number"]), form.last_day)
    ended = replace(ends, valid_to=form.last_day)
    after = form.last_day + timedelta(days=1)
    left = [h for h in store.people.holdings(ends.function, after) if not h.deputy]
    elements = [_days(ended)]
    if not left and not ends.deputy:
        text = _("Nobody holds {function} from {day} on.", function=ends.function, day=after)
        successor = Button(_("Appoint a holder"), press("appoint", function=ends.function), Style.PRIMARY)
        answer = Card(text, (*elements, Buttons((successor,))), Tone.WAITING)
    else:
        title = _("{name}: {function}", name=ends.person.name, function=_without_days(ended))
        answer = Card(title, (*elements, _back(ends)), Tone.GOOD)
    act = Act("organisation.end", _ref(int(sent["number"])), form.last_day.isoformat())
    return Reply(answer=answer, tells=(_tell_ended(ended),), acts=(act,))


def open_function(pressed: Press, context: Context, store: Store) -> Reply:
    """Open the form of a function: a new one, or one to change."""
    check(Deed.EDIT_FUNCTIONS, context.who, store.people)
    if not pressed["name"]:
        return Reply(form=FunctionForm.view({"body": "no"}))
    function = _function(pressed["name"], store)
    values = {
        "name": function.name,
        "name_en": function.name_en,
        "side": function.side.value if function.side else "",
        "body": "yes" if function.body else "no",
    }
    return Reply(form=FunctionForm.view(values, hidden={"name": function.name}, title=_("Change a function")))


def keep_function(sent: Submit, context: Context, store: Store) -> Reply:
    """Add a function, or change one; its name stays, because the register names it."""
    check(Deed.EDIT_FUNCTIONS, context.who, store.people)
    form = FunctionForm.read(sent.answers, context.today, store.people.find)
    known = store.people.function(form.name)
    if not sent["name"] and known:
        raise FormErrors({"name": _("The function “{name}” exists already.", name=known.name)})
    if sent["name"] and known != store.people.function(sent["name"]):
        text = _("The register knows this function as “{name}”. Add a new function for another name.",
                 name=sent["name"])  # fmt: skip
        raise FormErrors({"name": text})
    function = Function(form.name, Side(form.side) if form.side else None, form.body == "yes", form.name_en)
    store.people.add_function(function)
    title = _("{function} has been saved", function=function.name)
    opens = Button(_("Open"), press("function", name=function.name))
    act = Act("organisation.function", Ref("organisation", "functions"), "changed" if known else "added")
    return Reply(answer=Card(title, (Buttons((opens,)),), Tone.GOOD), acts=(act,))


def _function(name: str, store: Store) -> Function:
    """Return the function of a button or form.

    Raises:
        ChangedMeanwhile: when it is gone.

    """
    function = store.people.function(name)
    if function is None:
        raise ChangedMeanwhile
    return function


def _holding(number: str, store: Store) -> Holding:
    """Return the holding of a button or form.

    Raises:
        ChangedMeanwhile: when it is gone.

    """
    which = numbered(number)
    found = None if which is None else store.people.all_holdings().get(which)
    if found is None:
        raise ChangedMeanwhile
    return found


def _present(function: Function, store: Store, today: date, *, deputy: bool) -> dict[int, Holding]:
    """Return the holdings of this kind that run today."""
    every = store.people.all_holdings().items()
    return {n: h for n, h in every if h.function == function.name and h.deputy is deputy and holds_on(h, today)}


def _without_empty_choices(view: FormView) -> FormView:
    """Return the form without choices that have nothing to choose."""
    return replace(view, fields=tuple(f for f in view.fields if not isinstance(f, OneOf) or f.options))


def _ref(number: int) -> Ref:
    return Ref("organisation", f"holding-{number}")


def _days(holding: Holding) -> Facts:
    """Return from when until when."""
    facts = [Fact(_("First day"), _("{day}", day=holding.valid_from))] if holding.valid_from else []
    if holding.valid_to:
        facts.append(Fact(_("Last day"), _("{day}", day=holding.valid_to)))
    if holding.unit:
        facts.append(Fact(_("For which unit"), holding.unit))
    return Facts(tuple(facts) or (Fact(_("Last day"), _("no end is known")),))


def _back(holding: Holding) -> Buttons:
    return Buttons((Button(_("Open the function"), press("function", name=holding.function)),))


def _tell_new(new: Holding) -> Tell:
    """Tell somebody what they hold from now on."""
    title = _("You become deputy for {function}", function=new.function) if new.deputy else _(
        "You become {function}", function=new.function)  # fmt: skip
    text = _("What is for this function comes to you when its holder is away.") if new.deputy else _(
        "What this function decides comes to you from then on.")  # fmt: skip
    return Tell(ToPerson(new.person), Card(title, (_days(new), Paragraph(text))))


def _tell_ended(ended: Holding) -> Tell:
    """Tell somebody that a function ends."""
    title = _("Your function ends: {function}", function=_without_days(ended))
    return Tell(ToPerson(ended.person), Card(title, (_days(ended),)))


def _without_days(holding: Holding) -> Text:
    """Return what a person holds, where its days stand below."""
    return held(replace(holding, valid_to=None))
