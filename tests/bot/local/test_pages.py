# SPDX-License-Identifier: EUPL-1.2
"""The page as a browser without script gets it: every answer is a whole page."""

from starlette.testclient import TestClient

from bot.app import App
from bot.clock import business_now
from bot.local.controls import PREFIX
from storage.settings import Settings
from tests.bot.local.posted import Drawn, Forms, read

SANNE = "/chat?as=sanne-de-vries&in=direct&lang=nl"
MARIEKE = "/chat?as=marieke-bakker&in=direct&lang=nl"


def form(page: Forms, action: str) -> Drawn:
    """Return the last form that posts there."""
    return [drawn for drawn in page.forms if drawn.action.startswith(action)][-1]


def say(visitor: TestClient, words: str, at: str = SANNE) -> Forms:
    """Type words and return the page that follows."""
    box = form(read(visitor.get(at).text), "/chat/say")
    return read(visitor.post(box.action, data=box.post({"words": words})).text)


def file(visitor: TestClient, what: str = "a lamp", at: str = SANNE) -> Forms:
    """File a request and return the page that follows."""
    intake = form(say(visitor, "/itverzoek", at), "/chat/submit")
    typed = {f"{PREFIX}what": what, f"{PREFIX}why": "dark"}
    return read(visitor.post(intake.action, data=intake.post(typed)).text)


def test_the_first_screen_says_that_all_is_made_up_and_offers_examples_and_a_tour(visitor: TestClient) -> None:
    page = read(visitor.get("/", headers={"accept-language": "nl"}).text)
    assert "Alles hier is verzonnen" in page.text
    assert "wie beslist over laptops?" in page.text
    assert any(tag == "a" and "tour=1" in have.get("href", "") for tag, have in page.tags)
    assert "/chat/static/chat.js" in [have.get("src") for tag, have in page.tags if tag == "script"]


def test_a_visitor_begins_as_somebody_for_whom_nothing_waits(visitor: TestClient) -> None:
    page = read(visitor.get("/chat").text)
    assert [h["value"] for tag, h in page.tags if tag == "option" and "selected" in h] == ["sanne-de-vries"]
    assert page.tags[0] == ("html", {"lang": "nl"})


def test_everybody_is_listed_with_function_and_what_waits(visitor: TestClient) -> None:
    file(visitor)
    page = read(visitor.get(SANNE).text)
    assert "Marieke Bakker – CIO, Portfolioboard (1 te doen)" in page.text
    assert "Naomi Pinas – Afdelingshoofd (Ruimte)" in page.text
    assert "Sanne de Vries – medewerker Ruimte" in page.text
    assert "Samenwerking Zuiderplas" in [have["label"] for tag, have in page.tags if tag == "optgroup"]


def test_words_are_kept_in_the_conversation_with_their_answer(visitor: TestClient) -> None:
    page = say(visitor, "wie beslist over <b>lampen</b>?")
    assert "wie beslist over <b>lampen</b>?" in page.text
    assert "Marieke: wie beslist over <b>lampen</b>?" in page.text
    assert "b" not in {tag for tag, _have in page.tags}


def test_the_same_words_twice_are_two_questions_but_the_same_post_twice_is_one(visitor: TestClient) -> None:
    box = form(read(visitor.get(SANNE).text), "/chat/say")
    for _twice in range(2):
        visitor.post(box.action, data=box.post({"words": "wie beslist?"}))
    assert read(visitor.get(SANNE).text).text.count("Marieke: wie beslist?") == 1
    assert say(visitor, "wie beslist?").text.count("Marieke: wie beslist?") == 2


def test_nothing_typed_is_said_on_the_page(visitor: TestClient) -> None:
    box = form(read(visitor.get(SANNE).text), "/chat/say")
    answer = visitor.post(box.action, data=box.post({"words": "  "}))
    assert answer.status_code == 422
    assert "Typ eerst je vraag" in read(answer.text).text


def test_a_message_that_is_too_long_is_still_there(visitor: TestClient) -> None:
    long = "woord " * 16_000
    box = form(read(visitor.get(SANNE).text), "/chat/say")
    answer = visitor.post(box.action, data=box.post({"words": long}))
    page = read(answer.text)
    assert "Je bericht heeft 96.000 tekens" in page.text
    assert next(c.value for c in form(page, "/chat/say").controls if c.name == "words") == long


def test_a_form_with_faults_comes_back_with_what_was_typed(visitor: TestClient) -> None:
    intake = form(say(visitor, "/itverzoek lamp"), "/chat/submit")
    answer = visitor.post(intake.action, data=intake.post({f"{PREFIX}what": "<i>lamp</i>"}))
    assert answer.status_code == 422
    page = read(answer.text)
    assert "Waarom" not in page.text
    assert page.text.count("Vul dit in.") == 2
    again = form(page, "/chat/submit")
    assert next(c.value for c in again.controls if c.name == f"{PREFIX}what") == "<i>lamp</i>"
    visitor.post(again.action, data=again.post({f"{PREFIX}why": "dark"}))
    assert "Request: <i>lamp</i>" in read(visitor.get(SANNE).text).text


