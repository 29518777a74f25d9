# SPDX-License-Identifier: EUPL-1.2
"""Pages of evaluations behind personal links: the place to answer in private, and the report with its picture.

What is answered here never passes a chat: the platform sees that a page was opened, and nothing of what was filled in.
"""

import re
from typing import TYPE_CHECKING

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.language import Localizer
from bot.links import COOKIE, Visit
from bot.local.controls import PREFIX
from bot.local.drawing import draw
from bot.local.fields import Desk, render_form
from bot.local.guard import of_this_page
from bot.local.listen import last_values, unbroken
from bot.local.render import Sheet, fresh_key, render_card
from bot.pages.evaluation_export import export
from bot.pages.evaluation_table import table
from bot.pages.records import arrive
from commands.errors import Refused
from commands.evaluations.admission import booth_of, found
from commands.evaluations.answering import reopened
from commands.evaluations.ballot_form import BALLOT_FORM, ballot_form, field_of
from commands.evaluations.cards import kept_lines, privacy, thanks_card, title
from commands.evaluations.record import record, rows
from commands.evaluations.report import Report
from commands.evaluations.round import Round, Standing
from commands.events import Close, Context, Incoming, Place, Submit
from commands.people import Account
from commands.text import Message, Text, _
from storage.database import Connection
from storage.store import Store

if TYPE_CHECKING:
    from bot.app import App

_KEY = re.compile(r"[0-9a-f]{32}")
UNFIT = 422
PRIVATE = {"Cache-Control": "no-store"}
#: What the button that pauses adds to the address.
PAUSE = "pause"
#: What stands in the address of the page once what was filled in is kept.
KEPT = "kept"


