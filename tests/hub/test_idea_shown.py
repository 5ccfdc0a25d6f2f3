"""One thing that was made, shown to everybody by its owner's hand: once, and only what is made; on both engines."""

import pytest
from sqlalchemy import update

from hub.context import Hub
from hub.errors import NoChat, NotAllowed, NotFound
from hub.ideas import made, showing
from storage.tables import Chat, Notice
from tests.support.board import AUTHOR, moved, suggested
from tests.support.hangouts import OWNER, opened
from tests.support.members import staff
from tests.support.store import rows


async def test_a_card_goes_to_the_channel_once(hub: Hub) -> None:
    hangout = await opened(hub)
    [idea_id] = await suggested(hub, hangout, "چای به‌لیمو هم باشد")
    with pytest.raises(NotFound):
        await showing.show(hub, OWNER.id, idea_id)
    with pytest.raises(NotFound):
        await made.in_public(hub, idea_id)
    await moved(hub, idea_id, "made")
    assert await showing.show(hub, OWNER.id, idea_id)
    assert not await showing.show(hub, OWNER.id, idea_id)
    [notice] = await rows(hub.db, Notice, kind=showing.KIND)
    assert (notice.chat_id, notice.public) == (-1001, True)
    assert (await made.in_public(hub, idea_id))[1].text == "چای به‌لیمو هم باشد"


async def test_only_an_owner_with_a_place_shows_it(hub: Hub) -> None:
    hangout = await opened(hub)
    [idea_id] = await suggested(hub, hangout, "صندلی بیرون بگذارید")
    await moved(hub, idea_id, "made")
    await staff(hub, hangout, 21, "گرداننده", "moderator")
    for person in (21, AUTHOR.id):
        assert not await showing.may_show(hub, person, hangout.id)
        with pytest.raises(NotAllowed):
            await showing.show(hub, person, idea_id)
    assert await showing.may_show(hub, OWNER.id, hangout.id)
    async with hub.db.begin() as session:
        await session.execute(update(Chat).values(lost=True))
    assert not await showing.may_show(hub, OWNER.id, hangout.id)
    with pytest.raises(NoChat):
        await showing.show(hub, OWNER.id, idea_id)