def test_what_others_receive_is_shown_to_who_caused_it_and_leads_on(visitor: TestClient) -> None:
    file(visitor)
    page = read(visitor.get(SANNE).text)
    assert "Ga verder als Marieke Bakker" in page.text
    assert "Kijk in #Portfolioboard" in page.text
    assert "Ga verder als" not in read(visitor.get(MARIEKE).text).text


def test_a_card_is_renewed_in_place_for_everyone_and_its_buttons_are_gone(visitor: TestClient) -> None:
    file(visitor)
    decide = form(read(visitor.get(MARIEKE).text), "/chat/press")
    visitor.post(decide.action, data=decide.post(press=decide.presses()[0]))
    for whose in (SANNE, MARIEKE):
        page = read(visitor.get(whose).text)
        assert page.text.count("Request: a lamp") >= 1
        assert "approved" in page.text
        assert not [drawn for drawn in page.forms if drawn.action.startswith("/chat/press")]
    assert "Ga verder als Marieke Bakker" in read(visitor.get(SANNE).text).text


def test_an_answer_in_a_channel_is_read_by_everyone_in_it(visitor: TestClient) -> None:
    say(visitor, "@Mandaat wie beslist hier?", SANNE.replace("direct", "portfolioboard"))
    other = read(visitor.get(MARIEKE.replace("direct", "portfolioboard")).text)
    assert "Marieke: wie beslist hier?" in other.text
    assert "Sanne de Vries" in other.text


def test_a_channel_speaks_the_language_of_the_organisation_and_the_page_that_of_the_reader(visitor: TestClient) -> None:
    file(visitor)
    page = read(visitor.get("/chat?as=sanne-de-vries&in=portfolioboard&lang=en").text)
    assert "Everyone in the channel reads along" in page.text
    assert "Staat nog open" in page.text


def test_who_reads_in_english_gets_everything_in_english_from_then_on(visitor: TestClient) -> None:
    say(visitor, "wie beslist?", SANNE.replace("lang=nl", "lang=en"))
    assert read(visitor.get("/chat?as=sanne-de-vries").text).tags[0] == ("html", {"lang": "en"})


def test_who_asks_for_another_language_goes_on_in_it(visitor: TestClient) -> None:
    page = say(visitor, "/taal en")
    assert page.tags[0] == ("html", {"lang": "en"})
    assert say(visitor, "wie beslist?", "/chat?as=sanne-de-vries").tags[0] == ("html", {"lang": "en"})


def test_a_person_nobody_knows_is_said_and_the_page_goes_on(visitor: TestClient) -> None:
    answer = visitor.get("/chat?as=<b>niemand</b>&lang=nl")
    assert answer.status_code == 200
    assert "Ik ken “<b>niemand</b>” niet." in read(answer.text).text


def test_a_channel_nobody_knows_is_the_direct_conversation(visitor: TestClient) -> None:
    assert "Alleen jij leest dit" in visitor.get("/chat?as=sanne-de-vries&in=elders&lang=nl").text


def test_the_clock_goes_forward(visitor: TestClient, app: App) -> None:
    before = app.database.read(lambda c: business_now(Settings(c)))
    clock = form(read(visitor.get(SANNE).text), "/chat/clock")
    assert visitor.post(clock.action, data=clock.post() | {"move": "week"}).status_code == 200
    after = app.database.read(lambda c: business_now(Settings(c)))
    assert (after - before).days >= 5


def test_a_fault_of_ours_is_told_with_a_number_and_nothing_more(visitor: TestClient) -> None:
    page = say(visitor, "/stuk")
    assert "Geef de beheerder dit nummer" in page.text
    assert "ZeroDivisionError" not in page.text


def test_the_tour_goes_from_asking_to_requesting_to_deciding(visitor: TestClient) -> None:
    start = "/chat?as=sanne-de-vries&in=direct&lang=nl&tour=1"
    ask = next(f for f in read(visitor.get(start).text).forms if f.action.startswith("/chat/say") and f.presses())
    second = visitor.post(ask.action, data=ask.post(press=ask.presses()[0]))
    assert "tour=2" in str(second.url)
    assert "Dien een aanvraag in" in read(second.text).text
    request = next(f for f in read(second.text).forms if any("/itverzoek" in p for p in f.presses()))
    opened = read(visitor.post(request.action, data=request.post(press=request.presses()[0])).text)
    intake = form(opened, "/chat/submit")
    third = visitor.post(intake.action, data=intake.post({f"{PREFIX}why": "dark"}))
    assert "tour=3" in str(third.url)
    assert "Ga verder als Marieke Bakker" in read(third.text).text
    decider = read(visitor.get(MARIEKE + "&tour=3").text)
    assert "Er wacht nu iets op jou." in decider.text
    decide = form(decider, "/chat/press")
    last = visitor.post(decide.action, data=decide.post(press=decide.presses()[0]))
    assert "tour=4" in str(last.url)
    assert "Ga terug naar Sanne de Vries" in read(last.text).text
