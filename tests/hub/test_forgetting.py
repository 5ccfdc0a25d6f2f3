"""Being forgotten: everything that leads to a person goes, everything that proves stays; on both engines."""

import asyncio
import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import inspect

from hub import clockwork, outbox
from hub.context import Hub
from hub.daily import rounds
from hub.daily.ballots import Ballot
from hub.daily.votes import cast
from hub.errors import NotAllowed
from hub.hangout import settings
from hub.hangout.hangouts import HangoutView
from hub.person import forgetting, mydata, people
from hub.person.errors import LastOwner, StillOwes
from hub.person.people import Seen
from hub.reward import claims
from hub.stick import corrections, export, members
from hub.stick.rules import Cut
from storage import hangouts
from storage.tables import (
    METADATA,
    Account,
    Charge,
    Chat,
    Claim,
    Entry,
    Hangout,
    Invite,
    Member,
    Notice,
    Person,
    Reward,
    Staff,
    Tally,
    Wizard,
)
from tests.conftest import StillClock
from tests.support.hangouts import OWNER, opened
from tests.support.ledger import balances, notches
from tests.support.members import cut, joined, scanned, staff
from tests.support.store import row, rows

MINA, NAME = 4_242_424_242, "مینای فراموش‌نشدنی"


@pytest.fixture
async def hangout(hub: Hub) -> HangoutView:
    return await opened(hub)


@pytest.fixture
async def mina(hub: Hub, hangout: HangoutView) -> int:
    return await joined(hub, hangout, MINA, NAME)


async def _everything(hub: Hub) -> str:
    """The whole store as text."""
    async with hub.db.read() as session:
        connection = await session.connection()
        names = await connection.run_sync(lambda c: inspect(c).get_table_names())
        found = [
            (await session.execute(METADATA.tables[name].select())).all() for name in names if name in METADATA.tables
        ]
    return "\n".join(str(one) for table in found for one in table)


async def test_nothing_leads_to_the_person_any_more(hub: Hub, hangout: HangoutView, mina: int) -> None:
    other = await opened(hub, channel=-2001, group=None, owner=Seen(9002, "سارا", "fa"))
    await joined(hub, other, MINA, NAME)
    await corrections.give(hub, OWNER.id, mina, 3, "کمک", "t1")
    await staff(hub, other, MINA, NAME)
    await people.save_wizard(hub, MINA, "Hand:reason", {"name": NAME})
    async with hub.db.begin() as session:
        session.add(
            Invite(
                token="t",
                hangout_id=other.id,
                role="clerk",
                by_id=9002,
                at=hub.now(),
                expires_at=hub.now(),
                used_by=MINA,
            )
        )
        told = {"hangout_id": other.id, "chat_id": 9002, "public": False}
        for kind, about in (("staff_joined", "person"), ("guessing", "by")):
            await outbox.queue(session, hub, told | {"kind": kind, "payload": {about: MINA}, "dedupe_key": kind})
            await outbox.queue(session, hub, told | {"kind": kind, "payload": {about: 5}, "dedupe_key": f"{kind}2"})
    await forgetting.forget(hub, MINA)
    assert [one.payload for one in await rows(hub.db, Notice, chat_id=9002)] == [{"person": 5}, {"by": 5}]
    left = await _everything(hub)
    assert NAME not in left
    assert str(MINA) not in left
    held = await balances(hub.db)
    [(_, tombstone)] = [key for key in held if key[1] < 0 and key[0] == hangout.id]
    assert held == {(hangout.id, tombstone): 3, (other.id, tombstone): 0}
    person = await row(hub.db, Person, id=tombstone)
    assert (person.name, person.reach) == ("", "closed")
    assert (await row(hub.db, Invite)).used_by == tombstone
    assert await rows(hub.db, Wizard) == []
    assert [one.person_id for one in await rows(hub.db, Staff)] == [OWNER.id, 9002]


async def test_chains_and_balances_stay_and_the_same_person_comes_back_as_somebody_new(
    hub: Hub, hangout: HangoutView, mina: int
) -> None:
    for n in range(4):
        await cut(hub, mina, Cut("purchase", 2, f"purchase:{n}", OWNER.id))
    await forgetting.forget(hub, MINA)
    again = await members.join(hub, Seen(MINA, NAME, "fa"), hangout.slug)
    assert again.fresh
    assert again.view.stick.notches == 0
    held = await notches(hub.db)
    assert sorted(held.values()) == [0, 8]
    assert held[MINA] == 0
    fresh = await row(hub.db, Member, person_id=MINA)
    await cut(hub, fresh.id, Cut("purchase", 1, "purchase:0", OWNER.id))
    assert (await notches(hub.db))[MINA] == 1


