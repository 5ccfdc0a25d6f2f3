"""What hosts do with posts, and with moments of their own; on both engines."""

import pytest

from hub.context import Hub
from hub.hangout.hangouts import HangoutView
from hub.moments import hosting, moments, posts
from hub.moments.errors import NotHost
from hub.watch.errors import OwnCase
from storage.tables import Act, Moment, Notice
from tests.conftest import StillClock
from tests.support.hangouts import OWNER
from tests.support.members import joined
from tests.support.moments import CLERK, MODERATOR, SARA, deliver, draft, scene, shared
from tests.support.store import row, rows


@pytest.fixture
async def hangout(hub: Hub) -> HangoutView:
    return await scene(hub)


async def test_hosts_take_a_post_down_and_its_author_hears(hub: Hub, hangout: HangoutView, clock: StillClock) -> None:
    number = await shared(hub, hangout)
    await hosting.take_down(hub, OWNER.id, number)
    assert (await row(hub.db, Moment)).state == "waiting", "only what stands there is taken down"
    await hosting.decide(hub, MODERATOR, number, post=True)
    await deliver(hub)
    for person in (SARA, CLERK, 99):
        with pytest.raises(NotHost):
            await hosting.take_down(hub, person, number)
    for _ in range(2):
        await hosting.take_down(hub, OWNER.id, number)
    assert [one.kind for one in await deliver(hub)] == [posts.GONE]
    told = (await rows(hub.db, Notice, kind="moment_answered"))[-1]
    heard = await hosting.answered(hub, number, told.payload["turn"])
    assert heard is not None
    assert (told.chat_id, heard.state, told.due_at > hub.now()) == (SARA, "removed", True)
    assert [act.what for act in await rows(hub.db, Act)] == ["moment_posted", "moment_removed"]
    await hosting.undo(hub, OWNER.id, number)
    clock.pass_by(minutes=2)
    assert await hosting.answered(hub, number, told.payload["turn"]) is None, "undone within the minute it is unheard"
    await hosting.decide(hub, OWNER.id, number, post=True)
    assert posts.POST in [one.kind for one in await deliver(hub)]


async def test_posts_are_looked_at_again_the_last_decided_first(
    hub: Hub, hangout: HangoutView, clock: StillClock
) -> None:
    first, second, third = [await shared(hub, hangout, str(n)) for n in range(3)]
    assert await hosting.standing(hub, OWNER.id, hangout.id) is None
    for number in (second, first):
        await hosting.decide(hub, OWNER.id, number, post=True)
        clock.pass_by(minutes=1)
    await hosting.decide(hub, OWNER.id, third, post=False)
    found, seen = await hosting.standing(hub, MODERATOR, hangout.id), []
    while found is not None:
        seen.append(found.moment.id)
        found = await hosting.standing(hub, MODERATOR, hangout.id, found.moment.id)
    assert seen == [first, second]
    with pytest.raises(NotHost):
        await hosting.standing(hub, SARA, hangout.id)


async def test_no_moderator_decides_about_their_own_moment(hub: Hub, hangout: HangoutView) -> None:
    await joined(hub, hangout, MODERATOR, "گرداننده")
    await joined(hub, hangout, OWNER.id, OWNER.name)
    theirs = (await moments.share(hub, MODERATOR, draft(hangout), "1")).id
    told = await rows(hub.db, Notice, kind="moment_waits")
    assert [one.chat_id for one in told] == [OWNER.id]
    for post in (True, False):
        with pytest.raises(OwnCase):
            await hosting.decide(hub, MODERATOR, theirs, post=post)
    await hosting.decide(hub, OWNER.id, theirs, post=True)
    with pytest.raises(OwnCase):
        await hosting.take_down(hub, MODERATOR, theirs)
    owners = (await moments.share(hub, OWNER.id, draft(hangout), "1")).id
    await hosting.decide(hub, OWNER.id, owners, post=True)
