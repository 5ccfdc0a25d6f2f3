"""What an author sees of their own idea once it has gone its way; on both engines."""

from hub.context import Hub
from hub.ideas import ideas, made, triage
from hub.ideas.ideas import Draft
from hub.ideas.views import IdeaView
from tests.support.board import moved
from tests.support.hangouts import opened
from tests.support.members import joined, staff

SARA, DARA, LOOKS = 11, 12, 21
TEXTS = ("چای به‌لیمو هم بیاورید", "صندلی بیرون بگذارید", "صندلی کنار پنجره", "شب شعر پنجشنبه‌ها")


async def _scene(hub: Hub) -> list[int]:
    """Ideas: one of Dara's, then Sara's."""
    hangout = await opened(hub)
    await staff(hub, hangout, LOOKS, "گرداننده", "moderator")
    await joined(hub, hangout, SARA, "سارا")
    await joined(hub, hangout, DARA, "دارا")
    return [
        (await ideas.post(hub, DARA if n == 0 else SARA, hangout.id, Draft(text), once=text)).id
        for n, text in enumerate(TEXTS)
    ]


async def _go(hub: Hub, idea_id: int, *ways: str, into: int | None = None) -> None:
    for after in ways:
        seen = (await triage.this(hub, LOOKS, idea_id, "new")).seen
        await triage.act(hub, LOOKS, idea_id, seen, after, into=into)


async def _into(hub: Hub, idea_id: int) -> IdeaView | None:
    return (await ideas.one(hub, SARA, idea_id)).into


async def test_what_it_became_part_of_is_shown_as_long_as_that_is_on_the_board(hub: Hub) -> None:
    theirs, middle, first, alone = await _scene(hub)
    assert await _into(hub, first) is None
    await _go(hub, first, "merged", into=middle)
    await _go(hub, middle, "merged", into=theirs)
    for own in (middle, first):
        into = await _into(hub, own)
        assert into
        assert (into.id, into.text, into.mine) == (theirs, TEXTS[0], False), "where it has come in the end"
    await moved(hub, theirs, "hidden", live=False)
    assert [await _into(hub, own) for own in (middle, first, alone)] == [None, None, None]


async def test_whether_they_are_named_only_its_author_sees(hub: Hub) -> None:
    theirs, own, *_ = await _scene(hub)
    await made.agree(hub, SARA, own, named=True)
    assert [(await ideas.one(hub, who, own)).named for who in (SARA, DARA)] == [True, False]
    await _go(hub, own, "merged", into=theirs)
    assert (await ideas.one(hub, SARA, own)).named
    assert not (await ideas.one(hub, SARA, theirs)).named