class EvaluationPages:
    """The pages of rounds."""

    def __init__(self, app: "App") -> None:
        """Keep the program."""
        self._app = app

    def routes(self) -> list[Route]:
        """Return the addresses; they come before those of other records."""
        return [
            Route("/records/evaluations/{reference}/answer", self.answer, methods=["GET", "POST"]),
            Route("/records/evaluations/{reference}", self.report, methods=["GET"]),
        ]

    async def answer(self, request: Request) -> Response:
        """Show the questions with what was not sent yet, or take what was filled in."""
        visit = self._visit(request)
        if request.method != "POST":
            kept = KEPT in request.query_params
            return await run_in_threadpool(self._form, visit, request.path_params["reference"], {}, {}, kept=kept)
        if not of_this_page(Headers(scope=request.scope)):
            raise HTTPException(403)
        posted = last_values((await request.form()).multi_items())
        return await run_in_threadpool(self._take, visit, request, posted)

    def report(self, request: Request) -> Response:
        """Show the report, or give it as CSV or PDF."""
        visit, reference = self._visit(request), request.path_params["reference"]

        def read(connection: Connection) -> tuple[Context, Store, Round, Report | None]:
            context, store = arrive(connection, visit)
            return context, store, found(reference, store), store.evaluations.report(reference)

        if request.query_params.get("as") == "csv":
            return self._app.database.read(lambda connection: _csv(*read(connection)))
        if request.query_params.get("as") == "pdf":
            return self._app.database.read(lambda connection: _pdf(*read(connection)))

        def page(connection: Connection) -> str:
            context, store, round_, report = read(connection)
            localizer = Localizer(context.language, context.organisation.zone)
            card = record(round_.reference, context, store)
            drawn = render_card(card, localizer, Sheet(level=1))
            return draw(
                "report.html",
                localizer,
                title=localizer.say(card.title),
                card=drawn,
                table=table(round_, report, localizer) if report and report.tally.parts else None,
                table_label=localizer.say(_("The figures of the picture, and how often each number was chosen")),
                theme=False,
            )

        return HTMLResponse(self._app.database.read(page), headers=PRIVATE)

    def _visit(self, request: Request) -> Visit:
        """Return who visits.

        Raises:
            HTTPException: when the personal link was not opened, or the session is over.

        """
        visit = self._app.links.visiting(request.cookies.get(COOKIE, ""), request.url.path)
        if visit is None:
            raise HTTPException(401)
        return visit

    def _take(self, visit: Visit, request: Request, posted: dict[str, str]) -> Response:
        """Hand what was filled in to dispatch, as a chat does; the thanks come in the chat too."""
        reference = request.path_params["reference"]

        def look(connection: Connection) -> tuple[Round, Account | None]:
            context, store = arrive(connection, visit)
            accounts = store.people.accounts(context.who)
            return found(reference, store), accounts[0] if accounts else None

        round_, account = self._app.database.read(look)
        if account is None:
            raise HTTPException(401)
        typed = {
            field_of(question): unbroken(posted.get(PREFIX + field_of(question), "")) for question in round_.questions
        }
        answers = tuple((name, value) for name, value in typed.items() if value)
        hidden = (("ref", reference),)
        pausing = PAUSE in request.query_params
        said = Close(BALLOT_FORM, answers, hidden=hidden) if pausing else Submit(BALLOT_FORM, answers, hidden)
        number = posted.get("key", "")
        key = f"page/{number if _KEY.fullmatch(number) else fresh_key()}/{'pause' if pausing else 'send'}"
        ack = self._app.dispatcher.handle(Incoming(said, account, Place("web", visit.path), key))
        if ack.errors:
            return self._form(visit, reference, dict(ack.errors), typed)
        return RedirectResponse(f"{visit.path}?{KEPT}=1" if pausing else visit.path, status_code=303)

    def _form(
        self, visit: Visit, reference: str, errors: dict[str, Message], typed: dict[str, str], *, kept: bool = False
    ) -> Response:
        """Draw the questions; who answered reads thanks, and who may not answer reads why."""

        def page(connection: Connection) -> tuple[str, int]:
            context, store = arrive(connection, visit)
            localizer = Localizer(context.language, context.organisation.zone)
            booth = booth_of(reference, context.who, store)
            round_, participant = booth.round, booth.participant
            if participant and participant.standing is Standing.ANSWERED:
                thanks = thanks_card()
                return _sheet(localizer, thanks.title, (_("You can close this page."),), None, Markup("")), 200
            try:
                before = reopened(booth, context)
            except Refused as no:
                return _sheet(localizer, _("This does not work"), (no.message,), None, Markup("")), 409
            desk = Desk(
                to=visit.path, closed=f"{visit.path}?{PAUSE}=1&", ids="ballot", away=_("Keep it and go on later")
            )
            view = ballot_form(round_, round_.questions, context.language, before)
            form = render_form(view, localizer, errors, typed, desk)
            said = (_("What you filled in is kept."), *kept_lines(round_, before)) if kept else ()
            return _sheet(localizer, title(round_), said, round_, form), UNFIT if errors else 200

        drawn, status = self._app.database.read(page)
        return HTMLResponse(drawn, status_code=status, headers=PRIVATE)


def _csv(context: Context, _store: Store, round_: Round, report: Report | None) -> Response:
    """Return the report as a table."""
    if report is None:
        raise HTTPException(404)
    data = export(rows(round_, report), context.organisation)
    headers = PRIVATE | {"Content-Disposition": f'attachment; filename="{round_.reference}.csv"'}
    return Response(data, media_type="text/csv; charset=utf-8", headers=headers)


def _pdf(context: Context, store: Store, round_: Round, report: Report | None) -> Response:
    """Return the report as a PDF, as this reader sees it."""
    # It takes a while to load, and few ask for it.
    from bot.pdf import card_pdf  # noqa: PLC0415

    if report is None:
        raise HTTPException(404)
    card = record(round_.reference, context, store)
    drawn = card_pdf(card, context.organisation.name, Localizer(context.language, context.organisation.zone))
    headers = PRIVATE | {"Content-Disposition": f'attachment; filename="{round_.reference}.pdf"'}
    return Response(drawn, media_type="application/pdf", headers=headers)


def _sheet(localizer: Localizer, heading: Text, texts: tuple[Message, ...], round_: Round | None, form: Markup) -> str:
    """Draw one page."""
    return draw(
        "answer.html",
        localizer,
        title=localizer.say(heading),
        texts=[localizer.say(text) for text in texts],
        privacy=[localizer.say(line) for line in privacy(round_)] if round_ else [],
        form=form,
        theme=False,
    )
