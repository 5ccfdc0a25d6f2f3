"""What is kept of a member's reports, of what was looked at of theirs, and of a time in which they may not write."""

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from storage import watch


async def of(session: AsyncSession, member_id: int) -> dict[str, Any]:
    """Values that JSON can hold; moments are ISO 8601 in UTC."""
    until = await watch.muted_until(session, member_id)
    return {
        "reported": [
            {"at": _iso(at), "kind": kind, "reason": reason}
            for at, kind, reason in await watch.reports_of(session, member_id)
        ],
        "looked_at": [
            {"kind": case.kind, "why": case.cause, "state": case.state, "since": _iso(case.opened_at)}
            for case in await watch.cases_of(session, member_id)
        ],
        "writes_nothing_until": _iso(until) if until else None,
    }


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