async def test_forgetting_twice_and_somebody_unknown_is_nothing(hub: Hub, mina: int) -> None:
    for _ in range(2):
        await forgetting.forget(hub, MINA)
    await forgetting.forget(hub, 123)
    assert len(await rows(hub.db, Member)) == 1


async def test_the_only_owner_of_an_open_hangout_stays(hub: Hub, hangout: HangoutView) -> None:
    for attempt in (forgetting.kept, forgetting.forget):
        with pytest.raises(LastOwner) as refused:
            await attempt(hub, OWNER.id)
        assert refused.value.values == {"title": hangout.title}
    assert await row(hub.db, Person, id=OWNER.id)
    await staff(hub, hangout, 9003, "بهار", "owner")
    await forgetting.forget(hub, OWNER.id)
    assert [one.person_id for one in await rows(hub.db, Staff)] == [9003]
    assert len(await rows(hub.db, Chat)) == 2


async def test_of_two_owners_who_leave_at_once_one_stays(hub: Hub, hangout: HangoutView) -> None:
    await staff(hub, hangout, 9003, "بهار", "owner")
    both = (forgetting.forget(hub, OWNER.id), forgetting.forget(hub, 9003))
    done = await asyncio.gather(*both, return_exceptions=True)
    assert sorted(type(one) for one in done if one is not None) == [LastOwner]
    assert len(await rows(hub.db, Staff)) == 1


async def test_a_closed_hangout_lets_its_owner_and_its_chats_go(hub: Hub, hangout: HangoutView) -> None:
    await settings.pause(hub, OWNER.id, hangout.id)
    await forgetting.forget(hub, OWNER.id)
    assert await rows(hub.db, Chat) == []
    assert (await row(hub.db, Hangout)).state == "paused"
    taken_over = await opened(hub, owner=Seen(9004, "کیان", "fa"))
    assert taken_over.chat("channel") is not None


async def test_claims_that_wait_give_their_notches_back(hub: Hub, hangout: HangoutView, mina: int) -> None:
    await cut(hub, mina, Cut("gift", 25, "gift:1", OWNER.id, note="سلام"))
    reward = Reward(hangout_id=hangout.id, title="چای", notches=10, stock=5, created_at=hub.now())
    async with hub.db.begin() as session:
        session.add(reward)
    for once in ("a", "b"):
        await claims.claim(hub, MINA, reward.id or 0, once)
    assert (await forgetting.kept(hub, MINA)).claims == 2
    await forgetting.forget(hub, MINA)
    assert {one.state for one in await rows(hub.db, Claim)} == {"expired"}
    assert (await row(hub.db, Reward, title="چای")).stock == 5
    assert list((await notches(hub.db)).values()) == [25]
    assert [one.rule for one in await rows(hub.db, Entry)] == ["gift", "claim", "claim", "expired", "expired"]


async def test_whoever_owes_settles_first(hub: Hub, hangout: HangoutView, mina: int) -> None:
    async with hub.db.begin() as session:
        session.add(Account(member_id=mina, hangout_id=hangout.id, owed=1_200_000))
    with pytest.raises(StillOwes) as refused:
        await forgetting.forget(hub, MINA)
    assert refused.value.values == {"amount": 1_200_000, "currency": "toman", "title": hangout.title}
    assert (await row(hub.db, Member)).person_id == MINA


async def test_a_charge_that_waits_is_refused(hub: Hub, hangout: HangoutView, mina: int) -> None:
    async with hub.db.begin() as session:
        session.add(Account(member_id=mina, hangout_id=hangout.id, ceiling=10**9))
        waits: dict[str, Any] = {"amount": 5, "by_id": OWNER.id, "once_key": "c", "at": hub.now()}
        end = hub.now() + timedelta(days=1)
        session.add(Charge(hangout_id=hangout.id, member_id=mina, expires_at=end, **waits))
    await forgetting.forget(hub, MINA)
    assert (await row(hub.db, Charge)).state == "refused"


