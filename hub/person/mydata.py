"""Everything that is kept about a person, for that person alone, as plain values."""

from datetime import date, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from hub.context import Hub
from hub.watch import kept as watched
from storage import dilemmas, forgetting, habit, ideas, moments, needs, people, statement, thanks
from storage import mydata as kept
from storage.tables import Member

Values = dict[str, Any]


async def of(hub: Hub, person_id: int) -> Values:
    """Values that JSON can hold; moments are ISO 8601 in UTC, amounts of money in the currency's smallest unit."""
    async with hub.db.read() as session:
        person = await people.person(session, person_id)
        if person is None:
            return {}
        own = {"telegram_id": person.id, "name": person.name, "language": person.language}
        own |= {"reachable": person.reach, "known_since": _iso(person.created_at)}
        wizard = await people.wizard(session, person_id)
        return {
            "person": own,
            "cues": await _cues(session, person_id),
            "unfinished": {"step": wizard.state, "written": wizard.data} if wizard else None,
            "memberships": [
                await _membership(session, *mine) for mine in await forgetting.memberships(session, person_id)
            ],
            "staff": [{"hangout": h.title, "role": role} for h, role in await forgetting.roles(session, person_id)],
            "done_as_staff": [
                {"at": _iso(at), "what": what, "hangout": title}
                for at, what, title in await forgetting.acts(session, person_id)
            ],
            "questions": [
                {"at": _iso(one.created_at), "question": one.text, "options": one.options}
                for one in await forgetting.questions(session, person_id)
            ],
            "skipped_questions": [
                {"at": _iso(at), "question": key, "hangout": title}
                for at, key, title in await kept.skips(session, person_id)
            ],
        }


async def _membership(session: AsyncSession, member: Member, title: str) -> Values:
    key = member.id or 0
    return {
        "hangout": title,
        "member_number": key,
        "since": _iso(member.joined_at),
        "notches": member.notches,
        "entries": await _entries(session, member),
        "answers": await _answers(session, key),
        **await _spoken(session, key),
        "habit": await _habit(session, member),
        "needs": await _needs(session, key),
        "thanks": await _thanks(session, key),
        "moments": await _moments(session, key),
        "choices_asked": [
            {"at": _iso(one.created_at), "question": one.text, "options": one.options}
            for one in await dilemmas.of_members(session, key)
        ],
        "choices_answered": [
            {"at": _iso(at), "question": text, "answer": option}
            for at, text, option in await dilemmas.answered(session, key)
        ],
        "watch": await watched.of(session, key),
        **await _ideas(session, key),
        "claims": [
            {"title": one.title, "notches": one.notches, "state": one.state, "at": _iso(one.claimed_at)}
            | {"until": _iso(one.expires_at), "fetched": _iso(one.redeemed_at)}
            for one in await forgetting.claims(session, key)
        ],
        "credit": await _credit(session, key),
    }


async def _spoken(session: AsyncSession, member_id: int) -> Values:
    """Answers that are out of sight, and what they wrote for a question themselves."""
    return {
        "answers_out_of_sight": [
            {"at": _iso(at), "question": text, "answer": options[option]}
            for at, text, options, option in await kept.put_away(session, member_id)
        ],
        "words": [
            {"at": _iso(at), "question": text, "word": word} for at, text, word in await kept.said(session, member_id)
        ],
        "options_added": [
            {"at": _iso(at), "question": text, "option": options[option]}
            for at, text, options, option in await kept.added(session, member_id)
        ],
    }


async def _ideas(session: AsyncSession, member_id: int) -> Values:
    """Their own, and those that they are for."""
    return {
        "ideas": [
            {"at": _iso(one.created_at), "idea": one.text, "state": one.state, "backers": one.backings}
            | {"with": [media["kind"] for media in one.media], "named_when_made": one.named}
            for one in await ideas.all_of(session, member_id)
        ],
        "ideas_backed": [{"at": _iso(at), "idea": text} for at, text in await ideas.backed(session, member_id)],
    }


