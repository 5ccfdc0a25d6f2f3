"""A chat belongs to the hangout that was opened with it; a draft does not keep it from anybody."""

import pytest

from hub.context import Hub
from hub.errors import ChatTaken
from hub.hangout import hangouts, setup
from hub.hangout.setup import ChatFacts
from hub.person.people import Seen
from tests.support.hangouts import opened

OTHER = Seen(9002, "کاوه", "fa")
FACTS = ChatFacts(-1001, "channel", "چای‌خانه", None)


async def test_a_draft_does_not_hold_a_channel(hub: Hub) -> None:
    first = await setup.begin(hub, Seen(9003, "آرش", "fa"))
    await setup.register_chat(hub, 9003, first.id, FACTS)
    second = await setup.begin(hub, OTHER)
    await setup.register_chat(hub, OTHER.id, second.id, FACTS)
    assert (await hangouts.of_owner(hub, 9003, first.id)).chats == ()
    assert [chat.telegram_id for chat in (await hangouts.of_owner(hub, OTHER.id, second.id)).chats] == [-1001]


async def test_a_draft_with_a_channel_takes_one_from_another_draft(hub: Hub) -> None:
    first, second = await setup.begin(hub, Seen(9003, "آرش", "fa")), await setup.begin(hub, OTHER)
    await setup.register_chat(hub, 9003, first.id, FACTS)
    await setup.register_chat(hub, OTHER.id, second.id, ChatFacts(-1005, "channel", "دیگری", None))
    view = await setup.register_chat(hub, OTHER.id, second.id, FACTS)
    assert [chat.telegram_id for chat in view.chats] == [-1001]


async def test_an_open_hangout_keeps_its_channel(hub: Hub) -> None:
    await opened(hub)
    draft = await setup.begin(hub, OTHER)
    with pytest.raises(ChatTaken):
        await setup.register_chat(hub, OTHER.id, draft.id, FACTS)
