# SPDX-License-Identifier: EUPL-1.2
"""Requests with their decisions as a table: the record that goes to an archive or a spreadsheet."""

from collections.abc import Mapping
from decimal import Decimal

from commands.requests.request import Decision, Request
from commands.requests.retention import term
from commands.requests.store import Store

#: A row is a decision, or a request on which nothing was decided. Codes, not words: the same in every language. The
#: result of the selection list with its term is the archive's own, and empty until the request has ended.
COLUMNS = (
    "reference", "state", "submitted_at", "requester", "unit", "kind", "title", "problem", "goal_reference",
    "goal_name", "goal", "why_now",
    "cost_eur_excl_vat", "recurrence", "sponsor", "personal_data", "sort", "fast_lane", "lies_with",
    "decision_number", "decision", "decided_at", "function", "decided_by", "capacity", "instead_of", "on_behalf_of",
    "legal_basis", "right_id", "register_version", "reason", "conditions", "alternative", "deferred_until", "outcome",
    "retention",
)  # fmt: skip


def export(store: Store) -> tuple[Mapping[str, str], ...]:
    """Return the rows by column, oldest request first; amounts in euro excl. VAT, moments in UTC (ISO 8601)."""
    return tuple(
        {column: values.get(column, "") for column in COLUMNS}
        for request in store.requests.all()
        for values in _rows(request, store.requests.decisions(request.reference))
    )


def _rows(request: Request, decisions: tuple[Decision, ...]) -> tuple[Mapping[str, str], ...]:
    """Return the rows of one request."""
    kept = term(request, decisions)
    asked = {**_asked(request), "retention": kept.value if kept else ""}
    return tuple({**asked, **_decided(decision)} for decision in decisions) or (asked,)


def _asked(request: Request) -> Mapping[str, str]:
    """Return what was asked."""
    needs = request.needs
    return {
        "reference": request.reference,
        "state": request.state.value,
        "submitted_at": request.submitted_at.isoformat(timespec="seconds"),
        "requester": request.requester.name,
        "unit": request.requester.unit,
        "kind": needs.kind.value,
        "title": needs.title,
        "problem": needs.problem,
        "goal_reference": needs.serves.reference if needs.serves else "",
        "goal_name": needs.serves.name if needs.serves else "",
        "goal": needs.goal,
        "why_now": needs.why_now,
        "cost_eur_excl_vat": _amount(needs.amount),
        "recurrence": needs.recurrence.value,
        "sponsor": needs.sponsor.name if needs.sponsor else "",
        "personal_data": needs.personal_data.value,
        "sort": request.sort.value if request.sort else "",
        "fast_lane": "yes" if request.fast else "no",
        "lies_with": request.desk.function,
    }


def _decided(decision: Decision) -> Mapping[str, str]:
    """Return what was decided."""
    return {
        "decision_number": str(decision.number),
        "decision": decision.move.value,
        "decided_at": decision.at.isoformat(timespec="seconds"),
        "function": decision.function,
        "decided_by": decision.name,
        "capacity": decision.standing.value,
        "instead_of": decision.instead_of,
        "on_behalf_of": decision.on_behalf_of,
        "legal_basis": decision.basis,
        "right_id": decision.right,
        "register_version": str(decision.register_version or ""),
        "reason": decision.reason,
        "conditions": decision.conditions,
        "alternative": decision.alternative,
        "deferred_until": decision.until.isoformat() if decision.until else "",
        "outcome": decision.outcome.value if decision.outcome else "",
    }


def _amount(amount: Decimal | None) -> str:
    """Return an amount with a point for the cents."""
    return "" if amount is None else format(amount, "f")
