# SPDX-License-Identifier: EUPL-1.2
"""What is drawn is safe, complete, and comes back as it was meant."""

from hypothesis import given
from hypothesis import strategies as st

from bot.language import Localizer
from bot.local.controls import PREFIX
from bot.local.fields import Desk, render_form
from bot.local.listen import read_press, read_submit
from bot.local.render import Sheet, render_card
from bot.local.visit import Visit
from commands.cards import Button, Card, Entries, Entry, Link, Links, Paragraph, Quote, Tone, buttons
from commands.events import Press, Submit
from commands.forms import Amount, Day, FormView, Line, Lines, OneOf, Option, Someone
from commands.people import Account
from commands.text import _
from tests import strategies
from tests.bot.local.posted import read
from tests.bot.readers import DUTCH, ENGLISH, readers

SHALOM = "\u05e9\u05dc\u05d5\u05dd"
VISIT = Visit(Account("local", "waterveen", "sanne-de-vries"))
typed = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=60)


@given(strategies.cards, readers)
def test_no_text_of_a_card_becomes_markup(card: Card, reader: Localizer) -> None:
    html = render_card(card, reader)
    allowed = {"div", "p", "h3", "h4", "dl", "dt", "dd", "ul", "li", "blockquote", "span", "bdi", "hr", "form"}
    allowed |= {"input", "button", "a", "figure", "figcaption", "svg", "line", "rect", "text"}
    assert {tag for tag, _have in read(html).tags} <= allowed
    html.encode("utf-8")


@given(strategies.cards, readers)
def test_every_button_comes_back_as_the_press_it_was(card: Card, reader: Localizer) -> None:
    drawn = read(render_card(card, reader, Sheet(VISIT.query, message="r-1")))
    came_back = [read_press(form.post(press=press), VISIT).said for form in drawn.forms for press in form.presses()]
    assert came_back == [button.press for button in buttons(card)]


@given(strategies.forms(), readers, st.data())
def test_a_form_filled_in_comes_back_with_what_was_typed(
    view: FormView, reader: Localizer, data: st.DataObject
) -> None:
    answers: dict[str, str] = {}
    for field in view.fields:
        if isinstance(field, OneOf):
            answers[field.name] = data.draw(st.sampled_from([o.value for o in field.options] or [""]))
        else:
            answers[field.name] = data.draw(typed)
    [form] = read(render_form(view, reader)).forms
    posted = form.post({PREFIX + name: value for name, value in answers.items()})
    expected = tuple((name, value) for name, value in answers.items() if value)
    assert read_submit(posted, VISIT).said == Submit(view.form, expected, view.hidden)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])), readers)
def test_what_was_typed_stays_in_the_form_that_comes_back(words: str, reader: Localizer) -> None:
    view = FormView("a.b", "Title", "Send", (Line("One", name="one"), Lines("Two", name="two", value="before")))
    [form] = read(render_form(view, reader, {"one": _("Fill this in.")}, {"one": words, "two": words})).forms
    assert [c.value for c in form.controls if c.name.startswith(PREFIX)] == [words, words]


def test_an_error_stands_beside_its_field_and_in_the_summary() -> None:
    fields = (
        Line("Name", "As in your passport.", name="name"),
        Amount("Cost", name="cost"),
        Day("Day", name="day"),
        OneOf("Kind", (Option("a", "A"),), open=True, name="kind"),
        OneOf("Place", (Option("b", "B"),), name="place"),
        Someone("Who", name="who"),
    )
    errors = {field.name: _("Fill this in.") for field in fields} | {"": _("Look at this form again.")}
    page = read(render_form(FormView("a.b", "Title", "Send", fields), ENGLISH, errors, desk=Desk(people=("Jan",))))
    ids = {have["id"] for _tag, have in page.tags if "id" in have}
    wrong = [have for _tag, have in page.tags if have.get("aria-invalid") == "true"]
    assert len(wrong) == len(fields)
    assert all(set(have["aria-describedby"].split()) <= ids for have in wrong)
    assert wrong[0]["aria-describedby"].split() == ["form-f-name-hint", "form-f-name-error"]
    links = [have["href"].removeprefix("#") for tag, have in page.tags if tag == "a" and have["href"].startswith("#")]
    assert links == [f"form-f-{field.name}" for field in fields]
    assert set(links) <= ids
    assert "7 things are not right yet" in page.text
    assert "Look at this form again." in page.text


def test_two_forms_on_one_page_share_no_id() -> None:
    view = FormView("a.b", "Title", "Send", (Line("Name", "Hint.", name="name"), Someone("Who", name="who")))
    drawn = [read(render_form(view, ENGLISH, desk=Desk(ids=ids, people=("Jan",)))) for ids in ("one", "two")]
    first, second = ({have["id"] for _tag, have in page.tags if "id" in have} for page in drawn)
    assert first
    assert not first & second


def test_a_tone_is_said_in_words_and_not_by_colour_alone() -> None:
    said = {tone: read(render_card(Card("Title", tone=tone), DUTCH)).text for tone in Tone}
    assert said[Tone.NEUTRAL] == "Title"
    assert len(set(said.values())) == len(Tone)


def test_newlines_stay_and_people_write_in_their_own_direction() -> None:
    html = render_card(Card("Title", (Paragraph("one\ntwo"), Quote(SHALOM))), ENGLISH)
    assert "one\ntwo" in html
    assert '<blockquote class="text" dir="auto">' in html


def test_a_right_to_left_name_does_not_turn_the_sentence_around_it() -> None:
    html = render_card(Card(_("Go on as {name}", name=SHALOM)), ENGLISH)
    assert f"Go on as \u2068{SHALOM}\u2069" in html
    assert "\u2068" not in render_card(Card(_("Go on as {name}", name="Sanne")), ENGLISH)


def test_an_address_that_is_not_of_the_web_stays_text() -> None:
    links = (Link("a", "javascript:alert(1)"), Link("b", "//evil.example"), Link("c", "/records/x"))
    page = read(render_card(Card("Title", (Links(links),)), ENGLISH))
    assert [have["href"] for tag, have in page.tags if tag == "a"] == ["/records/x"]
    assert "a b c" in page.text


def test_a_card_drawn_again_takes_new_presses_but_a_double_click_is_one_event() -> None:
    card = Card("Title", (Entries((Entry("x", button=Button("Press", Press("a.b"))), Entry("y"))),))
    keys = []
    for _again in range(2):
        [form] = read(render_card(card, ENGLISH)).forms
        posted = form.post(press=form.presses()[0])
        keys.append(read_press(posted, VISIT).key)
        assert read_press(posted, VISIT).key == keys[-1]
    assert keys[0] != keys[1]