async def _round(hub: Hub, hangout: HangoutView) -> int:
    await rounds.open_now(hub, OWNER.id, hangout.id)
    async with hub.db.read() as session:
        from storage import rounds as stored

        on = await stored.open_round(session, hangout.id)
    assert on
    return on.id or 0


async def test_one_vote_a_round_also_for_whoever_comes_back(hub: Hub, hangout: HangoutView, mina: int) -> None:
    round_id = await _round(hub, hangout)
    for _ in range(2):
        await members.join(hub, Seen(MINA, NAME, "fa"), hangout.slug)
        await cast(hub, [Ballot(Seen(MINA, NAME, "fa"), 1, round_id=round_id, chat_id=MINA)])
        assert sum(one.votes for one in await rows(hub.db, Tally)) == 1
        await forgetting.forget(hub, MINA)
    assert sum(one.votes for one in await rows(hub.db, Tally)) == 0
    assert sorted((await notches(hub.db)).values()) == [1, 1]


async def test_no_notice_goes_to_a_tombstone(hub: Hub, hangout: HangoutView, mina: int, clock: StillClock) -> None:
    await scanned(hub, mina, OWNER.id)
    await forgetting.forget(hub, MINA)
    await corrections.give(hub, OWNER.id, mina, 1, "دلیل", "t1")
    assert await rows(hub.db, Notice, kind="by_hand") == []
    clock.pass_by(days=2)
    await clockwork.run_due(hub)
    assert all(one.chat_id > 0 or one.public for one in await rows(hub.db, Notice))


async def test_a_notice_under_way_is_taken_back(hub: Hub, hangout: HangoutView, mina: int) -> None:
    await corrections.give(hub, OWNER.id, mina, 1, "دلیل", "t1")
    [parcel] = [one for one in await outbox.lease(hub, 10) if one.chat_id == MINA]
    await forgetting.forget(hub, MINA)
    from hub.errors import NotFound

    with pytest.raises(NotFound):
        await outbox.begin_sending(hub, parcel)


async def test_a_forgotten_owner_gets_no_file(hub: Hub, hangout: HangoutView) -> None:
    await staff(hub, hangout, 9003, "بهار", "owner")
    await forgetting.forget(hub, OWNER.id)
    with pytest.raises(NotAllowed):
        await export.order(hub, OWNER.id, hangout.id, "all", "csv", "t")


async def test_my_data_is_everything_of_mine_and_nothing_of_others(hub: Hub, hangout: HangoutView, mina: int) -> None:
    reza = await joined(hub, hangout, 43, "رضا")
    await cut(hub, reza, Cut("gift", 9, "gift:r", OWNER.id, note="راز رضا"))
    await corrections.give(hub, OWNER.id, mina, 3, "کمک در چیدن", "t1")
    round_id = await _round(hub, hangout)
    await cast(hub, [Ballot(Seen(MINA, NAME, "fa"), 2, round_id=round_id, chat_id=MINA)])
    kept = await mydata.of(hub, MINA)
    text = json.dumps(kept, ensure_ascii=False)
    assert "راز رضا" not in text
    assert (kept["person"]["name"], kept["person"]["telegram_id"]) == (NAME, MINA)
    [mine] = kept["memberships"]
    assert [(one["for"], one["notches"], one["balance"]) for one in mine["entries"]] == [("gift", 3, 3), ("vote", 1, 4)]
    assert mine["entries"][0]["note"] == "کمک در چیدن"
    [answer] = mine["answers"]
    async with hub.db.read() as session:
        from storage import rounds as stored

        on = await stored.open_round(session, hangout.id)
    assert on
    assert answer["answer"] == [on.options[1]]
    owner = await mydata.of(hub, OWNER.id)
    assert owner["staff"] == [{"hangout": hangout.title, "role": "owner"}]
    assert [one["what"] for one in owner["done_as_staff"]] == ["gift"]
    assert await mydata.of(hub, 987) == {}


async def test_many_forget_themselves_at_once(hub: Hub, hangout: HangoutView) -> None:
    for n in range(12):
        member_id = await joined(hub, hangout, 100 + n, f"همراه {n}")
        await cut(hub, member_id, Cut("gift", n, "gift:1", OWNER.id))
    await asyncio.gather(*(forgetting.forget(hub, 100 + n // 2) for n in range(24)))
    held = await notches(hub.db)
    assert sorted(held.values()) == list(range(12))
    assert all(person < 0 for person in held)
    async with hub.db.read() as session:
        assert await hangouts.member(session, hangout.id, 100) is None
