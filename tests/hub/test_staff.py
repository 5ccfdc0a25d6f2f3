"""Who runs a hangout: invited once, changed and taken back at once; on both engines."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from hub import history
from hub.context import Hub
from hub.errors import HubError, NotAllowed, NotFound
from hub.hangout import staff
from hub.hangout.errors import InviteExpired, InviteUnknown, InviteUsed, OwnerStays
from hub.hangout.hangouts import HangoutView, of_staff
from hub.hangout.staff import OPEN, VALID, Accepted
from hub.person.people import Seen
from hub.stick import rulebook
from hub.stick.rulebook import Wish
from storage.tables import Act, Invite, Notice, Staff
from tests.conftest import StillClock
from tests.support.hangouts import OWNER, opened
from tests.support.store import row, rows

SARA, OMID = Seen(81, "سارا", "fa"), Seen(82, "Omid", "en")


async def _link(hub: Hub, hangout: HangoutView, role: str = "clerk") -> str:
    return (await staff.invite(hub, OWNER.id, hangout.id, role, staff.fresh_token())).token


async def _hired(hub: Hub, seen: Seen = SARA, role: str = "clerk") -> HangoutView:
    hangout = await opened(hub)
    await staff.accept(hub, seen, await _link(hub, hangout, role))
    return hangout


async def _roles(hub: Hub, hangout: HangoutView) -> dict[int, str]:
    return {one.person_id: one.role for one in (await staff.roster(hub, OWNER.id, hangout.id))[0]}


async def _past(hub: Hub, hangout: HangoutView) -> list[str]:
    return [act.what for act in reversed((await history.read(hub, OWNER.id, hangout.id)).acts)]


async def test_a_link_makes_one_person_staff_and_the_owner_hears_of_it(hub: Hub) -> None:
    hangout = await opened(hub)
    token = await _link(hub, hangout, "moderator")
    offer = await staff.look(hub, SARA.id, token)
    assert (offer.title, offer.role, offer.now) == (hangout.title, "moderator", None)
    assert await staff.accept(hub, SARA, token) == Accepted(hangout.title, "moderator", fresh=True)
    assert await _roles(hub, hangout) == {OWNER.id: "owner", SARA.id: "moderator"}
    assert await _past(hub, hangout) == ["staff_invited", "staff_joined"]
    told = await row(hub.db, Notice, kind="staff_joined")
    assert (told.chat_id, told.public, told.payload) == (OWNER.id, False, {"person": SARA.id, "title": hangout.title})
    assert (await of_staff(hub, SARA.id, hangout.id))[1] == "moderator"


async def test_a_second_tap_of_the_same_person_changes_nothing(hub: Hub) -> None:
    hangout = await opened(hub)
    token = await _link(hub, hangout)
    await staff.accept(hub, SARA, token)
    assert await staff.accept(hub, SARA, token) == Accepted(hangout.title, "clerk", fresh=False)
    assert (await staff.look(hub, SARA.id, token)).now == "clerk"
    assert len(await rows(hub.db, Notice, kind="staff_joined")) == 1
    assert await _past(hub, hangout) == ["staff_invited", "staff_joined"]


@pytest.mark.parametrize("again", [staff.look, lambda hub, person, token: staff.accept(hub, Seen(person, "x"), token)])
async def test_where_a_link_leads_nowhere(
    hub: Hub, clock: StillClock, again: Callable[[Hub, int, str], Awaitable[object]]
) -> None:
    hangout = await opened(hub)
    used, late, taken_back = [await _link(hub, hangout) for _ in range(3)]
    await staff.accept(hub, SARA, used)
    await staff.withdraw(hub, OWNER.id, hangout.id, taken_back)
    for token, error in ((used, InviteUsed), (taken_back, InviteExpired), ("nothing", InviteUnknown)):
        with pytest.raises(error):
            await again(hub, OMID.id, token)
    clock.at += VALID
    with pytest.raises(InviteExpired):
        await again(hub, OMID.id, late)
    assert await _roles(hub, hangout) == {OWNER.id: "owner", SARA.id: "clerk"}


async def test_a_link_holds_to_its_last_second(hub: Hub, clock: StillClock) -> None:
    hangout = await opened(hub)
    token = await _link(hub, hangout)
    clock.at += VALID
    clock.pass_by(seconds=-1)
    assert (await staff.accept(hub, SARA, token)).fresh


async def test_an_owner_stays_owner_and_the_link_waits_on(hub: Hub) -> None:
    hangout = await opened(hub)
    token = await _link(hub, hangout)
    assert (await staff.look(hub, OWNER.id, token)).now == "owner"
    assert await staff.accept(hub, OWNER, token) == Accepted(hangout.title, "owner", fresh=False)
    assert (await staff.accept(hub, SARA, token)).fresh
    assert await _roles(hub, hangout) == {OWNER.id: "owner", SARA.id: "clerk"}


async def test_who_is_staff_already_takes_the_other_role(hub: Hub) -> None:
    hangout = await _hired(hub)
    same, other = await _link(hub, hangout), await _link(hub, hangout, "moderator")
    assert not (await staff.accept(hub, SARA, same)).fresh
    assert (await staff.accept(hub, SARA, other)).fresh
    assert await _roles(hub, hangout) == {OWNER.id: "owner", SARA.id: "moderator"}
    assert (await staff.accept(hub, OMID, same)).fresh  # nobody had used it


async def test_many_follow_one_link_at_once_and_one_is_hired(hub: Hub) -> None:
    hangout = await opened(hub)
    token = await _link(hub, hangout)
    crowd = [Seen(900 + n, f"نفر {n}", "fa") for n in range(12)]
    ends = await asyncio.gather(*(staff.accept(hub, seen, token) for seen in crowd), return_exceptions=True)
    assert [type(end) for end in ends].count(Accepted) == 1
    assert [type(end) for end in ends].count(InviteUsed) == len(crowd) - 1
    assert len(await rows(hub.db, Staff, hangout_id=hangout.id)) == 2
    assert len(await rows(hub.db, Notice, kind="staff_joined")) == 1
    assert len(await rows(hub.db, Act, what="staff_joined")) == 1


async def test_a_link_taken_back_and_followed_at_once_ends_one_way(hub: Hub) -> None:
    for number in range(6):
        hangout = await opened(hub, channel=-3000 - number, group=None)
        token = await _link(hub, hangout)
        await asyncio.gather(
            staff.accept(hub, SARA, token),
            staff.withdraw(hub, OWNER.id, hangout.id, token),
            return_exceptions=True,
        )
        hired = SARA.id in await _roles(hub, hangout)
        assert await _past(hub, hangout) == ["staff_invited", "staff_joined" if hired else "invite_withdrawn"]


async def test_a_button_tapped_twice_makes_one_link(hub: Hub) -> None:
    hangout = await opened(hub)
    token = staff.fresh_token()
    made = await asyncio.gather(*(staff.invite(hub, OWNER.id, hangout.id, "clerk", token) for _ in range(4)))
    assert {invite.token for invite in made} == {token}
    await staff.accept(hub, SARA, token)
    later = await staff.invite(hub, OWNER.id, hangout.id, "clerk", token)
    assert later.token != token
    assert len(await rows(hub.db, Invite)) == 2


async def test_a_foreign_token_is_never_taken_over(hub: Hub) -> None:
    hangout, other = await opened(hub), await opened(hub, channel=-2001, group=None, owner=OMID)
    token = await _link(hub, hangout)
    mine = await staff.invite(hub, OMID.id, other.id, "clerk", token)
    assert mine.token != token
    with pytest.raises(NotFound):
        await staff.withdraw(hub, OMID.id, other.id, token)
    assert (await staff.look(hub, SARA.id, token)).title == hangout.title


async def test_links_do_not_pile_up(hub: Hub, clock: StillClock) -> None:
    hangout = await opened(hub)
    made = []
    for _ in range(OPEN + 2):
        made.append(await _link(hub, hangout))
        clock.pass_by(seconds=1)
    waiting = (await staff.roster(hub, OWNER.id, hangout.id))[1]
    assert [invite.token for invite in waiting] == made[2:]


async def test_removing_takes_effect_at_once(hub: Hub) -> None:
    hangout = await _hired(hub)
    await staff.remove(hub, OWNER.id, hangout.id, SARA.id)
    with pytest.raises(NotAllowed):
        await of_staff(hub, SARA.id, hangout.id)
    await staff.remove(hub, OWNER.id, hangout.id, SARA.id)
    assert await _past(hub, hangout) == ["staff_invited", "staff_joined", "staff_removed"]
    read = await history.read(hub, OWNER.id, hangout.id)
    assert (read.acts[0].about["name"], read.acts[0].by) == (SARA.name, OWNER.name)
    [used] = await rows(hub.db, Invite)
    with pytest.raises(InviteUsed):
        await staff.accept(hub, SARA, used.token)


async def test_a_role_is_changed_once(hub: Hub) -> None:
    hangout = await _hired(hub)
    await asyncio.gather(
        *(staff.change_role(hub, OWNER.id, hangout.id, SARA.id, "moderator") for _ in range(4)),
    )
    assert await _roles(hub, hangout) == {OWNER.id: "owner", SARA.id: "moderator"}
    assert await _past(hub, hangout) == ["staff_invited", "staff_joined", "staff_role"]


async def test_owners_are_left_alone(hub: Hub) -> None:
    hangout = await opened(hub)
    for act in (
        staff.remove(hub, OWNER.id, hangout.id, OWNER.id),
        staff.change_role(hub, OWNER.id, hangout.id, OWNER.id, "clerk"),
    ):
        with pytest.raises(OwnerStays):
            await act


async def test_nobody_is_made_an_owner_by_a_link(hub: Hub) -> None:
    hangout = await _hired(hub)
    for act in (
        staff.invite(hub, OWNER.id, hangout.id, "owner", "x"),
        staff.change_role(hub, OWNER.id, hangout.id, SARA.id, "owner"),
        staff.change_role(hub, OWNER.id, hangout.id, OMID.id, "clerk"),
    ):
        with pytest.raises(NotFound):
            await act


@pytest.mark.parametrize("role", staff.ROLES)
async def test_staff_do_not_do_what_owners_do(hub: Hub, role: str) -> None:
    hangout = await _hired(hub, role=role)
    token = await _link(hub, hangout)
    acts: list[Awaitable[object]] = [
        staff.roster(hub, SARA.id, hangout.id),
        staff.invite(hub, SARA.id, hangout.id, "clerk", "x"),
        staff.withdraw(hub, SARA.id, hangout.id, token),
        staff.change_role(hub, SARA.id, hangout.id, SARA.id, "moderator"),
        staff.remove(hub, SARA.id, hangout.id, OWNER.id),
        rulebook.change(hub, SARA.id, hangout.id, "vote", Wish(notches=2)),
    ]
    for act in acts:
        with pytest.raises(HubError) as refused:
            await act
        assert isinstance(refused.value, NotAllowed)