async def _habit(session: AsyncSession, member: Member) -> Values:
    """Days are the hangout's local dates, clock times its local ones."""
    key = member.id or 0
    return {
        "days_in_a_row": {"days": member.streak, "since": _day(member.streak_began), "until": _day(member.last_day)}
        | {"grace_days": member.grace},
        "days": [
            {"day": _day(day), "first_act": f"{minute // 60:02}:{minute % 60:02}"}
            for day, minute in await habit.acts(session, member)
        ],
        "pauses": [{"first": _day(first), "last": _day(last)} for first, last in await kept.pauses(session, key)],
        "interests": [{"at": _iso(at), "interest": name} for at, name in await kept.picks(session, key)],
        "interests_cleared": _iso(member.interests_since),
        "name_in_the_standing": member.alias,
        "welcomed_back": _day(member.welcomed_on),
    }


async def _moments(session: AsyncSession, member_id: int) -> list[Values]:
    """What was taken back has no words and no photo any more."""
    return [
        {"at": _iso(one.created_at), "prompt": one.prompt, "text": one.text, "photo": one.photo}
        | {"name_shown": one.name, "state": one.state}
        for one in await moments.all_of(session, [member_id])
    ]


async def _thanks(session: AsyncSession, member_id: int) -> Values:
    """The days on which they thanked somebody and were thanked; who that was is the other's."""
    return {
        name: [
            {"day": _day(day), "counted": counted}
            for day, counted in await thanks.days(session, member_id, given=given)
        ]
        for name, given in (("given", True), ("received", False))
    }


async def _needs(session: AsyncSession, member_id: int) -> Values:
    """What they looked for, what they said about needs, and what they can be asked about."""
    return {
        "asked": [
            {"at": _iso(one.created_at), "need": one.text, "state": one.state, "until": _iso(one.expires_at)}
            for one in await needs.asked_for(session, member_id)
        ],
        "said": [
            {"at": _iso(at), "about": about, "text": text} for at, about, text in await needs.said(session, member_id)
        ],
        "helps_with": [{"at": _iso(at), "interest": name} for at, name in await needs.helping(session, member_id)],
    }


async def _cues(session: AsyncSession, person_id: int) -> Values | None:
    rhythm = await kept.rhythm(session, person_id)
    if rhythm is None:
        return None
    chosen = None if rhythm.minute is None else f"{rhythm.minute // 60:02}:{rhythm.minute % 60:02}"
    return {"state": rhythm.state, "chosen_hour": chosen, "next": _iso(rhythm.next_at)} | {
        "last": _day(rhythm.cued_on),
        "ignored": rhythm.ignored,
    }


async def _entries(session: AsyncSession, member: Member) -> list[Values]:
    """The oldest first."""
    lines = await statement.page(session, member.id or 0, member.entries, 1)
    return [
        {"number": one.seq, "at": _iso(one.at), "notches": one.notches, "balance": one.balance, "for": one.rule}
        | {"note": one.note, "by_hand": one.by_id is not None}
        for one in reversed(lines)
    ]


async def _answers(session: AsyncSession, member_id: int) -> list[Values]:
    return [
        {"at": _iso(at), "question": text, "answer": [one for bit, one in enumerate(options) if choices >> bit & 1]}
        for at, text, options, choices in await forgetting.votes(session, member_id)
    ]


async def _credit(session: AsyncSession, member_id: int) -> Values | None:
    account = await forgetting.account(session, member_id)
    if account is None:
        return None
    entries = [
        {"at": _iso(one.at), "amount": one.amount, "kind": one.kind, "note": one.note}
        for one in await forgetting.credit(session, member_id)
    ]
    return {"owed": account.owed, "limit": account.ceiling, "entries": entries}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _iso(at: datetime | None) -> str | None:
    return at.isoformat(timespec="seconds") if at else None
